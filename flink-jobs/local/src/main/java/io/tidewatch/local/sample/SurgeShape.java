package io.tidewatch.local.sample;

import java.time.Duration;

/**
 * The course of the surge's rate: a straight rise, a top, a straight fall.
 *
 * @param rise onset to peak
 * @param hold time at the top
 * @param fall end of the top until nothing of it is left
 * @param perMinute messages per minute at the top, above the ordinary ones
 */
public record SurgeShape(Duration rise, Duration hold, Duration fall, double perMinute) {
    public static final SurgeShape DEFAULT =
            new SurgeShape(Duration.ofMinutes(30), Duration.ofMinutes(28), Duration.ofMinutes(30), 30);

    public SurgeShape {
        if (rise.toSeconds() < 60 || hold.isNegative() || fall.toSeconds() < 60) {
            throw new IllegalArgumentException("surge: rise " + rise + ", hold " + hold + ", fall " + fall
                    + ", expected a rise and a fall of a minute at least");
        }
        if (!(perMinute > 0 && perMinute <= 1000)) {
            throw new IllegalArgumentException("perMinute: " + perMinute + ", expected above 0, at most 1000");
        }
    }

    public Duration length() {
        return rise.plus(hold).plus(fall);
    }

    /** Messages per minute at a time after the onset, in seconds. */
    double rateAt(double seconds) {
        double up = rise.toSeconds();
        double down = up + hold.toSeconds();
        double end = down + fall.toSeconds();
        if (seconds < 0 || seconds >= end) {
            return 0;
        }
        if (seconds < up) {
            return perMinute * seconds / up;
        }
        return seconds < down ? perMinute : perMinute * (end - seconds) / (end - down);
    }
}
