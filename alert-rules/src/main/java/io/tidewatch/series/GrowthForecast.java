package io.tidewatch.series;

import io.tidewatch.alert.Forecast;
import io.tidewatch.alert.Trend;
import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.surge.Growth;
import org.jspecify.annotations.Nullable;

/**
 * How a window grows and when it will reach the next severity. {@link Growth} knows only counts; here is which counts it
 * is to be judged from and what multiple of them matters.
 */
final class GrowthForecast {
    /** In a surge the growth of a window no longer than this is judged from as many windows. */
    private static final long MAX_LOOK = 3_600_000L;

    private static final int WINDOWS_BACK = 6;

    /** Of such a window. */
    private static final int BINS = 5;

    /** Fewer originals are too few to judge growth. */
    private static final int MIN_GROWING = 4;

    private GrowthForecast() {}

    /** How far back panes are looked at in a surge, milliseconds. */
    static long reach(Iterable<Rule> rules) {
        long longest = 0;
        for (Rule r : rules) {
            longest = r.windowMs() <= MAX_LOOK ? Math.max(longest, r.windowMs()) : longest;
        }
        return WINDOWS_BACK * longest;
    }

    /**
     * What grows over the window, and before it as far as this surge reaches back.
     *
     * @param pane width of a pane, milliseconds
     * @param first of the surge; null when there is none
     * @param expected originals that are usual in the window
     */
    static Growth growth(Panes panes, long pane, @Nullable SeriesMessage first, long at, long window, double expected) {
        long back = window <= MAX_LOOK ? window * WINDOWS_BACK : window;
        long width = Panes.widthOf(back, pane);
        long bin = Math.max(width, window / (window <= MAX_LOOK ? BINS : 12) / width * width);
        long end = Math.floorDiv(at, width) * width;
        long from = at - window;
        if (first != null && window <= MAX_LOOK) {
            from = Math.min(from, Math.max(at - back, first.time()));
        }
        long[] counts = new long[(int) Math.max(2, (end - from) / bin)];
        for (int i = 0; i < counts.length; i++) {
            long start = end - (counts.length - i) * bin;
            counts[i] = panes.originals(start, start + bin);
        }
        return new Growth(counts, expected * bin / window, bin / 60_000d);
    }

    /**
     * Where the count goes by the last minutes; null when too little is counted, and over long windows, whose last hours are
     * another time of day.
     */
    static @Nullable Trend trend(Growth growth, long window, WindowCounts c) {
        if (c.originals() < MIN_GROWING || window > MAX_LOOK) {
            return null;
        }
        return switch (growth.direction(BINS)) {
            case 1 -> Trend.RISING;
            case -1 -> Trend.FALLING;
            default -> Trend.LEVEL;
        };
    }

    /** Minutes in which the count doubles; null when it rather does not grow, falls by now, or when that is not known. */
    static @Nullable Double doublingMinutes(Growth growth, WindowCounts c, @Nullable Trend trend) {
        return c.originals() < MIN_GROWING || trend == Trend.FALLING ? null : growth.doublingMinutes();
    }

    /** The last of the conditions on counts that is reached; what else the next severity asks is taken to hold by then. */
    static @Nullable Forecast forecast(
            Growth growth, Rule rule, SeverityLevel level, WindowCounts c, double expected, double ratio) {
        int next = rule.severities().indexOf(level) + 1;
        if (next >= rule.severities().size() || c.originals() < MIN_GROWING) {
            return null;
        }
        SeverityLevel goal = rule.severities().get(next);
        double multiple = 1;
        for (Condition condition : goal.conditions()) {
            double now = switch (condition.metric()) {
                case POSTS -> c.posts();
                case ORIGINALS -> c.originals();
                case AUTHORS -> c.authors();
                case REACH -> c.reach();
                case RATIO -> ratio;
                default -> Double.NaN;
            };
            if (ConditionPrefilter.rises(condition) && now > 0) {
                multiple = Math.max(multiple, condition.value() / now);
            }
        }
        double usual = expected / c.originals();
        Double likely = multiple > 1 ? growth.minutesTo(multiple, usual, 0.5) : null;
        Double earliest = likely == null ? null : growth.minutesTo(multiple, usual, 0.1);
        return likely == null || earliest == null
                ? null
                : new Forecast(goal.severity(), likely, earliest, growth.minutesTo(multiple, usual, 0.9));
    }
}
