package io.tidewatch.series;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.ShareChange;
import io.tidewatch.alert.Trend;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.Metric;
import io.tidewatch.surge.ExpectedBand;
import io.tidewatch.surge.Growth;
import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.ScoreScale;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one window as one rule sees them: its conditions are compared to them, and the alert shows them.
 *
 * @param from begin of the window, epoch milliseconds
 * @param counts sums over the window
 * @param expected what is usual in it, of the part whose sources are up; NaN when that is not known
 * @param ratio counted / expected; NaN when that is not known
 * @param judged the ratio that conditions are compared to; NaN for a period of low counts that is usual
 * @param score see {@link ScoreScale}; NaN for kinds without one
 * @param change null for kinds without a share, and while too little is known of it
 * @param surprise see {@link io.tidewatch.surge.Surprise}; NaN when no condition asks for it
 * @param silentDays see {@link AlertValue}
 * @param part of what is usual that comes from sources that are up, 0…1
 */
record WindowFigures(
        long from,
        WindowCounts counts,
        double expected,
        double ratio,
        double judged,
        double score,
        double surprise,
        @Nullable ShareChange change,
        @Nullable Integer silentDays,
        double part)
        implements Measured {

    @Override
    public double of(Metric metric) {
        return switch (metric) {
            case POSTS -> counts.posts();
            case ORIGINALS -> counts.originals();
            case AUTHORS -> counts.authors();
            case REACH -> counts.reach();
            case RATIO -> judged;
            case SCORE, SENSITIVITY -> score;
            case SURPRISE -> surprise;
            case PROBABILITY -> BurstFilter.probability(score);
            case NEGATIVE_SHARE -> counts.negativeShare();
            case DELTA_POINTS -> change == null ? Double.NaN : change.deltaPoints();
            case CONFIDENCE -> change == null ? Double.NaN : change.confidence();
            default -> Double.NaN;
        };
    }

    /** What is usual as growth is judged against it: nothing when it is not known. */
    double usual() {
        return isMeasured() ? expected : 0;
    }

    private boolean isMeasured() {
        return !Double.isNaN(expected);
    }

    /**
     * @param windowMs length of the window, milliseconds
     * @param goal what is forecast; null: nothing
     * @param band around what is expected; null when that is not known
     */
    AlertValue value(Growth growth, long windowMs, GrowthForecast.@Nullable Goal goal, @Nullable ExpectedBand band) {
        boolean measured = isMeasured();
        boolean scored = measured && !Double.isNaN(score);
        Trend trend = GrowthForecast.trend(growth, windowMs, counts);
        return AlertValue.builder()
                .posts(counts.posts())
                .originals(counts.originals())
                .authors(counts.authors())
                .reach(counts.reach())
                .expected(measured ? expected : null)
                .band(band)
                .ratio(measured ? ratio : null)
                .score(scored ? score : null)
                .probability(scored ? BurstFilter.probability(score) : null)
                .surprise(Double.isNaN(surprise) ? null : surprise)
                .silentDays(silentDays)
                .negativeShare(counts.negativeShare())
                .doublingMinutes(GrowthForecast.doublingMinutes(growth, counts, trend))
                .trend(trend)
                .change(change)
                .completeness(part < 1 ? part : null)
                .forecast(GrowthForecast.forecast(growth, counts, goal))
                .build();
    }
}
