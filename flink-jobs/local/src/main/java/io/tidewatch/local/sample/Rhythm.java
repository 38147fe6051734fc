package io.tidewatch.local.sample;

import java.util.SplittableRandom;

/**
 * How the rate of ordinary messages moves through a day, relative to its mean. Sample time counts seconds from midnight
 * of a Thursday in China, so the three days hold two weekdays' evenings and a weekend.
 */
final class Rhythm {
    static final long HOUR = 3_600;
    static final long DAY = 24 * HOUR;
    static final double EVENING_FROM = 19.5;
    static final double EVENING_TO = 22.5;

    private static final double[] WEEKDAY = {
        .36, .22, .14, .10, .10, .16, .36, .62, .88, 1.06, 1.16, 1.16, 1.26, 1.14, 1.04, 1.04, 1.06, 1.10, 1.22, 1.50,
        1.80, 1.90, 1.58, .86
    };
    private static final double[] WEEKEND = {
        .50, .32, .20, .14, .11, .13, .24, .42, .72, 1.02, 1.24, 1.30, 1.30, 1.22, 1.20, 1.20, 1.20, 1.22, 1.32, 1.58,
        1.88, 1.98, 1.70, 1.02
    };

    private final long seed;

    Rhythm(long seed) {
        this.seed = seed;
    }

    static boolean weekend(long second) {
        long day = Math.floorMod(Math.floorDiv(second, DAY), 7L);
        return day == 2 || day == 3;
    }

    /** About 1 on average; interpolated between the middles of hours, with a few per cent of noise from hour to hour. */
    double factorAt(long second) {
        double hours = (second - HOUR / 2.0) / HOUR;
        long before = (long) Math.floor(hours);
        double part = hours - before;
        return (1 - part) * hour(before) + part * hour(before + 1);
    }

    private double hour(long hour) {
        int ofDay = (int) Math.floorMod(hour, 24L);
        double base = weekend(hour * HOUR) ? WEEKEND[ofDay] : WEEKDAY[ofDay];
        SplittableRandom noise = SeededRandom.of(seed, 0x0B5EL * 1_000_003 + hour);
        return base * (1 + .12 * (noise.nextDouble() - .5));
    }
}
