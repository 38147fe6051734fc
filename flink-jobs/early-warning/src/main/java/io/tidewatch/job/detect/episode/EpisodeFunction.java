package io.tidewatch.job.detect.episode;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.episode.AlertWriter;
import io.tidewatch.episode.Episode;
import io.tidewatch.episode.Episodes;
import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.limit.GroupLimit;
import io.tidewatch.job.detect.limit.OtherKeys;
import io.tidewatch.job.detect.limit.ReachesOtherKeys;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.time.EventTimeBuffer;
import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.rule.Rule;
import io.tidewatch.time.LocalTimes;
import java.io.IOException;
import java.util.Comparator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one episode per rule and group and sends the alerts that {@link Episodes} decides on.
 *
 * <p>Key: rule and group. Kept: the episode while it is pending or open; hits of rules that end by time until the watermark
 * passes them, so that their order does not matter. In the running system an open episode is repeated every minute, so
 * that whoever lost it learns of it again. Hits that are too late to begin an episode are counted in {@code late_hits}. Of a rule
 * that ends by time not more than {@code max_series} episodes are kept in a subtask: beyond, one ends as lost ({@link GroupLimit}, counter
 * {@code episodes_evicted}); what a rule that measures has open is bounded by its series.
 *
 * <p>When the state is rebuilt from stored messages, {@link RecordedEpisode} is kept until they have been replayed; then the
 * episode is resumed.
 */
public final class EpisodeFunction extends KeyedBroadcastProcessFunction<String, PendingSignal, RuleUpdate, Alert>
        implements ReachesOtherKeys {
    private static final long serialVersionUID = 1L;
    private static final long REPEAT_MS = 60_000;

    private static final Comparator<Signal> ORDER = Comparator.comparingLong(
                    (Signal s) -> s.reading().at())
            .thenComparing(s -> firstId(s.reading().evidence()))
            // two ways through a sequence: the longer one first, so that the other adds nothing
            .thenComparing(s -> -s.reading().evidence().samples().size())
            .thenComparing(s -> s.reading().evidence().samples().stream()
                    .map(EvidenceSample::id)
                    .toList()
                    .toString());
    private static final ValueStateDescriptor<Episode> EPISODE =
            new ValueStateDescriptor<>("episode", TypeInformation.of(Episode.class));

    private final DetectSettings settings;
    private transient LiveRules rules;
    private transient ValueState<Episode> episode;
    private transient EventTimeBuffer<Signal> hits;
    private transient ValueState<RecordedEpisode> recorded;
    private transient Counter lateHits;
    private transient GroupLimit limit;

    @SuppressWarnings("NullAway.Init") // by reaches()
    private transient OtherKeys others;

    public EpisodeFunction(DetectSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        rules = new LiveRules(settings.rules(), getRuntimeContext().getMetricGroup());
        episode = getRuntimeContext().getState(EPISODE);
        limit = new GroupLimit(getRuntimeContext(), DetectMetric.EPISODES_EVICTED);
        lateHits = DetectMetric.LATE_HITS.counter(getRuntimeContext().getMetricGroup());
        hits = new EventTimeBuffer<>(getRuntimeContext(), "hits", TypeInformation.of(Signal.class), ORDER);
        recorded = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("recorded", TypeInformation.of(RecordedEpisode.class)));
    }

    @Override
    public void reaches(OtherKeys keys) throws Exception {
        others = keys;
        for (String key : keys.having(EPISODE.getName())) {
            keys.at(key, () -> {
                Episode e = episode.value();
                if (e != null && e.keepUntil() != 0) {
                    limit.restore(e.rule(), key, e.updatedAt());
                }
            });
        }
    }

    private static String firstId(Evidence e) {
        return e.first() == null ? "" : e.first().id();
    }

    private Episodes episodes(ActiveRules active) {
        return new Episodes(new AlertWriter(
                active.taxonomy(),
                settings.live(),
                settings.historicalAfterMs(),
                settings.clock()::millis,
                new LocalTimes(settings.zone()),
                active.dimensions()));
    }

    @Override
    public void processElement(PendingSignal pending, ReadOnlyContext ctx, Collector<Alert> out) throws Exception {
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        Rule rule = active.rule(pending.signal().rule());
        if (rule == null) {
            return;
        }
        if (pending.recorded() != null) {
            recorded.update(pending.recorded());
            ctx.timerService().registerEventTimeTimer(pending.recorded().dueAt());
            return;
        }
        if (rule.spec().endsByTime()) {
            hits.add(pending.signal(), ctx.timestamp(), ctx.timerService());
            return;
        }
        Episode before = episode.value();
        Episodes episodes = episodes(active);
        Episodes.Step step = episodes.onSignal(before, pending.signal(), pending.confirmedAt(), rule);
        keep(before, step, rule, episodes, ctx.timerService(), out);
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        if (ctx.timeDomain() == TimeDomain.PROCESSING_TIME) {
            repeat(active, ctx.timerService(), out);
            return;
        }
        Episodes episodes = episodes(active);
        for (Signal hit : hits.takeAt(at)) {
            Rule rule = active.rule(hit.rule());
            if (rule != null) {
                Episode before = episode.value();
                Episodes.Step step = episodes.onHit(before, hit, rule, at);
                keep(before, step, rule, episodes, ctx.timerService(), out);
                if (step.refused()) {
                    lateHits.inc();
                }
                if (step.episode() != null) {
                    limit.keep(
                            hit.rule(),
                            ctx.getCurrentKey(),
                            hit.reading().at(),
                            rule,
                            others,
                            () -> giveUp(rule, at, episodes, out),
                            ctx.currentProcessingTime());
                }
            }
        }
        resume(at, active, episodes, ctx.timerService(), out);
        Episode e = episode.value();
        Rule rule = e == null ? null : active.rule(e.rule());
        if (e != null && rule != null && settings.isWithin(at, ctx.currentWatermark())) {
            keep(e, episodes.onTime(e, rule, at), rule, episodes, ctx.timerService(), out);
        }
    }

    private void resume(long at, ActiveRules active, Episodes episodes, TimerService timers, Collector<Alert> out)
            throws IOException {
        RecordedEpisode before = recorded.value();
        if (before == null || before.dueAt() > at) {
            return;
        }
        recorded.clear();
        Rule rule = active.rule(before.alert().rule());
        if (rule != null) {
            Episode replayed = episode.value();
            keep(
                    replayed,
                    episodes.resume(replayed, before.alert(), before.dueAt(), rule),
                    rule,
                    episodes,
                    timers,
                    out);
        }
    }

    private void keep(
            @Nullable Episode before,
            Episodes.Step step,
            Rule rule,
            Episodes episodes,
            TimerService timers,
            Collector<Alert> out)
            throws IOException {
        step.alerts().forEach(out::collect);
        Episode now = step.episode();
        episode.update(now);
        if (now == null) {
            if (before != null) {
                limit.forget(rule.name(), before.key());
            }
            return;
        }
        wakeAtTheEnd(now, rule, episodes, timers);
        if (now.isFiring()
                && (before == null || !before.isFiring() || !before.id().equals(now.id()))) {
            repeatLater(timers);
        }
    }

    /** The episode of the current key is one too many. */
    private void giveUp(Rule rule, long at, Episodes episodes, Collector<Alert> out) throws IOException {
        Episode e = episode.value();
        if (e != null) {
            episodes.giveUp(e, rule, at).alerts().forEach(out::collect);
            episode.clear();
        }
    }

    private static void wakeAtTheEnd(Episode e, Rule rule, Episodes episodes, TimerService timers) {
        long end = episodes.endOf(e, rule);
        if (end != Episodes.NEVER) {
            timers.registerEventTimeTimer(end);
        }
    }

    private void repeatLater(TimerService timers) {
        if (settings.live()) {
            timers.registerProcessingTimeTimer(timers.currentProcessingTime() + REPEAT_MS);
        }
    }

    private void repeat(ActiveRules active, TimerService timers, Collector<Alert> out) throws IOException {
        Episode e = episode.value();
        Rule rule = e == null ? null : active.rule(e.rule());
        if (e == null || rule == null || !e.isFiring()) {
            return;
        }
        Episodes episodes = episodes(active);
        out.collect(episodes.repeat(e, rule));
        // the rule's active times may have been changed since it began
        wakeAtTheEnd(e, rule, episodes, timers);
        repeatLater(timers);
    }

    @Override
    public void processBroadcastElement(RuleUpdate update, Context ctx, Collector<Alert> out) throws Exception {
        ActiveRules old = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        if (!rules.accept(update, ctx.getBroadcastState(LiveRules.STATE))) {
            return;
        }
        ActiveRules live = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        ctx.applyToKeyedState(EPISODE, (key, state) -> {
            Episode e = state.value();
            Rule before = e == null ? null : old.rule(e.rule());
            if (e != null && before != null) {
                Episodes.Step step = episodes(live).onRules(e, before, live.rule(e.rule()));
                step.alerts().forEach(out::collect);
                if (step.episode() == null) {
                    state.clear();
                    limit.forget(e.rule(), e.key());
                }
            }
        });
    }
}
