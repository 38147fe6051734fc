package io.tidewatch.dashboard.wall;

import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Member;
import io.tidewatch.alert.Severity;
import io.tidewatch.alert.Trend;
import io.tidewatch.alert.words.Phase;
import io.tidewatch.alert.words.Phrases;
import io.tidewatch.alert.words.Usual;
import io.tidewatch.notify.message.LevelWords;
import io.tidewatch.rule.Dimensions;
import io.tidewatch.surge.ExpectedBand;
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
 * @param regions of the members that are counted, the largest first; empty when their rule does not group by region
 * @param others what else their rule groups by, such as a product
 * @param now originals in the window, summed over the members that the leading rule found
 * @param expected likewise; null for kinds without a baseline
 * @param band what is usual around {@code expected}; null when one of the members does not say
 * @param ratio now / expected
 * @param instead what is said where the ratio would stand; null when the ratio may
 * @param voices distinct authors, likewise
 * @param startsAt epoch milliseconds
 * @param doublingMinutes the shortest of the members that are counted; null unless it rises
 * @param trend 1 rising, −1 falling, 0 neither: by the last minutes of the leading member's window, else from the live counts
 * @param quotes public, masked
 * @param level where it happens and what part of it; null when that is not known
 * @param inhibited true when others explain all of its open members, so that nobody is notified
 */
record IncidentCard(
        String id,
        String issue,
        Bilingual name,
        Severity severity,
        boolean historical,
        List<String> regions,
        List<String> others,
        long now,
        @Nullable Double expected,
        @Nullable ExpectedBand band,
        @Nullable Double ratio,
        @Nullable Bilingual instead,
        long voices,
        long startsAt,
        @Nullable Double doublingMinutes,
        int trend,
        @Nullable String owner,
        String state,
        @Nullable String acknowledgedBy,
        List<Quote> quotes,
        @Nullable Bilingual level,
        boolean inhibited) {
    /** The worst first, then the oldest. */
    static final Comparator<IncidentCard> ORDER = Comparator.comparing(IncidentCard::severity)
            .reversed()
            .thenComparingLong(IncidentCard::startsAt)
            .thenComparing(IncidentCard::id);

    private static final int QUOTES = 4;

    /** @param live trend of the issue's live counts */
    static IncidentCard of(Incident incident, Taxonomy taxonomy, int live) {
        List<Member> open = new ArrayList<>(incident.members());
        open.removeIf(m -> m.status() == AlertStatus.RESOLVED);
        if (open.stream().anyMatch(m -> m.partOf() == null)) {
            open.removeIf(m -> m.partOf() != null);
        }
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
        ExpectedBand.Sum sum = new ExpectedBand.Sum();
        boolean hasExpected = !counted.isEmpty();
        for (Member m : counted) {
            now += m.value().originals();
            voices += m.value().authors();
            Double e = m.value().expected();
            hasExpected &= e != null;
            expected += e == null ? 0 : e;
            sum.add(e == null ? 0 : e, m.value().band());
        }
        Set<String> regions = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        Double doubling = null;
        for (Member m : counted) {
            places(m.group(), regions, others);
            Double d = m.value().doublingMinutes();
            doubling = d == null ? doubling : doubling == null ? d : Double.valueOf(Math.min(doubling, d));
        }
        ExpectedBand band = hasExpected ? sum.band() : null;
        Double ratio = hasExpected && expected > 0 ? Double.valueOf(now / expected) : null;
        int direction =
                counted.isEmpty() ? live : direction(counted.get(0).value().trend(), live);
        // what is below the usual does not rise in anybody's eyes
        direction = hasExpected && now < expected ? Math.min(0, direction) : direction;
        return new IncidentCard(
                incident.id(),
                incident.incident(),
                name(incident, taxonomy),
                incident.severity(),
                incident.historical(),
                List.copyOf(regions),
                List.copyOf(others),
                now,
                hasExpected ? expected : null,
                band,
                ratio,
                counted.isEmpty()
                        ? null
                        : instead(
                                counted.get(0),
                                Usual.of(
                                        now,
                                        hasExpected ? expected : null,
                                        ratio,
                                        band,
                                        counted.get(0).value())),
                voices,
                incident.startsAt(),
                direction > 0 ? doubling : null,
                direction,
                incident.owner(),
                incident.state(),
                incident.acknowledgedBy(),
                quotes(incident),
                LevelWords.of(incident.level(), incident.evidence().shares()),
                !open.isEmpty() && open.stream().allMatch(m -> m.inhibitedBy() != null));
    }

    private static void places(Group group, Set<String> regions, Set<String> others) {
        for (int i = 0; i < group.names().size(); i++) {
            String value = group.values().get(i);
            switch (group.names().get(i)) {
                case "region" -> regions.add(value);
                case "issue", "category" -> {
                    // the card's name says it
                }
                default -> {
                    if (!value.equals(Dimensions.UNKNOWN)) {
                        others.add(value);
                    }
                }
            }
        }
    }

    private static int direction(@Nullable Trend trend, int live) {
        if (trend == null) {
            return live;
        }
        return switch (trend) {
            case RISING -> 1;
            case LEVEL -> 0;
            case FALLING -> -1;
        };
    }

    /** A kind that is about no issue of customers says what it is about. */
    private static @Nullable Bilingual instead(Member leading, @Nullable Usual usual) {
        if (Phrases.matterOf(leading.kind()) != null) {
            return Phrases.of(leading.kind(), Phase.BEGINS).head();
        }
        return usual == null ? null : usual.insteadOfMultiple();
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
