package io.tidewatch.job.detect.episode;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Episode;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.alert.Trace;
import io.tidewatch.episode.Signal;
import io.tidewatch.hash.StableHash;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.time.EventTimeBuffer;
import io.tidewatch.rule.FlatlineSpec;
import io.tidewatch.rule.MatchSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.rule.Summary;
import io.tidewatch.series.RuleReading;
import io.tidewatch.taxonomy.Leaf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one episode per rule and group and tells it: firing once, amended when it is worth it, resolved at the end.
 *
 * <p>Key: rule and group. Kept: the episode while it is pending or open; hits of rules that end by time until the watermark
 * passes them, so that their order does not matter. In the running system an open episode is repeated every minute, so
 * that whoever lost it hears of it again. An episode whose rule has gone is resolved as {@code rule_removed}.
 */
public final class EpisodeFunction extends KeyedBroadcastProcessFunction<String, PendingSignal, RuleUpdate, Alert> {
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

    public EpisodeFunction(DetectSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        rules = new LiveRules(settings.rules(), getRuntimeContext().getMetricGroup());
        episode = getRuntimeContext().getState(EPISODE);
        hits = new EventTimeBuffer<>(getRuntimeContext(), "hits", TypeInformation.of(Signal.class), ORDER);
    }

    @Override
    public void processElement(PendingSignal c, ReadOnlyContext ctx, Collector<Alert> out) throws Exception {
        Rule rule = rules.active(ctx.getBroadcastState(LiveRules.STATE))
                .rule(c.signal().rule());
        if (rule == null) {
            return;
        }
        if (rule.spec().endsByTime()) {
            hits.add(c.signal(), ctx.timestamp(), ctx.timerService());
            return;
        }
        Episode before = episode.value();
        Episode now = advance(before, c, rule);
        if (now == null) {
            episode.clear();
            return;
        }
        tell(before, now, c, rule, ctx, out);
    }

    /** What the signal makes of the episode; null when it was only pending and the conditions ceased. */
    private @Nullable Episode advance(@Nullable Episode before, PendingSignal c, Rule rule) {
        RuleReading r = c.signal().reading();
        if (before == null) {
            return r.level() == null ? null : begin(c.signal(), rule, r.breachSince());
        }
        if (c.confirmedAt() != 0 && before.isFiring()) {
            return before;
        }
        Episode now = before.reading(
                r.level(), r.value(), r.evidence(), r.coldStart(), r.at(), r.receivedAt(), r.annotatedAt());
        return r.level() == null && !before.isFiring() && c.confirmedAt() == 0 ? null : now;
    }

    private void tell(
            @Nullable Episode before,
            Episode now,
            PendingSignal c,
            Rule rule,
            ReadOnlyContext ctx,
            Collector<Alert> out)
            throws Exception {
        Severity toldSeverity = before == null ? now.severity() : before.severity();
        if (!now.isFiring()) {
            if (c.confirmedAt() == 0) {
                episode.update(now);
                return;
            }
            Episode fired = now.emitted(c.confirmedAt(), settings.clock().millis());
            episode.update(fired);
            out.collect(alert(fired, rule, AlertStatus.FIRING, null));
            repeatLater(ctx.currentProcessingTime(), ctx.timerService());
        } else if (c.signal().reading().recovered()) {
            // a silence that ends without a word is forgotten
            boolean lost = rule.spec() instanceof FlatlineSpec && now.value().originals() == 0;
            resolve(now, rule, lost ? Resolution.LOST : Resolution.RECOVERED, out);
        } else if (now.isWorthEmitting(toldSeverity)) {
            Episode amended = now.emitted(now.firedAt(), settings.clock().millis());
            episode.update(amended);
            out.collect(alert(amended, rule, AlertStatus.AMENDED, null));
        } else {
            episode.update(now);
        }
    }

    private void resolve(Episode e, Rule rule, Resolution resolution, Collector<Alert> out) {
        out.collect(alert(e.emitted(e.firedAt(), settings.clock().millis()), rule, AlertStatus.RESOLVED, resolution));
        episode.clear();
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        if (ctx.timeDomain() == TimeDomain.PROCESSING_TIME) {
            repeat(active, ctx, out);
            return;
        }
        for (Signal hit : hits.takeAt(at)) {
            Rule rule = active.rule(hit.rule());
            if (rule != null) {
                takeHit(hit, rule, ctx, out);
            }
        }
        Episode e = episode.value();
        if (e != null && e.keepUntil() != 0 && e.keepUntil() <= at && settings.isWithin(at, ctx.currentWatermark())) {
            Rule rule = active.rule(e.rule());
            if (rule != null) {
                resolve(e, rule, Resolution.RECOVERED, out);
            }
        }
    }

    /** True when each hit is new messages; otherwise it measures a window each time. */
    private static boolean isNewEachTime(Rule rule) {
        return rule.spec() instanceof MatchSpec || rule.spec() instanceof SequenceSpec;
    }

    private void takeHit(Signal hit, Rule rule, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        RuleReading r = hit.reading();
        Episode before = episode.value();
        Episode now;
        if (before != null && rule.spec() instanceof SequenceSpec && isShown(before.evidence(), r.evidence())) {
            now = before; // another way through the same messages
        } else if (before == null) {
            now = begin(hit, rule, r.at());
        } else {
            now = before.reading(
                    r.level(),
                    isNewEachTime(rule) ? sum(before.value(), r.value()) : r.value(),
                    isNewEachTime(rule) ? join(before.evidence(), r.evidence(), rule.samples()) : r.evidence(),
                    r.coldStart(),
                    Math.max(before.updatedAt(), r.at()),
                    r.receivedAt(),
                    r.annotatedAt());
        }
        now = now.keptUntil(Math.max(now.keepUntil(), r.at() + rule.keepFiringMs()));
        ctx.timerService().registerEventTimeTimer(now.keepUntil());
        if (before == null || now.isWorthEmitting(before.severity())) {
            now = now.emitted(
                    before == null ? r.at() : now.firedAt(), settings.clock().millis());
            out.collect(alert(now, rule, before == null ? AlertStatus.FIRING : AlertStatus.AMENDED, null));
        }
        episode.update(now);
        if (before == null) {
            repeatLater(ctx.timerService().currentProcessingTime(), ctx.timerService());
        }
    }

    private static boolean isShown(Evidence known, Evidence more) {
        Set<String> shown = new HashSet<>();
        known.samples().forEach(s -> shown.add(s.id()));
        return more.samples().stream().allMatch(s -> shown.contains(s.id()));
    }

    private static String firstId(Evidence e) {
        return e.first() == null ? "" : e.first().id();
    }

    private static AlertValue sum(AlertValue a, AlertValue b) {
        return AlertValue.builder()
                .posts(a.posts() + b.posts())
                .originals(a.originals() + b.originals())
                .authors(a.authors() + b.authors())
                .reach(Math.max(a.reach(), b.reach()))
                .negativeShare(
                        (a.negativeShare() * a.posts() + b.negativeShare() * b.posts()) / (a.posts() + b.posts()))
                .build();
    }

    private static Evidence join(Evidence a, Evidence b, int most) {
        List<EvidenceSample> samples = new ArrayList<>(a.samples());
        Set<String> shown = new HashSet<>();
        samples.forEach(s -> shown.add(s.id()));
        for (EvidenceSample s : b.samples()) {
            if (samples.size() < most && shown.add(s.id())) {
                samples.add(s);
            }
        }
        Set<String> words = new LinkedHashSet<>(a.keywords());
        words.addAll(b.keywords());
        List<String> keywords = new ArrayList<>(words);
        return new Evidence(a.first(), samples, Evidence.keywords(keywords), a.overRepresented());
    }

    private Episode begin(Signal signal, Rule rule, long startsAt) {
        RuleReading r = signal.reading();
        String fingerprint = fingerprint(rule.name(), signal.group());
        return new Episode(
                StableHash.id(fingerprint, Long.toString(startsAt)),
                rule.name(),
                rule.structure(),
                signal.group(),
                startsAt,
                0,
                0,
                r.level() == null ? Severity.INFO : r.level(),
                r.value(),
                r.evidence(),
                r.coldStart(),
                r.at(),
                r.value().originals(),
                0,
                0,
                r.at(),
                0,
                r.receivedAt(),
                r.annotatedAt(),
                0);
    }

    private static String fingerprint(String rule, Group group) {
        return StableHash.id(rule, group.key());
    }

    private Alert alert(Episode e, Rule rule, AlertStatus status, @Nullable Resolution resolution) {
        String issue = e.group().get("issue");
        String incident = issue != null ? issue : rule.fixedIssue() != null ? rule.fixedIssue() : "rule:" + rule.name();
        Leaf leaf = rules.taxonomy().leaf(incident);
        boolean resolved = status == AlertStatus.RESOLVED;
        long resolvedAt = resolved ? Math.max(e.updatedAt(), e.keepUntil()) : 0;
        Peak peak = new Peak(e.peakAt(), e.peakOriginals());
        Bilingual summary = resolved && rule.recover() != null
                ? Summary.ended(rule, e.group(), e.value(), peak, e.startsAt(), resolvedAt, rules.taxonomy())
                : Summary.render(
                        rule, e.group(), e.value(), rule.windowMs(), e.startsAt(), rules.taxonomy(), e.coldStart());
        return Alert.builder(
                        e.id(),
                        fingerprint(e.rule(), e.group()),
                        incident,
                        e.rule(),
                        rule.kind(),
                        e.severity(),
                        e.group())
                .revision(e.revision())
                .issueName(leaf == null ? null : leaf.name())
                .ruleVersion(rule.version())
                .status(status)
                .resolution(resolution)
                .historical(isHistorical(e))
                .labels(rule.labels())
                .startsAt(e.startsAt())
                .firedAt(e.firedAt())
                .updatedAt(e.updatedAt())
                .resolvedAt(resolvedAt)
                .windowMs(rule.windowMs())
                .value(e.value())
                .evidence(e.evidence())
                .completeness(e.value().completeness() == null ? 1.0 : e.value().completeness())
                .coldStart(e.coldStart())
                .summary(summary)
                .owner(rule.owner() != null || leaf == null ? rule.owner() : leaf.owner())
                .runbook(rule.runbook() != null || leaf == null ? rule.runbook() : leaf.runbook())
                .peak(peak)
                .trace(settings.live() ? new Trace(e.receivedAt(), e.annotatedAt(), e.evaluatedAt()) : null)
                .build();
    }

    private boolean isHistorical(Episode e) {
        return settings.live() && settings.clock().millis() - e.updatedAt() > settings.historicalAfterMs();
    }

    private void repeatLater(long now, org.apache.flink.streaming.api.TimerService timers) {
        if (settings.live()) {
            timers.registerProcessingTimeTimer(now + REPEAT_MS);
        }
    }

    private void repeat(ActiveRules active, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        Episode e = episode.value();
        if (e == null || !e.isFiring()) {
            return;
        }
        Rule rule = active.rule(e.rule());
        if (rule == null) {
            return;
        }
        out.collect(alert(e, rule, e.revision() == 1 ? AlertStatus.FIRING : AlertStatus.AMENDED, null));
        repeatLater(ctx.timerService().currentProcessingTime(), ctx.timerService());
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
            Rule after = e == null ? null : live.rule(e.rule());
            if (e == null
                    || before == null
                    || (after != null && after.structure().equals(e.structure()))) {
                return;
            }
            if (e.isFiring()) {
                Resolution resolution = after == null ? Resolution.RULE_REMOVED : Resolution.RULE_CHANGED;
                out.collect(alert(
                        e.emitted(e.firedAt(), settings.clock().millis()), before, AlertStatus.RESOLVED, resolution));
            }
            state.clear();
        });
    }
}
