package io.tidewatch.dashboard.wall;

import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Member;
import io.tidewatch.alert.Severity;
import io.tidewatch.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open incident as one card shows it.
 *
 * @param name of the issue, or the rule's name for incidents without one
 * @param regions of its open members, the largest first; empty when no rule groups by region
 * @param now originals in the window, summed over the members that the leading rule found
 * @param expected likewise; null for kinds without a baseline
 * @param ratio now / expected
 * @param voices distinct authors, likewise
 * @param startsAt epoch milliseconds
 * @param doublingMinutes the shortest of the members; null when none grows
 * @param trend 1 rising, −1 falling, 0 neither, from the live counts
 * @param quotes public, masked
 * @param inhibited true when others explain all of its open members, so that nobody is notified
 */
record IncidentCard(
        String id,
        String issue,
        Bilingual name,
        Severity severity,
        boolean historical,
        List<String> regions,
        long now,
        @Nullable Double expected,
        @Nullable Double ratio,
        long voices,
        long startsAt,
        @Nullable Double doublingMinutes,
        int trend,
        @Nullable String owner,
        String state,
        @Nullable String acknowledgedBy,
        List<Quote> quotes,
        boolean inhibited) {
    /** The worst first, then the oldest. */
    static final Comparator<IncidentCard> ORDER = Comparator.comparing(IncidentCard::severity)
            .reversed()
            .thenComparingLong(IncidentCard::startsAt)
            .thenComparing(IncidentCard::id);

    private static final int QUOTES = 4;

    /** @param trend of the issue's live counts */
    static IncidentCard of(Incident incident, Taxonomy taxonomy, int trend) {
        List<Member> open = new ArrayList<>(incident.members());
        open.removeIf(m -> m.status() == AlertStatus.RESOLVED);
        open.sort(Comparator.comparing(Member::severity)
                .thenComparingLong(m -> m.value().originals())
                .reversed());
        List<Member> counted = new ArrayList<>(open);
        if (!open.isEmpty()) {
            String leading = open.get(0).rule();
            counted.removeIf(m -> !m.rule().equals(leading));
        }
        long now = 0;
        long voices = 0;
        double expected = 0;
        boolean hasExpected = !counted.isEmpty();
        for (Member m : counted) {
            now += m.value().originals();
            voices += m.value().authors();
            Double e = m.value().expected();
            hasExpected &= e != null;
            expected += e == null ? 0 : e;
        }
        Set<String> regions = new LinkedHashSet<>();
        Double doubling = null;
        for (Member m : open) {
            String region = m.group().get("region");
            if (region != null) {
                regions.add(region);
            }
            Double d = m.value().doublingMinutes();
            doubling = d == null ? doubling : doubling == null ? d : Double.valueOf(Math.min(doubling, d));
        }
        return new IncidentCard(
                incident.id(),
                incident.incident(),
                name(incident, taxonomy),
                incident.severity(),
                incident.historical(),
                List.copyOf(regions),
                now,
                hasExpected ? expected : null,
                hasExpected && expected > 0 ? now / expected : null,
                voices,
                incident.startsAt(),
                doubling,
                trend,
                incident.owner(),
                incident.state(),
                incident.acknowledgedBy(),
                quotes(incident),
                !open.isEmpty() && open.stream().allMatch(m -> m.inhibitedBy() != null));
    }

    boolean isAcknowledged() {
        return !"open".equals(state);
    }

    private static Bilingual name(Incident incident, Taxonomy taxonomy) {
        String key = incident.incident();
        if (key.startsWith("rule:")) {
            return incident.title().zh().isBlank()
                    ? new Bilingual(key.substring(5), key.substring(5))
                    : incident.title();
        }
        return taxonomy.nameOf(key);
    }

    private static List<Quote> quotes(Incident incident) {
        List<EvidenceSample> samples = new ArrayList<>(incident.evidence().samples());
        EvidenceSample first = incident.evidence().first();
        if (samples.isEmpty() && first != null) {
            samples.add(first);
        }
        return samples.stream()
                .flatMap(s -> Quote.of(s, incident.incident()).stream())
                .limit(QUOTES)
                .toList();
    }
}
