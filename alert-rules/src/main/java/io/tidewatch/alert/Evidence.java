package io.tidewatch.alert;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Why one should believe an alert: the first message of the surge, diverse samples, distinctive words.
 *
 * @param saidFrom when the first of them was said, epoch milliseconds, where most come from sources that are late by nature:
 *     the alert's own times are then when they were heard; 0 where that is the same
 * @param saidTo when the last of them was said; 0 likewise
 * @param shares the value that makes most of the excess, for dimensions of which enough is known; empty in state of a version
 *     that did not know them
 */
public record Evidence(
        @Nullable EvidenceSample first,
        List<EvidenceSample> samples,
        List<String> keywords,
        List<Lift> overRepresented,
        long saidFrom,
        long saidTo,
        List<LevelShare> shares) {
    public static final Evidence NONE = new Evidence(null, List.of(), List.of(), List.of());

    public Evidence {
        shares = shares == null ? List.of() : shares;
    }

    /** Evidence that was heard as soon as it was said, and of no shares. */
    public Evidence(
            @Nullable EvidenceSample first,
            List<EvidenceSample> samples,
            List<String> keywords,
            List<Lift> overRepresented) {
        this(first, samples, keywords, overRepresented, 0, 0, List.of());
    }

    /** Says when it was said. */
    public Evidence said(long from, long to) {
        return new Evidence(first, samples, keywords, overRepresented, from, to, shares);
    }

    /** The same with other shares of the excess. */
    public Evidence withShares(List<LevelShare> others) {
        return new Evidence(first, samples, keywords, overRepresented, saidFrom, saidTo, others);
    }

    /** The same messages but for some that may not be shown any more. */
    public Evidence showing(@Nullable EvidenceSample newFirst, List<EvidenceSample> others) {
        return new Evidence(newFirst, others, keywords, overRepresented, saidFrom, saidTo, shares);
    }

    /** The same, its dimensions named as an installation declares them. */
    public Evidence named(Function<String, @Nullable Bilingual> names) {
        List<Lift> lifts = overRepresented.stream()
                .map(l -> new Lift(l.dimension(), l.value(), l.lift(), names.apply(l.dimension())))
                .toList();
        List<LevelShare> named = shares.stream()
                .map(s -> new LevelShare(
                        s.dimension(), s.value(), s.share(), s.usual(), s.explained(), names.apply(s.dimension())))
                .toList();
        return lifts.equals(overRepresented) && named.equals(shares)
                ? this
                : new Evidence(first, samples, keywords, lifts, saidFrom, saidTo, named);
    }

    /** True when most of it was heard long after it was said. */
    public boolean isHeardLate() {
        return saidTo != 0;
    }

    /** The same, said when this or another was said. */
    public Evidence saidWith(Evidence other) {
        return other.isHeardLate()
                ? said(
                        isHeardLate() ? Math.min(saidFrom, other.saidFrom) : other.saidFrom,
                        Math.max(saidTo, other.saidTo))
                : this;
    }

    /** So many distinctive words are shown at most. */
    private static final int MAX_KEYWORDS = 8;

    /** As many of the words as are shown, from the first. */
    public static List<String> keywords(Collection<String> words) {
        return words.stream().limit(MAX_KEYWORDS).toList();
    }
}
