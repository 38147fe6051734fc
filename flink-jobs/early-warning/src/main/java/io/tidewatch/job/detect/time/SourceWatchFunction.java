package io.tidewatch.job.detect.time;

import io.tidewatch.series.Series;
import io.tidewatch.series.SourceOutages;
import io.tidewatch.series.SourceWatch;
import io.tidewatch.time.LocalClock;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
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
 * Notices when a source is down and when it is back, on a grid of event time.
 *
 * <p>Key: source. Kept: one {@link SourceWatch}, about 1 KB, for as long as the job knows the source.
 */
public final class SourceWatchFunction extends KeyedProcessFunction<String, SourceActivity, SourceOutage> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(SourceWatchFunction.class);

    private final EvaluationSpan span;
    private final ZoneId zone;
    private transient LocalClock clock;
    private transient ValueState<SourceWatch> watching;

    /** What a version kept that read and wrote it whole with every message; taken over when it is needed. */
    private transient ValueState<byte[]> watch;

    /** @param zone whose hours and days sources keep */
    public SourceWatchFunction(EvaluationSpan span, ZoneId zone) {
        this.span = span;
        this.zone = zone;
        this.clock = LocalClock.of(zone);
    }

    @Override
    public void open(OpenContext context) {
        clock = LocalClock.of(zone);
        watching = getRuntimeContext().getState(new ValueStateDescriptor<>("watching", SourceWatchSerializer.INSTANCE));
        watch = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("watch", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void processElement(SourceActivity sign, Context ctx, Collector<SourceOutage> out) throws Exception {
        SourceWatch w = read();
        if (sign.isHeartbeat()) {
            w.beat(sign.slot(), sign.newest());
        } else {
            w.add(sign.slot(), sign.bin(), sign.count(), sign.newest());
        }
        watching.update(w);
        ctx.timerService().registerEventTimeTimer(sign.slot());
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<SourceOutage> out) throws Exception {
        if (!span.contains(at, ctx.timerService().currentWatermark())) {
            return;
        }
        SourceWatch w = read();
        SourceOutages.Span outage = w.look(at, clock);
        if (outage != null) {
            LOG.info(
                    "{}: source={} from={}",
                    outage.until() == SourceOutages.OPEN ? "source down" : "source back",
                    ctx.getCurrentKey(),
                    outage.from());
            out.collect(SourceOutage.of(ctx.getCurrentKey(), outage));
        }
        watching.update(w);
        long next = w.nextLook(at);
        if (next != Series.NEVER) {
            ctx.timerService().registerEventTimeTimer(next);
        }
    }

    private SourceWatch read() throws IOException {
        SourceWatch known = watching.value();
        if (known != null) {
            return known.inZone(clock);
        }
        byte[] packed = watch.value();
        if (packed == null) {
            return new SourceWatch();
        }
        watch.clear();
        return SourceWatch.unpack(new DataInputStream(new ByteArrayInputStream(packed)))
                .inZone(clock);
    }
}
