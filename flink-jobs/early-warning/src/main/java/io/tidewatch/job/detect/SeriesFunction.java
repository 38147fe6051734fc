package io.tidewatch.job.detect;

import io.tidewatch.surge.Reading;
import io.tidewatch.surge.Series;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Measures and scores each series on its grid of event time, and says where each rule stands.
 *
 * <p>Key: series and group. Kept: one {@link Series} (and the group that names it) for as long as the key is known; a
 * series nobody reads any more is dropped at its next timer. Late messages are counted at the next grid instant: they
 * amend, they do not page. A timer is set only while there is something to watch, and never once the input has ended.
 */
final class SeriesFunction extends KeyedBroadcastProcessFunction<String, SeriesEvent, RuleUpdate, Signal> {
    private static final long serialVersionUID = 1L;

    private final RuleUpdate initial;
    private final long zoneMs;
    private transient ValueState<Series> series;
    private transient ValueState<SeriesName> name;
    private transient LiveRules rules;
    private transient Counter readings;

    SeriesFunction(RuleUpdate initial, long zoneMs) {
        this.initial = initial;
        this.zoneMs = zoneMs;
    }

    @Override
    public void open(OpenContext context) {
        series = getRuntimeContext().getState(new ValueStateDescriptor<>("series", SeriesSerializer.INSTANCE));
        name = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("name", TypeInformation.of(SeriesName.class)));
        rules = new LiveRules(initial);
        readings = getRuntimeContext().getMetricGroup().counter("readings");
    }

    @Override
    public void processElement(SeriesEvent event, ReadOnlyContext ctx, Collector<Signal> out) throws Exception {
        ActiveRules.Plan plan = rules.active(ctx.getBroadcastState(LiveRules.STATE)).plan(event.series());
        if (plan == null) {
            return;
        }
        Series s = series.value();
        if (s == null) {
            s = new Series(event.message().time(), zoneMs);
            name.update(new SeriesName(event.series(), event.group()));
        }
        s.add(event.message());
        series.update(s);
        long watermark = ctx.currentWatermark();
        long after = Math.max(Math.max(ctx.timestamp(), event.message().time()), s.readAt());
        if (watermark != Long.MAX_VALUE) {
            after = Math.max(after, watermark);
        }
        ctx.timerService().registerEventTimeTimer(next(after, plan.intervalMs()));
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Signal> out) throws Exception {
        Series s = series.value();
        SeriesName n = name.value();
        if (s == null || n == null) {
            return;
        }
        ActiveRules.Plan plan = rules.active(ctx.getBroadcastState(LiveRules.STATE)).plan(n.series());
        if (plan == null) {
            series.clear();
            name.clear();
            return;
        }
        if (at <= s.readAt()) {
            return;
        }
        for (Reading r : s.read(at, plan.rules(), plan.paneMs())) {
            readings.inc();
            out.collect(new Signal(r.rule(), structureOf(plan, r.rule()), n.group(), r));
        }
        series.update(s);
        if (s.needsReading(at) && ctx.currentWatermark() != Long.MAX_VALUE) {
            ctx.timerService().registerEventTimeTimer(next(at, plan.intervalMs()));
        }
    }

    @Override
    public void processBroadcastElement(RuleUpdate update, Context ctx, Collector<Signal> out) throws Exception {
        rules.accept(update, ctx.getBroadcastState(LiveRules.STATE));
    }

    private static String structureOf(ActiveRules.Plan plan, String rule) {
        for (io.tidewatch.rule.Rule r : plan.rules()) {
            if (r.name().equals(rule)) {
                return r.structure();
            }
        }
        throw new IllegalStateException("rule '" + rule + "' read a series that it does not belong to");
    }

    /** The first grid instant after a time. */
    static long next(long time, long interval) {
        return Math.floorDiv(time, interval) * interval + interval;
    }
}
