package io.tidewatch.series;

import io.tidewatch.alert.Forecast;
import io.tidewatch.alert.Severity;
import io.tidewatch.alert.Trend;
import io.tidewatch.rule.Rule;
import io.tidewatch.surge.Growth;
import java.util.List;
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

    /** When the next severity is reached in any of the windows; null when it rather is not, or when that is not known. */
    static @Nullable Forecast forecast(Growth growth, WindowCounts c, @Nullable Goal goal) {
        if (goal == null || c.originals() < MIN_GROWING) {
            return null;
        }
        Growth.Times times = growth.timesTo(goal.targets());
        Double likely = times.minutes(0.5);
        Double earliest = times.minutes(0.1);
        return likely == null || earliest == null
                ? null
                : new Forecast(goal.severity(), likely, earliest, times.minutes(0.9));
    }

    /**
     * A severity that does not hold yet, and what has to be counted for it.
     *
     * @param targets see {@link Growth#timesTo}
     */
    record Goal(Severity severity, List<List<Growth.Target>> targets) {}
}
