package io.tidewatch.alert;

import io.tidewatch.surge.ExpectedBand;
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
 * @param doublingMinutes minutes in which the count doubles at the present growth; null when it does not grow, or falls by now
 * @param change how a share differs from usual; null for kinds that look at none
 * @param completeness part of the expected count that comes from sources that were up, 0…1; null: all of it
 * @param forecast when the next severity is reached; null when there is none, or nothing grows
 * @param trend where the count goes by its last minutes; null when too little is counted, over windows longer than an hour, for
 *     kinds that count no window, and in alerts of a version that did not say
 * @param surprise negative decimal logarithm of the chance of the count, from 0; null where no condition asks for it
 * @param silentDays days for which its group was listened to without anything being counted before this began, from 7; null when
 *     something was, when it was not listened to for so long, or where nothing is compared to that
 * @param band what four windows in five hold when things are as usual; null where {@code expected} is, for kinds that compare to
 *     something else, and in alerts of a version that did not say
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
        @Nullable Forecast forecast,
        @Nullable Trend trend,
        @Nullable Double surprise,
        @Nullable Integer silentDays,
        @Nullable ExpectedBand band) {

    /** True when the count grows, as far as that is known. */
    public boolean isGrowing() {
        return trend == Trend.RISING || (doublingMinutes != null && trend != Trend.FALLING);
    }

    /** Nothing was measured. */
    public static final AlertValue NONE = builder().build();

    /** A builder with everything else at its default. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins with the values of this one. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.posts = posts;
        b.originals = originals;
        b.authors = authors;
        b.reach = reach;
        b.expected = expected;
        b.ratio = ratio;
        b.score = score;
        b.probability = probability;
        b.negativeShare = negativeShare;
        b.doublingMinutes = doublingMinutes;
        b.change = change;
        b.completeness = completeness;
        b.forecast = forecast;
        b.trend = trend;
        b.surprise = surprise;
        b.silentDays = silentDays;
        b.band = band;
        return b;
    }

    /** Builds a {@link AlertValue}; what is not given has the default of its field here. */
    public static final class Builder {
        private long posts;
        private long originals;
        private long authors;
        private long reach;
        private @Nullable Double expected;
        private @Nullable Double ratio;
        private @Nullable Double score;
        private @Nullable Double probability;
        private double negativeShare;
        private @Nullable Double doublingMinutes;
        private @Nullable ShareChange change;
        private @Nullable Double completeness;
        private @Nullable Forecast forecast;
        private @Nullable Trend trend;
        private @Nullable Double surprise;
        private @Nullable Integer silentDays;
        private @Nullable ExpectedBand band;

        private Builder() {}

        public Builder posts(long posts) {
            this.posts = posts;
            return this;
        }

        public Builder originals(long originals) {
            this.originals = originals;
            return this;
        }

        public Builder authors(long authors) {
            this.authors = authors;
            return this;
        }

        public Builder reach(long reach) {
            this.reach = reach;
            return this;
        }

        public Builder expected(@Nullable Double expected) {
            this.expected = expected;
            return this;
        }

        public Builder ratio(@Nullable Double ratio) {
            this.ratio = ratio;
            return this;
        }

        public Builder score(@Nullable Double score) {
            this.score = score;
            return this;
        }

        public Builder probability(@Nullable Double probability) {
            this.probability = probability;
            return this;
        }

        public Builder negativeShare(double negativeShare) {
            this.negativeShare = negativeShare;
            return this;
        }

        public Builder doublingMinutes(@Nullable Double doublingMinutes) {
            this.doublingMinutes = doublingMinutes;
            return this;
        }

        public Builder change(@Nullable ShareChange change) {
            this.change = change;
            return this;
        }

        public Builder completeness(@Nullable Double completeness) {
            this.completeness = completeness;
            return this;
        }

        public Builder forecast(@Nullable Forecast forecast) {
            this.forecast = forecast;
            return this;
        }

        public Builder trend(@Nullable Trend trend) {
            this.trend = trend;
            return this;
        }

        public Builder surprise(@Nullable Double surprise) {
            this.surprise = surprise;
            return this;
        }

        public Builder silentDays(@Nullable Integer silentDays) {
            this.silentDays = silentDays;
            return this;
        }

        public Builder band(@Nullable ExpectedBand band) {
            this.band = band;
            return this;
        }

        public AlertValue build() {
            return new AlertValue(
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
                    change,
                    completeness,
                    forecast,
                    trend,
                    surprise,
                    silentDays,
                    band);
        }
    }
}
