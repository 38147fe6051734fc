package io.tidewatch.job.detect.series;

import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.time.LiveSourceOutages;
import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.rule.Rule;
import io.tidewatch.series.RuleReading;
import io.tidewatch.series.Series;
import io.tidewatch.series.SeriesMessage;
import io.tidewatch.series.SourceOutages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures and scores each series on its grid of event time, and says where each rule stands.
 *
 * <p>Key: series and group. Kept: one {@link Series} (and the group that names it) for as long as the key is known; a
 * series nobody reads any more is dropped at its next timer. A new series takes the time before its first message as
 * observed with zero counts, as far back as this job has been reading. Late messages are counted at the next grid
 * instant; from one that is later than a rule's {@code allowed_lateness} none of its conditions comes to hold. Beyond
 * {@code max_series} series of a kind in a subtask the one with the least recent message goes (counter {@code
 * series_evicted}, said once a minute). A timer is set only while there is something to watch (a group that a flatline
 * rule looks at is watched for two weeks after its last message), and never once the input has ended.
 *
 * <p>What stored feedback teaches of a series (a {@link Primer}) may come shortly before its rules are live or after: the
 * series begins with it, or takes over what is usual when it has learnt for less.
 */
public final class SeriesFunction extends KeyedBroadcastProcessFunction<String, SeriesEvent, SeriesControl, Signal>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** A new series takes at most so much time before its first message as its history. */
    public static final long HISTORY_MS = 3 * 24 * 3_600_000L;

    static final String NAME = "name";

    private static final Logger LOG = LoggerFactory.getLogger(SeriesFunction.class);
    private static final long LOG_EVERY_MS = 60_000;

    /** A series that was taught waits so long for its rules. */
    private static final long TAUGHT_MS = 10 * 60_000L;

    /** What concerns keys other than the current one. */
    interface Others {
        /** Drops the state of a key. */
        void drop(String key) throws Exception;

        /** Sees to it that every series is read although no message comes: other rules look at it now. */
        void readAll() throws Exception;
    }

    private final DetectSettings settings;
    private final UsualRates known;
    private long since;
    private transient SeriesLimit limit;

    @SuppressWarnings("NullAway.Init") // by reaches()
    private transient Others others;

    private transient Counter evicted;
    private transient long notLogged;
    private transient long loggedAt;
    private transient ListState<Long> keptSince;
    private transient ValueState<Series> series;
    private transient ValueState<SeriesName> name;
    private transient LiveRules rules;
    private transient LiveSourceOutages outages;
    private transient Counter readings;
    private transient Counter rebased;
    private transient Counter primed;

    public SeriesFunction(DetectSettings settings) {
        this(settings, UsualRates.NONE);
    }

    /** @param known of series that are known from before this job began */
    public SeriesFunction(DetectSettings settings, UsualRates known) {
        this.settings = settings;
        this.known = known;
        this.since = settings.sinceMs();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        keptSince = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("since", Types.LONG));
        for (long s : keptSince.get()) {
            since = Math.min(since, s);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        keptSince.update(List.of(since));
    }

    @Override
    public void open(OpenContext context) {
        series = getRuntimeContext().getState(new ValueStateDescriptor<>("series", SeriesSerializer.INSTANCE));
        name = getRuntimeContext().getState(new ValueStateDescriptor<>(NAME, TypeInformation.of(SeriesName.class)));
        rules = new LiveRules(settings.rules(), getRuntimeContext().getMetricGroup());
        outages = new LiveSourceOutages();
        readings = DetectMetric.READINGS.counter(getRuntimeContext().getMetricGroup());
        rebased = DetectMetric.SERIES_REBASED.counter(getRuntimeContext().getMetricGroup());
        primed = DetectMetric.SERIES_PRIMED.counter(getRuntimeContext().getMetricGroup());
        evicted = DetectMetric.SERIES_EVICTED.counter(getRuntimeContext().getMetricGroup());
        limit = new SeriesLimit();
    }

    /** Once opened: how other keys are reached. */
    void reaches(Others reach) {
        others = reach;
    }

    /** Until when the series of the current key was read, epoch milliseconds; 0: never. */
    long readAt() throws Exception {
        Series s = series.value();
        return s == null ? 0 : s.readAt();
    }

    /** Notes that the series of the current key is there. Those over the limit go with the next message. */
    void remember(String key) throws Exception {
        SeriesName n = name.value();
        if (n != null) {
            limit.add(n.series(), key, Integer.MAX_VALUE);
        }
    }

    /** How many series went because there were too many. */
    long evicted() {
        return evicted.getCount();
    }

    /** When the series of the current key is to be read, or dropped, after the rules have changed. */
    long nextReading(long mark) throws Exception {
        Series s = series.value();
        SeriesName n = name.value();
        if (s == null || n == null || mark == Long.MAX_VALUE) {
            return Series.NEVER;
        }
        ActiveRules.Plan plan = rules.known().plan(n.series());
        return plan == null ? mark + 1 : next(Math.max(s.readAt(), mark), plan.intervalMs());
    }

    /** Drops the series of the current key. */
    void clear() {
        series.clear();
        name.clear();
    }

    @Override
    public void processElement(SeriesEvent event, ReadOnlyContext ctx, Collector<Signal> out) throws Exception {
        ActiveRules.Plan plan =
                rules.active(ctx.getBroadcastState(LiveRules.STATE)).plan(event.series());
        if (event.learnt() != null) {
            teach(event, event.learnt(), plan, ctx);
            return;
        }
        if (plan == null || !settings.measures(event.series())) {
            return;
        }
        SeriesMessage message = event.message();
        if (message == null) {
            watch(event, plan, ctx);
            return;
        }
        since = Math.min(since, message.time());
        Series s = series.value();
        if (s == null) {
            s = known.series(event.key(), settings.zoneMs());
            if (s == null) {
                s = new Series(Math.max(since, message.time() - HISTORY_MS), settings.zoneMs());
            }
            name.update(new SeriesName(event.series(), event.group()));
        }
        long mark = ctx.currentWatermark();
        // one that comes behind the watermark is late by as much
        s.add(message, mark == Long.MAX_VALUE ? ctx.timestamp() : Math.max(ctx.timestamp(), mark));
        series.update(s);
        evict(event, plan, ctx.currentProcessingTime());
        long after = Math.max(Math.max(ctx.timestamp(), message.time()), s.readAt());
        ctx.timerService()
                .registerEventTimeTimer(
                        next(mark == Long.MAX_VALUE ? after : Math.max(after, mark), plan.intervalMs()));
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Signal> out) throws Exception {
        Series s = series.value();
        SeriesName n = name.value();
        if (s == null || n == null) {
            return;
        }
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        ActiveRules.Plan plan = active.plan(n.series());
        if (plan == null) {
            limit.forget(n.series(), ctx.getCurrentKey());
            clear();
            return;
        }
        if (at <= s.readAt()) {
            return;
        }
        if (s.means(active.meaning(plan, n.group()), at)) {
            rebased.inc();
        }
        SourceOutages down = outages.known(ctx.getBroadcastState(LiveSourceOutages.STATE));
        boolean ended = !settings.isWithin(at, ctx.currentWatermark());
        for (RuleReading r : s.read(at, plan.rules(), plan.paneMs(), down, active.calendarEffects(n.group()))) {
            Rule rule = ruleOf(plan, r.rule());
            if (ended && rule.spec().isAboutAbsence()) {
                continue; // no messages after the end of the input: no flatline
            }
            readings.inc();
            out.collect(new Signal(r.rule(), rule.structure(), n.group(), r));
        }
        series.update(s);
        long next = s.nextReading(at, plan.rules(), plan.intervalMs());
        if (next != Series.NEVER && settings.isWithin(next, ctx.currentWatermark())) {
            ctx.timerService().registerEventTimeTimer(next);
        } else if (s.isForgotten(at, plan.rules())) {
            limit.forget(n.series(), ctx.getCurrentKey());
            clear();
        }
    }

    @Override
    public void processBroadcastElement(SeriesControl control, Context ctx, Collector<Signal> out) throws Exception {
        if (control.rules() != null) {
            ActiveRules before = rules.active(ctx.getBroadcastState(LiveRules.STATE));
            if (rules.accept(control.rules(), ctx.getBroadcastState(LiveRules.STATE))) {
                others.readAll();
                List<String> redefined =
                        rules.active(ctx.getBroadcastState(LiveRules.STATE)).redefined(before);
                if (!redefined.isEmpty()) {
                    LOG.info("issues redefined, their series learn anew how much is usual: issues={}", redefined);
                }
            }
        }
        if (control.outage() != null) {
            outages.accept(control.outage(), ctx.getBroadcastState(LiveSourceOutages.STATE));
        }
    }

    /** A group that is known from before this job began. */
    private void watch(SeriesEvent event, ActiveRules.Plan plan, ReadOnlyContext ctx) throws Exception {
        Series s = known.series(event.key(), settings.zoneMs());
        if (s != null && series.value() == null) {
            name.update(new SeriesName(event.series(), event.group()));
            series.update(s);
            limit.add(event.series(), event.key(), Integer.MAX_VALUE);
            ctx.timerService().registerEventTimeTimer(next(known.until(), plan.intervalMs()));
        }
    }

    private void teach(SeriesEvent event, byte[] learnt, ActiveRules.@Nullable Plan plan, ReadOnlyContext ctx)
            throws Exception {
        Series taught;
        try {
            taught = Series.unpack(new DataInputStream(new ByteArrayInputStream(learnt)), settings.zoneMs());
        } catch (IOException | IllegalStateException e) {
            LOG.warn("primer passed over: series={} problem={}", event.series(), e.getMessage());
            return;
        }
        long now = Math.max(ctx.currentWatermark(), taught.readAt());
        Series s = series.value();
        if (s == null) {
            taught.goOn(now);
            series.update(taught);
            name.update(new SeriesName(event.series(), event.group()));
            limit.add(event.series(), event.key(), Integer.MAX_VALUE);
            ctx.timerService().registerEventTimeTimer(plan == null ? now + TAUGHT_MS : next(now, plan.intervalMs()));
        } else if (s.learnFrom(taught)) {
            series.update(s);
        } else {
            return;
        }
        primed.inc();
    }

    boolean isTeaching() {
        return !settings.teaches().isEmpty();
    }

    /** What the series of the current key would teach another; null when it has not learnt anything. */
    @Nullable
    Primer primer() throws Exception {
        Series s = series.value();
        SeriesName n = name.value();
        if (s == null || n == null) {
            return null;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream(2048);
        s.pack(new DataOutputStream(packed));
        return new Primer(n.series(), n.group(), packed.toByteArray());
    }

    private void evict(SeriesEvent event, ActiveRules.Plan plan, long now) throws Exception {
        String oldest = limit.add(event.series(), event.key(), plan.maxSeries());
        while (oldest != null) {
            others.drop(oldest);
            limit.forget(event.series(), oldest);
            evicted.inc();
            notLogged++;
            oldest = limit.add(event.series(), event.key(), plan.maxSeries());
        }
        if (notLogged > 0 && (loggedAt == 0 || now - loggedAt >= LOG_EVERY_MS)) {
            LOG.warn(
                    "series evicted, least recent message first: rule={} maxSeries={} evicted={} total={}",
                    plan.rules().get(0).name(),
                    plan.maxSeries(),
                    notLogged,
                    evicted.getCount());
            notLogged = 0;
            loggedAt = Math.max(1, now);
        }
    }

    private static Rule ruleOf(ActiveRules.Plan plan, String rule) {
        for (Rule r : plan.rules()) {
            if (r.name().equals(rule)) {
                return r;
            }
        }
        throw new IllegalStateException("rule '" + rule + "' read a series that it does not belong to");
    }

    /** The first grid instant after a time. */
    static long next(long time, long interval) {
        return Math.floorDiv(time, interval) * interval + interval;
    }
}
