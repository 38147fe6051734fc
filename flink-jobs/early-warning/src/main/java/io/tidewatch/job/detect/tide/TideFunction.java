package io.tidewatch.job.detect.tide;

import io.tidewatch.job.detect.time.EvaluationSpan;
import io.tidewatch.series.Tide;
import io.tidewatch.time.LocalClock;
import java.io.IOException;
import java.time.ZoneId;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks on a grid of event time how many times as much as usual is complained of in general.
 *
 * <p>Key: one for all. Kept: one {@link Tide}, less than 1 KB a category.
 */
public final class TideFunction extends KeyedProcessFunction<Integer, CategoryActivity, TideLevel> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(TideFunction.class);

    private final EvaluationSpan span;
    private final ZoneId zone;
    private transient LocalClock clock;
    private transient ValueState<Tide> tide;

    /** @param zone whose hours and days complaints keep */
    public TideFunction(EvaluationSpan span, ZoneId zone) {
        this.span = span;
        this.zone = zone;
        this.clock = LocalClock.of(zone);
    }

    @Override
    public void open(OpenContext context) {
        clock = LocalClock.of(zone);
        tide = getRuntimeContext().getState(new ValueStateDescriptor<>("tide", TideSerializer.INSTANCE));
    }

    @Override
    public void processElement(CategoryActivity some, Context ctx, Collector<TideLevel> out) throws Exception {
        Tide t = known();
        t.add(some.slot(), some.category(), some.bin(), some.count());
        tide.update(t);
        ctx.timerService().registerEventTimeTimer(some.slot());
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<TideLevel> out) throws Exception {
        if (!span.contains(at, ctx.timerService().currentWatermark())) {
            return;
        }
        Tide t = known();
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
        out.collect(new TideLevel(at, level, t.rise()));
        tide.update(t);
        ctx.timerService().registerEventTimeTimer(at + Tide.SLOT_MS);
    }

    private Tide known() throws IOException {
        Tide t = tide.value();
        return t == null ? new Tide() : t;
    }
}
