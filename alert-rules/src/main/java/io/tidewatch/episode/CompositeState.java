package io.tidewatch.episode;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.series.RuleReading;
import io.tidewatch.time.ActiveTimes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a composite rule's {@code when} holds for a group. A rule counts as firing while an episode of it is open and for
 * {@code within} after it has ended, so that two that follow each other within that span are together; what has ended does
 * not keep anything open by itself, and outside the rule's active times nothing holds.
 *
 * <p>A value: neither the rule nor the episodes are kept here.
 *
 * @param since event time from which on it has held, epoch milliseconds; null while it does not hold
 */
public record CompositeState(@Nullable Long since) {
    /** Nothing wants to be looked at again by time alone. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final Comparator<MemberAlert> ORDER =
            Comparator.comparing(MemberAlert::member).thenComparing(MemberAlert::episode);

    /**
     * What is after a look.
     *
     * @param over episodes that ended too long ago to be remembered
     * @param next event time at which another episode will have, or the active times begin or end; {@link #NEVER} when
     *     neither will
     * @param signal null when there is nothing to emit
     */
    public record Step(
            CompositeState state,
            List<MemberAlert> over,
            long next,
            @Nullable Signal signal) {}

    /**
     * Looks at an instant.
     *
     * @param rule a composite
     * @param known the last state of each member's episodes that is remembered
     * @param at event time, epoch milliseconds
     * @param changed true when any of them has changed since the last look
     * @throws ClassCastException when the rule is no composite
     */
    public Step look(Rule rule, Group group, Collection<MemberAlert> known, long at, boolean changed) {
        CompositeSpec spec = (CompositeSpec) rule.spec();
        List<MemberAlert> over = new ArrayList<>();
        List<MemberAlert> kept = new ArrayList<>();
        long next = NEVER;
        for (MemberAlert a : known) {
            if (!a.open() && a.at() + spec.withinMs() <= at) {
                over.add(a);
                continue;
            }
            kept.add(a);
            if (!a.open()) {
                next = Math.min(next, a.at() + spec.withinMs());
            }
        }
        kept.sort(ORDER);
        ActiveTimes times = rule.activeTimes();
        if (!kept.isEmpty()) {
            next = Math.min(next, times.contains(at) ? times.endFrom(at) : times.startFrom(at));
        }
        boolean holds = times.contains(at)
                && kept.stream().anyMatch(MemberAlert::open)
                && spec.when()
                        .test((member, severity) -> kept.stream()
                                .anyMatch(a -> a.member().equals(member)
                                        && a.severity().compareTo(severity) >= 0));
        if (holds && (since == null || changed)) {
            long from = since == null ? at : since;
            return new Step(
                    new CompositeState(from),
                    over,
                    next,
                    signal(rule, group, at, rule.levelOf(Measured.NONE), from, kept));
        }
        if (!holds && since != null) {
            return new Step(new CompositeState(null), over, next, signal(rule, group, at, null, 0, kept));
        }
        return new Step(this, over, next, null);
    }

    private static Signal signal(
            Rule rule, Group group, long at, @Nullable SeverityLevel level, long from, List<MemberAlert> known) {
        long posts = 0;
        long originals = 0;
        long authors = 0;
        long reach = 0;
        double negative = 0;
        long receivedAt = 0;
        long annotatedAt = 0;
        List<EvidenceSample> samples = new ArrayList<>();
        Set<String> keywords = new LinkedHashSet<>();
        for (MemberAlert a : known) {
            posts += a.value().posts();
            originals += a.value().originals();
            authors += a.value().authors();
            reach += a.value().reach();
            negative += a.value().negativeShare() * a.value().posts();
            receivedAt = Math.max(receivedAt, a.receivedAt());
            annotatedAt = Math.max(annotatedAt, a.annotatedAt());
            keywords.addAll(a.keywords());
            EvidenceSample first = a.first();
            if (first != null && samples.size() < rule.samples()) {
                samples.add(first);
            }
        }
        return new Signal(
                rule.name(),
                rule.structure(),
                group,
                new RuleReading(
                        rule.name(),
                        at,
                        level == null ? null : level.severity(),
                        from,
                        level == null,
                        AlertValue.builder()
                                .posts(posts)
                                .originals(originals)
                                .authors(authors)
                                .reach(reach)
                                .negativeShare(posts == 0 ? 0 : negative / posts)
                                .build(),
                        new Evidence(
                                samples.isEmpty() ? null : samples.get(0),
                                samples,
                                Evidence.keywords(keywords),
                                List.of()),
                        false,
                        receivedAt,
                        annotatedAt));
    }
}
