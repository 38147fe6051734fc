package io.tidewatch.episode;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.hash.StableHash;
import io.tidewatch.rule.FlatlineSpec;
import io.tidewatch.rule.MatchSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.series.RuleReading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of the episode of one rule and group, and which alerts tell of it: firing once, amended when it is
 * worth it, resolved at the end. Keeps nothing: whoever holds the episode gives it and takes the next one.
 */
public final class Episodes {
    /**
     * What is after an event.
     *
     * @param episode null when there is none any more
     * @param alerts to send, in this order
     */
    public record Step(@Nullable Episode episode, List<Alert> alerts) {}

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
    public Step onSignal(@Nullable Episode before, Signal signal, long confirmedAt, Rule rule) {
        RuleReading r = signal.reading();
        Episode now;
        if (before == null) {
            now = r.level() == null ? null : begin(signal, rule, r.breachSince());
        } else if (confirmedAt != 0 && before.isFiring()) {
            now = before;
        } else if (r.level() == null && !before.isFiring() && confirmedAt == 0) {
            now = null; // it was only pending
        } else {
            now = before.reading(r, r.value(), r.evidence(), r.at());
        }
        if (now == null) {
            return new Step(null, List.of());
        }
        if (!now.isFiring()) {
            return confirmedAt == 0
                    ? new Step(now, List.of())
                    : emit(now.emitted(confirmedAt, now()), rule, AlertStatus.FIRING);
        }
        if (r.recovered()) {
            // a silence that ends without a word is forgotten
            boolean lost = rule.spec() instanceof FlatlineSpec && now.value().originals() == 0;
            return end(now, rule, lost ? Resolution.LOST : Resolution.RECOVERED);
        }
        return now.isWorthEmitting(before == null ? now.severity() : before.severity())
                ? emit(now.emitted(now.firedAt(), now()), rule, AlertStatus.AMENDED)
                : new Step(now, List.of());
    }

    /** A rule whose episodes end by time holds once more. */
    public Step onHit(@Nullable Episode before, Signal hit, Rule rule) {
        RuleReading r = hit.reading();
        Episode now;
        if (before == null) {
            now = begin(hit, rule, r.at());
        } else if (rule.spec() instanceof SequenceSpec && isShown(before.evidence(), r.evidence())) {
            now = before; // another way through the same messages
        } else {
            boolean more = isNewEachTime(rule);
            now = before.reading(
                    r,
                    more ? sum(before.value(), r.value()) : r.value(),
                    more ? join(before.evidence(), r.evidence(), rule.samples()) : r.evidence(),
                    Math.max(before.updatedAt(), r.at()));
        }
        now = now.keptUntil(Math.max(now.keepUntil(), r.at() + rule.keepFiringMs()));
        if (before == null) {
            return emit(now.emitted(r.at(), now()), rule, AlertStatus.FIRING);
        }
        return now.isWorthEmitting(before.severity())
                ? emit(now.emitted(now.firedAt(), now()), rule, AlertStatus.AMENDED)
                : new Step(now, List.of());
    }

    /** Event time has come to an instant, epoch milliseconds. */
    public Step onTime(Episode e, Rule rule, long at) {
        return e.keepUntil() != 0 && e.keepUntil() <= at ? end(e, rule, Resolution.RECOVERED) : new Step(e, List.of());
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

    /** The alert that was last sent of an open episode, for whoever has lost it. */
    public Alert repeat(Episode e, Rule rule) {
        return writer.write(e, rule, e.revision() == 1 ? AlertStatus.FIRING : AlertStatus.AMENDED, null);
    }

    private long now() {
        return writer.clock().getAsLong();
    }

    private Step emit(Episode e, Rule rule, AlertStatus status) {
        return new Step(e, List.of(writer.write(e, rule, status, null)));
    }

    private Step end(Episode e, Rule rule, Resolution resolution) {
        return new Step(
                null, List.of(writer.write(e.emitted(e.firedAt(), now()), rule, AlertStatus.RESOLVED, resolution)));
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
                .build();
    }

    /** True when each hit is new messages; otherwise it measures a window each time. */
    private static boolean isNewEachTime(Rule rule) {
        return rule.spec() instanceof MatchSpec || rule.spec() instanceof SequenceSpec;
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
        return new Evidence(a.first(), samples, Evidence.keywords(words), a.overRepresented());
    }
}
