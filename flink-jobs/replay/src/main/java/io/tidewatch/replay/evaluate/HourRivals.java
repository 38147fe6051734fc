package io.tidewatch.replay.evaluate;

import java.util.Arrays;

/**
 * Rules on the messages of the last hour, which suit keys with less than one message per five minutes better than those on
 * single bins. Hours that ended in a bin that was not observed are left out of what is usual. All ask for four messages
 * in the hour.
 */
final class HourRivals {
    private static final int DAY = 288;
    private static final int HOUR = 12;
    private static final int MIN_MESSAGES = 4;

    private HourRivals() {}

    /** Keeps the last bins and the sums of the hours that ended with each. */
    private abstract static class Hours implements BinScorer {
        private final double[] bins = new double[HOUR];
        private final double[] hours;
        private double hour;
        private int seen;

        /** @param longest the longest time back that is asked for, bins */
        Hours(int longest) {
            hours = new double[longest + 1];
        }

        /** The hour that ended so many bins ago; NaN where it was not observed or before the first bin. */
        final double ago(int lag) {
            return lag < seen ? hours[(seen - 1 - lag) % hours.length] : Double.NaN;
        }

        final int seen() {
            return seen;
        }

        @Override
        public final float close(double count, double mean) {
            pass(count);
            hours[(seen - 1) % hours.length] = hour;
            double score = score(hour);
            return hour >= MIN_MESSAGES && !Double.isNaN(score) ? (float) score : NO_SCORE;
        }

        @Override
        public final float skip() {
            pass(0);
            hours[(seen - 1) % hours.length] = Double.NaN;
            return NO_SCORE;
        }

        private void pass(double count) {
            hour += count - bins[seen % HOUR];
            bins[seen % HOUR] = count;
            seen++;
        }

        /** NaN when nothing can be said. */
        abstract double score(double hour);
    }

    /** Mean and variance of the first of some values, those that are NaN left out; both NaN when all are. */
    private record Moments(double mean, double variance) {
        static Moments of(double[] values) {
            double sum = 0;
            double squares = 0;
            int n = 0;
            for (double v : values) {
                if (!Double.isNaN(v)) {
                    sum += v;
                    squares += v * v;
                    n++;
                }
            }
            double mean = sum / n;
            return new Moments(mean, squares / n - mean * mean);
        }
    }

    /** The last hour against the 24 before it, in standard deviations of at least √.5. */
    static final class Sigma extends Hours {
        private final double[] before = new double[24];

        Sigma() {
            super(24 * HOUR);
        }

        @Override
        double score(double hour) {
            if (hour < MIN_MESSAGES) {
                return Double.NaN;
            }
            for (int h = 1; h <= before.length; h++) {
                before[h - 1] = ago(h * HOUR);
            }
            Moments usual = Moments.of(before);
            return (hour - usual.mean()) / Math.sqrt(Math.max(usual.variance(), 0.5));
        }
    }

    /** The last hour against its exponentially weighted mean and variance, as control charts do (Roberts 1959). */
    static final class Ewma extends Hours {
        private static final double GAIN = 1 - Math.pow(2, -1 / 144.0);
        private double mean;
        private double variance = 1;

        Ewma() {
            super(0);
        }

        @Override
        double score(double hour) {
            if (seen() == 1) {
                mean = hour;
            }
            double off = hour - mean;
            double z = off / Math.sqrt(Math.max(variance, Math.max(mean, 0.5)));
            mean += GAIN * off;
            variance += GAIN * (off * off - variance);
            return z;
        }
    }

    /**
     * The last hour against the same hour, the one before and the one after, of each of 21 days: clipped at 2.6 standard
     * deviations, then the excess after the 2/3 power in units of the quasi-Poisson scatter (Farrington et al. 1996, with days for
     * weeks and clipping for its weights, without its trend).
     */
    static final class EveryDay extends Hours {
        private static final int DAYS = 21;
        private final double[] usual = new double[3 * DAYS];
        private final double[] clipped = new double[3 * DAYS];

        EveryDay() {
            super(DAYS * DAY + HOUR);
        }

        @Override
        double score(double hour) {
            if (hour < MIN_MESSAGES) {
                return Double.NaN;
            }
            for (int d = 1; d <= DAYS; d++) {
                for (int h = -1; h <= 1; h++) {
                    int lag = d * DAY + h * HOUR;
                    // an hour is whole from the twelfth bin on
                    usual[3 * d - 2 + h] = seen() - 1 - lag >= HOUR - 1 ? ago(lag) : Double.NaN;
                }
            }
            double mean = Moments.of(usual).mean();
            for (int i = 0; i < 2; i++) {
                mean = clippedMean(mean + 2.6 * Math.sqrt(Math.max(mean, 0.3) * 2) + 1);
            }
            if (Double.isNaN(mean)) {
                return mean;
            }
            mean = Math.max(mean, 0.1);
            double scatter = Math.max(1, Math.min(20, squares(mean) / mean));
            return (Math.pow(hour, 2 / 3.0) - Math.pow(mean, 2 / 3.0))
                    / (2 / 3.0 * Math.pow(mean, 1 / 6.0) * Math.sqrt(scatter * (1 + 1 / 7.0)));
        }

        private double clippedMean(double most) {
            Arrays.setAll(clipped, i -> Math.min(usual[i], most));
            return Moments.of(clipped).mean();
        }

        private double squares(double mean) {
            Arrays.setAll(clipped, i -> {
                double off = Math.min(usual[i], 4 * mean + 4) - mean;
                return off * off;
            });
            return Moments.of(clipped).mean();
        }
    }
}
