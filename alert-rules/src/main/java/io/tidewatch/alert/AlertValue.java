package io.tidewatch.alert;

import org.jspecify.annotations.Nullable;

/**
 * What was measured over the rule's window.
 *
 * @param posts messages, copies included
 * @param originals messages with near copies folded into the first
 * @param authors distinct authors of originals
 * @param reach followers summed over distinct authors
 * @param expected originals that the baseline expects in the window; null for kinds without a baseline
 * @param ratio originals / expected, where an author counts once in five minutes
 * @param score burst log-odds
 * @param probability logistic of the score, 0…1
 * @param negativeShare share of the counted messages that are negative, 0…1
 * @param doublingMinutes minutes in which the count doubles at the present growth; null when it does not grow
 * @param change how a share differs from usual; null for kinds that look at none
 * @param completeness part of what is usual that comes from sources that were heard, 0…1; null: all of it
 * @param forecast when the next severity is reached; null when there is none, or nothing grows
 */
public record AlertValue(
        long posts,
        long originals,
        long authors,
        long reach,
        @Nullable Double expected,
        @Nullable Double ratio,
        @Nullable Double score,
        @Nullable Double probability,
        double negativeShare,
        @Nullable Double doublingMinutes,
        @Nullable ShareChange change,
        @Nullable Double completeness,
        @Nullable Forecast forecast) {

    /** Of a kind that looks at no share, while all sources are heard. */
    public AlertValue(
            long posts,
            long originals,
            long authors,
            long reach,
            @Nullable Double expected,
            @Nullable Double ratio,
            @Nullable Double score,
            @Nullable Double probability,
            double negativeShare,
            @Nullable Double doublingMinutes) {
        this(
                posts,
                originals,
                authors,
                reach,
                expected,
                ratio,
                score,
                probability,
                negativeShare,
                doublingMinutes,
                null,
                null,
                null);
    }
}
