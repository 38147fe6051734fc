package io.tidewatch.job.detect.figures;

import io.tidewatch.connector.redis.RedisWrite;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Writes the wall's events into one stream with rising ids made of event time.
 *
 * <p>Key: one, for the whole job. Kept: the last id, so that a replay writes the ids of before and Redis ignores them.
 */
public final class WallStreamFunction extends KeyedProcessFunction<Integer, WallEvent, RedisWrite> {
    private static final long serialVersionUID = 1L;
    private static final String STREAM = "tw:stream";
    private static final long LENGTH = 1_000;

    private transient ValueState<Long> last;

    @Override
    public void open(OpenContext context) {
        last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Types.LONG));
    }

    @Override
    public void processElement(WallEvent e, Context ctx, Collector<RedisWrite> out) throws Exception {
        Long before = last.value();
        long id = before == null ? e.time() : Math.max(before + 1, e.time());
        last.update(id);
        out.collect(RedisWrite.add(STREAM, id + "-0", Map.of("type", e.type(), "json", e.json()), LENGTH));
    }
}
