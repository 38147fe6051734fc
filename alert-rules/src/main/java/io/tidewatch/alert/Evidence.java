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
 */
public record Evidence(
        @Nullable EvidenceSample first,
        List<EvidenceSample> samples,
        List<String> keywords,
        List<Lift> overRepresented,
        long saidFrom,
        long saidTo) {
    public static final Evidence NONE = new Evidence(null, List.of(), List.of(), List.of());

    /** Evidence that was heard as soon as it was said. */
    public Evidence(
            @Nullable EvidenceSample first,
            List<EvidenceSample> samples,
            List<String> keywords,
            List<Lift> overRepresented) {
        this(first, samples, keywords, overRepresented, 0, 0);
    }

    /** Says when it was said. */
    public Evidence said(long from, long to) {
        return new Evidence(first, samples, keywords, overRepresented, from, to);
    }

    /** The same, its dimensions named as an installation declares them. */
    public Evidence named(Function<String, @Nullable Bilingual> names) {
        List<Lift> lifts = overRepresented.stream()
                .map(l -> new Lift(l.dimension(), l.value(), l.lift(), names.apply(l.dimension())))
                .toList();
        return lifts.equals(overRepresented) ? this : new Evidence(first, samples, keywords, lifts, saidFrom, saidTo);
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
