package io.tidewatch.episode;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.hash.StableHash;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.series.RuleReading;
import io.tidewatch.time.ActiveTimes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of the episode of one rule and group, and which alerts it emits: firing once, amended when it is
 * worth it, resolved at the end. Keeps nothing: whoever holds the episode gives it and takes the next one.
 *
 * <p>An episode whose rule has gone is resolved as {@code rule_removed}; one whose rule's active times end is resolved as
 * {@code recovered} just there, and outside them none begins. A single message that is later than its rule allows neither
 * begins an episode nor raises its severity.
 */
public final class Episodes {
    /** No instant. */
    public static final long NEVER = ActiveTimes.NEVER;

    /** Longer than between two readings of any rule. */
    private static final long UNMEASURED_MS = 10 * 60_000L;

    /**
     * What is after an event.
     *
     * @param episode null when there is none any more
     * @param alerts to send, in this order
     * @param refused true when the event came too late for its rule to begin an episode
     */
    public record Step(@Nullable Episode episode, List<Alert> alerts, boolean refused) {
        Step(@Nullable Episode episode, List<Alert> alerts) {
            this(episode, alerts, false);
        }

        /** After other alerts. */
        private Step after(List<Alert> others) {
            if (others.isEmpty()) {
                return this;
            }
            List<Alert> all = new ArrayList<>(others);
            all.addAll(alerts);
            return new Step(episode, List.copyOf(all), refused);
        }
    }

    private final AlertWriter writer;

    public Episodes(AlertWriter writer) {
        this.writer = writer;
    }

    /**
     * A rule that measures says how it stands.
     *
     * @param confirmedAt when the rule's {@code for} had passed without a break, epoch milliseconds; 0 when this signal
     *     confirms nothing
     */
    public Step onSignal(@Nullable Episode open, Signal signal, long confirmedAt, Rule rule) {
        // a resumed episode that is measured again ends by its readings
        Episode known = open == null || open.keepUntil() == 0 ? open : open.keptUntil(0);
        long at = confirmedAt != 0 ? confirmedAt : signal.reading().at();
        if (known != null && EpisodeTimes.endOf(known, rule) <= at) {
            return fresh(signal, confirmedAt, rule, at).after(endWithItsTimes(known, rule));
        }
        return known == null ? fresh(signal, confirmedAt, rule, at) : next(known, signal, confirmedAt, rule);
    }

    private Step fresh(Signal signal, long confirmedAt, Rule rule, long at) {
        RuleReading r = signal.reading();
        if (r.level() == null || !EpisodeTimes.mayOpen(rule, r.breachSince(), at)) {
            return new Step(null, List.of());
        }
        Episode now = begin(signal, rule, r.breachSince());
        return confirmedAt == 0 ? new Step(now, List.of()) : emit(emitted(now, confirmedAt), rule, AlertStatus.FIRING);
    }

    private Step next(Episode before, Signal signal, long confirmedAt, Rule rule) {
        RuleReading r = signal.reading();
        if (r.level() == null && !before.isFiring() && confirmedAt == 0) {
            return new Step(null, List.of()); // it was only pending
        }
        if (r.lost()) {
            // nothing was measured: the figures are those of the last reading
            return giveUp(before, rule, r.at());
        }
        Episode now = confirmedAt != 0 && before.isFiring()
                ? before
                : before.reading(r, r.level(), r.value(), r.evidence(), r.at());
        if (!now.isFiring()) {
            return confirmedAt == 0
                    ? new Step(now, List.of())
                    : emit(emitted(now, confirmedAt), rule, AlertStatus.FIRING);
        }
        if (r.recovered()) {
            // the group has been given up, no message has come
            boolean lost = rule.spec().isAboutAbsence() && now.value().originals() == 0;
            return end(now, rule, lost ? Resolution.LOST : r.newLevel() ? Resolution.NEW_LEVEL : Resolution.RECOVERED);
        }
        return amendIfWorthIt(before, now, rule);
    }

    private Step amendIfWorthIt(Episode before, Episode now, Rule rule) {
        return now.isWorthEmitting(before.severity())
                ? emit(emitted(now, now.firedAt()), rule, AlertStatus.AMENDED)
                : new Step(now, List.of());
    }

    /**
     * A rule whose episodes end by time holds once more.
     *
     * @param receivedAt event time by which it is known, epoch milliseconds
     */
    public Step onHit(@Nullable Episode known, Signal hit, Rule rule, long receivedAt) {
        boolean late = EpisodeTimes.isTooLate(rule, hit.reading().at(), receivedAt);
        if (known != null && EpisodeTimes.endOf(known, rule) <= receivedAt) {
            return fresh(hit, rule, receivedAt, late).after(endWithItsTimes(known, rule));
        }
        return known == null ? fresh(hit, rule, receivedAt, late) : next(known, hit, rule, late);
    }

    private Step fresh(Signal hit, Rule rule, long receivedAt, boolean late) {
        long at = hit.reading().at();
        if (late || !EpisodeTimes.mayOpen(rule, at, receivedAt)) {
            return new Step(null, List.of(), late);
        }
        Episode now = begin(hit, rule, at).keptUntil(at + rule.keepFiringMs());
        return emit(emitted(now, at), rule, AlertStatus.FIRING);
    }

    private Step next(Episode before, Signal hit, Rule rule, boolean late) {
        RuleReading r = hit.reading();
        Episode now = before; // another way through the same messages
        if (!(rule.spec() instanceof SequenceSpec && isShown(before.evidence(), r.evidence()))) {
            boolean more = isNewEachTime(rule);
            now = before.reading(
                    r,
                    EpisodeTimes.raised(before, r.level(), late),
                    more ? sum(before.value(), r.value()) : r.value(),
                    more ? join(before.evidence(), r.evidence(), rule.samples()) : r.evidence(),
                    Math.max(before.updatedAt(), r.at()));
        }
        return amendIfWorthIt(before, now.keptUntil(Math.max(now.keepUntil(), r.at() + rule.keepFiringMs())), rule);
    }

    /**
     * There are too many others: an episode that was told ends as lost.
     *
     * @param at epoch milliseconds event time
     */
    public Step giveUp(Episode e, Rule rule, long at) {
        return e.isFiring() ? end(e.endedAt(at), rule, Resolution.LOST) : new Step(null, List.of());
    }

    /** Event time has come to an instant, epoch milliseconds. */
    public Step onTime(Episode e, Rule rule, long at) {
        if (EpisodeTimes.endOf(e, rule) <= at) {
            return new Step(null, endWithItsTimes(e, rule));
        }
        return e.keepUntil() != 0 && e.keepUntil() <= at ? end(e, rule, Resolution.RECOVERED) : new Step(e, List.of());
    }

    /**
     * When an episode ends unless a message comes before, event time in epoch milliseconds; {@link #NEVER} when it does
     * not.
     */
    public long endOf(Episode e, Rule rule) {
        return Math.min(EpisodeTimes.endOf(e, rule), e.keepUntil() == 0 ? NEVER : e.keepUntil());
    }

    /** The alerts of an episode whose rule's active times have ended: none of one that was only pending. */
    private List<Alert> endWithItsTimes(Episode e, Rule rule) {
        return e.isFiring()
                ? end(e.keptUntil(EpisodeTimes.endOf(e, rule)), rule, Resolution.RECOVERED)
                        .alerts()
                : List.of();
    }

    /**
     * The rules are others.
     *
     * @param before the episode's rule as it was
     * @param after as it is; null when there is none of its name
     */
    public Step onRules(Episode e, Rule before, @Nullable Rule after) {
        if (after != null && after.structure().equals(e.structure())) {
            return new Step(e, List.of());
        }
        return e.isFiring()
                ? end(e, before, after == null ? Resolution.RULE_REMOVED : Resolution.RULE_CHANGED)
                : new Step(null, List.of());
    }

    /**
     * The state was lost and stored messages have been replayed: makes of the episode that they show the one of the last
     * alert. An open one keeps its id and its revision; one that was resolved is over. One that the messages no longer show
     * stays open for ten minutes and then has recovered, unless the rule holds again.
     *
     * @param replayed what the messages show; null when nothing
     * @param last alert of this rule and group before the state was lost
     * @param at event time until which messages were replayed, epoch milliseconds
     */
    public Step resume(@Nullable Episode replayed, Alert last, long at, Rule rule) {
        Episode known = replayed;
        List<Alert> ended = List.of();
        if (known != null
                && known.isFiring()
                && (last.isOpen() ? !known.id().equals(last.id()) : known.startsAt() <= last.resolvedAt())) {
            ended = end(known, rule, Resolution.RECOVERED).alerts();
            known = last.isOpen() ? known : null;
        }
        if (!last.isOpen()) {
            return new Step(known, ended);
        }
        Episode now = known == null
                ? Episode.of(last, rule.structure()).keptUntil(at + UNMEASURED_MS)
                : known.continuing(last);
        if (rule.spec().endsByTime()) {
            long end = Math.max(known == null ? 0 : known.keepUntil(), last.updatedAt() + rule.keepFiringMs());
            now = now.keptUntil(Math.max(at + 1, end));
        }
        return new Step(now, List.of(repeat(now, rule))).after(ended);
    }

    /** The alert that was last sent of an open episode, for whoever has lost it. */
    public Alert repeat(Episode e, Rule rule) {
        return writer.write(e, rule, e.revision() == 1 ? AlertStatus.FIRING : AlertStatus.AMENDED, null);
    }

    private long now() {
        return writer.clock().getAsLong();
    }

    private Episode emitted(Episode e, long fired) {
        return e.emitted(fired, now(), writer.isCurrent(e));
    }

    private Step emit(Episode e, Rule rule, AlertStatus status) {
        return new Step(e, List.of(writer.write(e, rule, status, null)));
    }

    private Step end(Episode e, Rule rule, Resolution resolution) {
        return new Step(null, List.of(writer.write(emitted(e, e.firedAt()), rule, AlertStatus.RESOLVED, resolution)));
    }

    private static Episode begin(Signal signal, Rule rule, long startsAt) {
        RuleReading r = signal.reading();
        String fingerprint = AlertWriter.fingerprint(rule.name(), signal.group());
        return Episode.builder(
                        StableHash.id(fingerprint, Long.toString(startsAt)),
                        rule.name(),
                        rule.structure(),
                        signal.group(),
                        startsAt)
                .severity(r.level() == null ? Severity.INFO : r.level())
                .value(r.value())
                .evidence(r.evidence())
                .coldStart(r.coldStart())
                .peakAt(r.at())
                .peakOriginals(r.value().originals())
                .updatedAt(r.at())
                .receivedAt(r.receivedAt())
                .annotatedAt(r.annotatedAt())
                .windowMs(r.windowMs())
                .build();
    }

    /** True when each hit is new messages; otherwise it measures a window each time. */
    private static boolean isNewEachTime(Rule rule) {
        return rule.spec().addsUp();
    }

    private static boolean isShown(Evidence known, Evidence more) {
        Set<String> shown = new HashSet<>();
        known.samples().forEach(s -> shown.add(s.id()));
        return more.samples().stream().allMatch(s -> shown.contains(s.id()));
    }

    private static AlertValue sum(AlertValue a, AlertValue b) {
        return AlertValue.builder()
                .posts(a.posts() + b.posts())
                .originals(a.originals() + b.originals())
                .authors(a.authors() + b.authors())
                .reach(Math.max(a.reach(), b.reach()))
                .negativeShare(
                        (a.negativeShare() * a.posts() + b.negativeShare() * b.posts()) / (a.posts() + b.posts()))
                .surprise(a.surprise())
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
        return new Evidence(
                        a.first(),
                        samples,
                        Evidence.keywords(words),
                        a.overRepresented(),
                        a.saidFrom(),
                        a.saidTo(),
                        a.shares())
                .saidWith(b);
    }
}
