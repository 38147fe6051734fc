package io.tidewatch.job.detect.tide;

import io.tidewatch.job.detect.time.EvaluationSpan;
import io.tidewatch.series.Tide;
import io.tidewatch.time.LocalClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.ZoneId;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks on a grid of event time how many times as much as usual is complained of in general.
 *
 * <p>Key: one for all. Kept: one {@link Tide}, less than 1 KB a category.
 */
public final class TideFunction extends KeyedProcessFunction<Integer, ComplaintActivity, TideLevel> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(TideFunction.class);

    private final EvaluationSpan span;
    private final ZoneId zone;
    private transient LocalClock clock;
    private transient ValueState<byte[]> tide;

    /** @param zone whose hours and days complaints keep */
    public TideFunction(EvaluationSpan span, ZoneId zone) {
        this.span = span;
        this.zone = zone;
        this.clock = LocalClock.of(zone);
    }

    @Override
    public void open(OpenContext context) {
        clock = LocalClock.of(zone);
        tide = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("tide", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void processElement(ComplaintActivity some, Context ctx, Collector<TideLevel> out) throws Exception {
        Tide t = read();
        t.add(some.slot(), some.category(), some.bin(), some.count());
        write(t);
        ctx.timerService().registerEventTimeTimer(some.slot());
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<TideLevel> out) throws Exception {
        if (!span.contains(at, ctx.timerService().currentWatermark())) {
            return;
        }
        Tide t = read();
        double before = t.level();
        double level = t.look(at, clock);
        if (level > 1 != before > 1) {
            LOG.info(
                    "{}: times={}",
                    level > 1
                            ? "most categories have more complaints than usual"
                            : "complaints are as usual in general",
                    level);
        }
        out.collect(new TideLevel(at, level));
        write(t);
        ctx.timerService().registerEventTimeTimer(at + Tide.SLOT_MS);
    }

    private Tide read() throws IOException {
        byte[] packed = tide.value();
        return packed == null ? new Tide() : Tide.unpack(new DataInputStream(new ByteArrayInputStream(packed)), clock);
    }

    private void write(Tide t) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
        t.pack(new DataOutputStream(bytes));
        tide.update(bytes.toByteArray());
    }
}
