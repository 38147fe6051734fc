package io.tidewatch.job.detect.series;

import io.tidewatch.alert.Group;
import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.launch.LiveLaunches;
import io.tidewatch.job.detect.limit.Evictions;
import io.tidewatch.job.detect.limit.OtherKeys;
import io.tidewatch.job.detect.limit.ReachesOtherKeys;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleMeter;
import io.tidewatch.job.detect.rules.SuspendedRules;
import io.tidewatch.job.detect.tide.LiveTides;
import io.tidewatch.job.detect.time.LiveSourceOutages;
import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.limit.Places;
import io.tidewatch.limit.Standing;
import io.tidewatch.rule.Rule;
import io.tidewatch.series.RuleReading;
import io.tidewatch.series.Series;
import io.tidewatch.series.SeriesMessage;
import io.tidewatch.series.SourceOutages;
import io.tidewatch.surge.filter.CalendarEffect;
import io.tidewatch.time.LocalClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
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
 * {@code max_series} series of a kind in a subtask one goes ({@link Places}, counter {@code series_evicted}, said once a
 * minute): its open alerts end as lost, and what is usual of it is kept, packed, for when it comes back, of as many series as
 * are followed (beyond, counter {@code series_forgotten}). A new series that may be one of those forgotten begins with nothing
 * known. A timer is set only while there is something to watch (a group that a flatline
 * rule looks at is watched for two weeks after its last message), and never once the input has ended. While the rules of a
 * kind are suspended ({@link SuspendedRules}, counter {@code suspended_messages}), what is open ends as lost and nothing is counted;
 * the series take that time for unknown.
 *
 * <p>What stored feedback teaches of a series (a {@link Primer}) may come shortly before its rules are live or after: the
 * series begins with it, or takes over what is usual when it has learnt for less.
 */
public final class SeriesFunction extends KeyedBroadcastProcessFunction<String, SeriesEvent, SeriesControl, Signal>
        implements CheckpointedFunction, ReachesOtherKeys {
    private static final long serialVersionUID = 1L;

    /** A new series takes at most so much time before its first message as its history. */
    public static final long HISTORY_MS = 3 * 24 * 3_600_000L;

    private static final double DAY_MS = 86_400_000;

    static final String NAME = "name";

    private static final String STANDING = "standing";
    private static final String DROPPED = "dropped";

    private static final Logger LOG = LoggerFactory.getLogger(SeriesFunction.class);

    private static final long UNKNOWN_GRID_MS = 30_000;

    /** A series that was taught waits so long for its rules. */
    private static final long TAUGHT_MS = 10 * 60_000L;

    /** Sees to it that every series is read although no message comes: other rules look at it now. */
    interface ReadAll {
        void run() throws Exception;
    }

    private final DetectSettings settings;
    private final UsualRates known;
    private long since;
    private transient SeriesLimit limit;
    private transient LocalClock clock;

    @SuppressWarnings("NullAway.Init") // by reaches()
    private transient OtherKeys others;

    @SuppressWarnings("NullAway.Init") // by readsAll()
    private transient ReadAll readAll;

    private transient Counter forgotten;
    private transient Evictions evictions;
    private transient ListState<Long> keptSince;
    private transient ListState<Tuple2<String, Long>> keptForgotten;
    private transient ListState<Tuple2<String, Long>> keptListening;
    private transient Listening listening;
    private transient boolean resumed;
    private transient ValueState<Standing> standing;
    private transient ValueState<byte[]> dropped;
    private transient ValueState<Series> series;
    private transient ValueState<SeriesName> name;
    private transient LiveRules rules;
    private transient LiveSourceOutages outages;
    private transient LiveTides tides;
    private transient LiveLaunches launches;
    private transient RuleMeter meter;
    private transient RuleHearing hearing;
    private transient SuspendedRules suspended;
    private transient Counter suspendedMessages;
    /** Until when series of a kind were not counted because their rules are suspended, epoch milliseconds event time. */
    private transient Map<String, Long> blindUntil;

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
        this.clock = LocalClock.of(settings.zone());
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        clock = LocalClock.of(settings.zone());
        keptSince = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("since", Types.LONG));
        for (long s : keptSince.get()) {
            since = Math.min(since, s);
        }
        limit = new SeriesLimit();
        keptForgotten = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("forgotten", Types.TUPLE(Types.STRING, Types.LONG)));
        for (Tuple2<String, Long> f : keptForgotten.get()) {
            limit.of(f.f0).remembered().forgotten(f.f1);
        }
        listening = new Listening();
        keptListening = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("listening", Types.TUPLE(Types.STRING, Types.LONG)));
        for (Tuple2<String, Long> l : keptListening.get()) {
            listening.restore(l.f0, l.f1);
        }
        resumed = context.isRestored();
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        keptSince.update(List.of(since));
        List<Tuple2<String, Long>> until = new ArrayList<>();
        limit.forgottenUntil().forEach((kind, last) -> until.add(Tuple2.of(kind, last)));
        keptForgotten.update(until);
        List<Tuple2<String, Long>> listened = new ArrayList<>();
        listening.forEach((what, from) -> listened.add(Tuple2.of(what, from)));
        keptListening.update(listened);
    }

    @Override
    public void open(OpenContext context) {
        series = getRuntimeContext().getState(new ValueStateDescriptor<>("series", SeriesSerializer.INSTANCE));
        name = getRuntimeContext().getState(new ValueStateDescriptor<>(NAME, TypeInformation.of(SeriesName.class)));
        rules = new LiveRules(settings.rules(), getRuntimeContext().getMetricGroup());
        outages = new LiveSourceOutages();
        tides = new LiveTides();
        launches = new LiveLaunches();
        meter = new RuleMeter(settings, getRuntimeContext().getMetricGroup());
        hearing = new RuleHearing(settings, getRuntimeContext().getMetricGroup());
        suspended = new SuspendedRules(settings, meter, getRuntimeContext().getMetricGroup());
        suspendedMessages =
                DetectMetric.SUSPENDED_MESSAGES.counter(getRuntimeContext().getMetricGroup());
        blindUntil = new HashMap<>();
        readings = DetectMetric.READINGS.counter(getRuntimeContext().getMetricGroup());
        rebased = DetectMetric.SERIES_REBASED.counter(getRuntimeContext().getMetricGroup());
        primed = DetectMetric.SERIES_PRIMED.counter(getRuntimeContext().getMetricGroup());
        forgotten = DetectMetric.SERIES_FORGOTTEN.counter(getRuntimeContext().getMetricGroup());
        evictions =
                new Evictions(DetectMetric.SERIES_EVICTED, getRuntimeContext().getMetricGroup());
        standing =
                getRuntimeContext().getState(new ValueStateDescriptor<>(STANDING, TypeInformation.of(Standing.class)));
        dropped = getRuntimeContext()
                .getState(new ValueStateDescriptor<>(DROPPED, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void reaches(OtherKeys keys) throws Exception {
        others = keys;
        for (String key : keys.having(NAME)) {
            keys.at(key, () -> restore(key));
        }
        for (String key : keys.having(DROPPED)) {
            keys.at(key, () -> {
                Standing known = standing.value();
                if (known != null) {
                    limit.of(SeriesEvent.seriesOf(key)).remembered().put(key, known);
                }
            });
        }
    }

    /** Once opened: how all series come to be read. */
    void readsAll(ReadAll all) {
        readAll = all;
    }

    /** Notes that the series of the current key is there. Those over the limit go with the next message. */
    private void restore(String key) throws Exception {
        SeriesName n = name.value();
        Series s = series();
        if (n == null || s == null) {
            return;
        }
        SeriesLimit.Kind kind = limit.of(n.series());
        Standing standingBefore = standing.value();
        if (standingBefore != null && dropped.value() == null) {
            kind.followed().restore(key, standingBefore, s.isAnyOpen());
        } else if (standingBefore == null && s.readAt() > 0) {
            kind.followed().restore(key, s.standing(), s.isAnyOpen()); // of a version that did not keep it
        }
        ActiveRules.Plan plan = rules.known().plan(n.series());
        long grid = plan == null ? UNKNOWN_GRID_MS : plan.intervalMs();
        s.waiting((message, cameAt) -> kind.arrive(key, next(Math.max(cameAt, s.readAt()), grid), message.time()));
    }

    /** How many series went because there were too many. */
    long evicted() {
        return evictions.total();
    }

    /** How small a burst rules hear in it. */
    RuleHearing hearing() {
        return hearing;
    }

    /** When the series of the current key is to be read, or dropped, after the rules have changed. */
    long nextReading(long mark) throws Exception {
        Series s = series();
        SeriesName n = name.value();
        if (s == null || n == null || mark == Long.MAX_VALUE) {
            return Series.NEVER;
        }
        ActiveRules.Plan plan = rules.known().plan(n.series());
        return plan == null ? mark + 1 : next(Math.max(s.readAt(), mark), plan.intervalMs());
    }

    /** Drops the series of the current key. */
    private void clear(String kind, String key) {
        limit.forget(kind, key);
        series.clear();
        name.clear();
        standing.clear();
        dropped.clear();
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
        boolean timed = meter.begins();
        long mark = ctx.currentWatermark();
        if (suspended.has(plan.rules())) {
            suspendedMessages.inc();
            blindUntil.merge(event.series(), Math.max(ctx.timestamp(), mark), Math::max);
            return;
        }
        since = Math.min(since, message.time());
        listening.hears(message.time());
        Series s = series();
        if (s == null) {
            s = knownSeries(event.key());
            if (s == null) {
                s = begin(event.series(), event.group(), message.time());
            }
            name.update(new SeriesName(event.series(), event.group()));
        }
        goOnAfterPause(s, event.series());
        // one that comes behind the watermark is late by as much
        s.add(message, mark == Long.MAX_VALUE ? ctx.timestamp() : Math.max(ctx.timestamp(), mark));
        series.update(s);
        long after = Math.max(Math.max(ctx.timestamp(), message.time()), s.readAt());
        long counted = next(mark == Long.MAX_VALUE ? after : Math.max(after, mark), plan.intervalMs());
        limit.of(event.series()).arrive(event.key(), counted, message.time());
        ctx.timerService().registerEventTimeTimer(counted);
        if (timed) {
            meter.ended(plan.rules());
            suspended
                    .look(plan.rules(), ctx.currentWatermark())
                    .forEach(p -> ctx.output(SuspendedRules.SUSPENSIONS, p));
        }
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Signal> out) throws Exception {
        SeriesName n = name.value();
        if (n == null) {
            return;
        }
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        ActiveRules.Plan plan = active.plan(n.series());
        if (plan == null) {
            clear(n.series(), ctx.getCurrentKey());
            return;
        }
        if (suspended.has(plan.rules())) {
            pause(n, ctx.getCurrentKey(), plan, at, out);
            return;
        }
        boolean timed = meter.begins();
        SeriesLimit.Kind kind = limit.of(n.series());
        follow(kind, plan, at, ctx.currentProcessingTime(), out);
        Series s = series();
        if (s == null || at <= s.readAt()) {
            return;
        }
        if (kind.followed().of(ctx.getCurrentKey()) == null) {
            pass(s, at);
            return;
        }
        goOnAfterPause(s, n.series());
        if (s.means(active.meaning(plan, n.group()), at)) {
            rebased.inc();
        }
        SourceOutages down = outages.known(ctx.getBroadcastState(LiveSourceOutages.STATE));
        boolean ended = !settings.isWithin(at, ctx.currentWatermark());
        long before = s.readAt();
        CalendarEffect announced = active.calendarEffects(n.group());
        CalendarEffect effect = plan.isOfIssues()
                ? tides.known(ctx.getBroadcastState(LiveTides.STATE), ctx.getBroadcastState(LiveTides.RISES))
                        .over(announced)
                : announced;
        if (plan.isOfAllComplaints()) {
            effect = launches.known(ctx.getBroadcastState(LiveLaunches.STATE)).over(effect, n.group());
        }
        for (RuleReading r : s.read(at, plan.rules(), plan.paneMs(), down, effect)) {
            Rule rule = ruleOf(plan, r.rule());
            if (ended && rule.spec().isAboutAbsence()) {
                continue; // no messages after the end of the input: no flatline
            }
            readings.inc();
            out.collect(new Signal(r.rule(), rule.structure(), n.group(), r));
        }
        series.update(s);
        hearing.look(plan.rules(), ctx.getCurrentKey(), s, before, at);
        kind.followed().opened(ctx.getCurrentKey(), s.isAnyOpen());
        long next = s.nextReading(at, plan.rules(), plan.intervalMs());
        if (next != Series.NEVER && settings.isWithin(next, ctx.currentWatermark())) {
            ctx.timerService().registerEventTimeTimer(next);
        } else if (s.isForgotten(at, plan.rules())) {
            clear(n.series(), ctx.getCurrentKey());
            hearing.forget(plan.rules(), ctx.getCurrentKey());
        }
        if (timed) {
            meter.ended(plan.rules());
            suspended
                    .look(plan.rules(), ctx.currentWatermark())
                    .forEach(p -> ctx.output(SuspendedRules.SUSPENSIONS, p));
        }
    }

    /** The rules of the current key are suspended: what is open ends as lost, and nothing is read until they go on. */
    private void pause(SeriesName n, String key, ActiveRules.Plan plan, long at, Collector<Signal> out)
            throws Exception {
        blindUntil.merge(n.series(), at, Math::max);
        Series s = series();
        if (s == null || !s.isAnyOpen()) {
            return;
        }
        for (RuleReading r : s.giveUp(Math.max(s.readAt(), at), plan.rules())) {
            out.collect(new Signal(r.rule(), ruleOf(plan, r.rule()).structure(), n.group(), r));
        }
        series.update(s);
        limit.of(n.series()).followed().opened(key, false);
    }

    /** What a series did not count while its rules were suspended is not known, which is not as if there had been nothing. */
    private void goOnAfterPause(Series s, String kind) {
        Long until = blindUntil.get(kind);
        if (until != null && s.readAt() < until) {
            s.goOn(until);
        }
    }

    @Override
    public void processBroadcastElement(SeriesControl control, Context ctx, Collector<Signal> out) throws Exception {
        if (control.rules() != null) {
            ActiveRules before = rules.active(ctx.getBroadcastState(LiveRules.STATE));
            if (rules.accept(control.rules(), ctx.getBroadcastState(LiveRules.STATE))) {
                meter.keepOnly(rules.known());
                hearing.keepOnly(rules.known());
                suspended.keepOnly(rules.known());
                readAll.run();
                ActiveRules live = rules.active(ctx.getBroadcastState(LiveRules.STATE));
                for (String key : limit.over(kind -> live.plan(kind) != null)) {
                    others.at(key, () -> {
                        dropped.clear();
                        standing.clear();
                    });
                }
                List<String> redefined = live.redefined(before);
                if (resumed || ctx.currentWatermark() != Long.MIN_VALUE) {
                    listening.begins(live, before, redefined, ctx.currentWatermark());
                }
                if (!redefined.isEmpty()) {
                    LOG.info("issues redefined, their series learn anew how much is usual: issues={}", redefined);
                }
            }
        }
        if (control.outage() != null) {
            outages.accept(control.outage(), ctx.getBroadcastState(LiveSourceOutages.STATE));
        }
        if (control.tide() != null) {
            tides.accept(
                    control.tide(), ctx.getBroadcastState(LiveTides.STATE), ctx.getBroadcastState(LiveTides.RISES));
        }
        if (control.launches() != null) {
            launches.accept(control.launches(), ctx.getBroadcastState(LiveLaunches.STATE));
        }
    }

    /** A group that is known from before this job began. A message of it, of whatever time, may have come before this. */
    private void watch(SeriesEvent event, ActiveRules.Plan plan, ReadOnlyContext ctx) throws Exception {
        Series s = knownSeries(event.key());
        Series come = series.value();
        if (s != null && (come == null || come.readAt() == s.readAt())) {
            if (come == null) {
                name.update(new SeriesName(event.series(), event.group()));
                series.update(s);
            }
            settle(event, s);
            ctx.timerService().registerEventTimeTimer(next(known.until(), plan.intervalMs()));
        }
    }

    private void teach(SeriesEvent event, byte[] learnt, ActiveRules.@Nullable Plan plan, ReadOnlyContext ctx)
            throws Exception {
        Series taught;
        try {
            taught = unpacked(learnt);
        } catch (IOException | IllegalStateException e) {
            LOG.warn("primer passed over: series={} problem={}", event.series(), e.getMessage());
            return;
        }
        long now = Math.max(ctx.currentWatermark(), taught.readAt());
        Series s = series();
        if (s == null) {
            taught.goOn(now);
            series.update(taught);
            name.update(new SeriesName(event.series(), event.group()));
            settle(event, taught);
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
        Series s = series();
        SeriesName n = name.value();
        if (s == null || n == null) {
            return null;
        }
        return new Primer(n.series(), n.group(), packed(s));
    }

    private static byte[] packed(Series s) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(2048);
        s.pack(new DataOutputStream(packed));
        return packed.toByteArray();
    }

    /** A series that is known before it has a message here is followed. */
    private void settle(SeriesEvent event, Series s) throws Exception {
        SeriesLimit.Kind kind = limit.of(event.series());
        if (kind.remembered().take(event.key()) != null) {
            dropped.clear();
        }
        kind.followed().restore(event.key(), s.standing(), false);
        standing.update(s.standing());
    }

    /** The series of the current key, by the local clock; null when there is none. */
    private @Nullable Series series() throws IOException {
        Series s = series.value();
        return s == null ? null : s.inZone(clock);
    }

    /** What was known of a series before this job began; null when nothing was. */
    private @Nullable Series knownSeries(String key) {
        Series s = known.series(key, settings.zoneMs());
        return s == null ? null : s.inZone(clock);
    }

    private Series unpacked(byte[] packed) throws IOException {
        return Series.unpack(new DataInputStream(new ByteArrayInputStream(packed)), settings.zoneMs())
                .inZone(clock);
    }

    /** A series that had no messages before an instant as far as this job has been listening for it. */
    private Series begin(String kind, Group group, long first) {
        long from = Math.min(first, listening.since(kind, group, since));
        long start = Math.max(from, first - HISTORY_MS);
        return new Series(start, settings.zoneMs())
                .afterSilence((start - from) / DAY_MS)
                .inZone(clock);
    }

    /** Gives those that had messages up to an instant their places, and takes them from others where there are too many. */
    private void follow(SeriesLimit.Kind kind, ActiveRules.Plan plan, long at, long wallClock, Collector<Signal> out)
            throws Exception {
        List<SeriesLimit.Arrival> arrivals = kind.takeUntil(at);
        if (arrivals.isEmpty()) {
            return;
        }
        long n = 0;
        for (SeriesLimit.Arrival a : arrivals) {
            if (kind.followed().of(a.key()) == null) {
                others.at(a.key(), () -> enter(a, kind));
            } else if (kind.followed().add(a.key(), a.last(), a.messages())) {
                others.at(a.key(), () -> standing.update(kind.followed().of(a.key())));
            }
            String gone = kind.followed().mustGo(plan.maxSeries(), plan.maxAlerts());
            for (; gone != null; n++) {
                String key = gone;
                others.at(key, () -> drop(key, kind, plan, at - plan.intervalMs(), out));
                gone = kind.followed().mustGo(plan.maxSeries(), plan.maxAlerts());
            }
        }
        meter.follow(plan.rules(), kind.followed().size());
        if (n == 0) {
            return;
        }
        for (String over = kind.remembered().forgetOver(plan.maxSeries());
                over != null;
                over = kind.remembered().forgetOver(plan.maxSeries())) {
            others.at(over, () -> {
                dropped.clear();
                standing.clear();
            });
            forgotten.inc();
        }
        for (Rule r : plan.rules()) {
            evictions.add(r.name(), n);
        }
        evictions.count(plan.rules().get(0).name(), plan.maxSeries(), n, wallClock);
    }

    /** The series of the current key, which is not followed, has a message: goes on with what is remembered of it. */
    private void enter(SeriesLimit.Arrival a, SeriesLimit.Kind kind) throws Exception {
        Series waiting = series();
        if (waiting == null) {
            return;
        }
        Standing before = kind.remembered().take(a.key());
        byte[] packed = before == null ? null : dropped.value();
        Series past = null;
        if (before != null && packed != null) {
            past = unpacked(packed);
            kind.followed().enter(a.key(), before);
        } else if (kind.remembered().forgottenUntil() > Math.max(since, a.last() - HISTORY_MS)
                && knownSeries(a.key()) == null) {
            past = Series.unknown(Math.min(kind.remembered().forgottenUntil(), a.last()), settings.zoneMs())
                    .inZone(clock);
        }
        if (past != null) {
            past.takeWaiting(waiting);
            series.update(past);
            dropped.clear();
        }
        kind.followed().add(a.key(), a.last(), a.messages());
        standing.update(kind.followed().of(a.key()));
    }

    /**
     * Follows the series of the current key no more, and remembers what is usual if it had more than a message or two. Messages
     * from after it go on waiting.
     */
    private void drop(String key, SeriesLimit.Kind kind, ActiveRules.Plan plan, long at, Collector<Signal> out)
            throws Exception {
        Standing before = kind.followed().of(key);
        kind.followed().forget(key);
        hearing.forget(plan.rules(), key);
        Series s = series();
        SeriesName n = name.value();
        if (s == null || n == null || before == null) {
            return;
        }
        Series waiting = begin(n.series(), n.group(), at);
        waiting.takeWaiting(s);
        for (RuleReading r : s.giveUp(Math.max(s.readAt(), at), plan.rules())) {
            out.collect(new Signal(r.rule(), ruleOf(plan, r.rule()).structure(), n.group(), r));
        }
        if (before.isNothing()) {
            standing.clear();
        } else {
            dropped.update(packed(s));
            kind.remembered().put(key, before);
        }
        pass(waiting, Long.MIN_VALUE);
    }

    /** A series that is not followed: what came before an instant is not counted. */
    private void pass(Series s, long at) throws Exception {
        if (s.passWaiting(at)) {
            series.update(s);
        } else {
            series.clear();
            name.clear();
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
