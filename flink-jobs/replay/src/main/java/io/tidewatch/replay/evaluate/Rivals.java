package io.tidewatch.replay.evaluate;

import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.BurstSettings;

/** What others do, at their best simple form; all ask for the same support as ours. */
final class Rivals {
    private static final int DAY = 288;
    private static final int HOUR = 12;

    private Rivals() {}

    /** Keeps the last bins and the support. */
    private abstract static class Windowed implements BinScorer {
        private final double[] last;
        private int at;
        private double recent;

        Windowed(int size) {
            last = new double[size];
        }

        /** A bin so many before the newest, 0 or more; 0 when it was before the first. */
        final double ago(int bins) {
            return last[Math.floorMod(at - 1 - bins, last.length)];
        }

        final int seen() {
            return at;
        }

        final double sum(int from, int bins) {
            double s = 0;
            for (int i = from; i < from + bins; i++) {
                s += ago(i);
            }
            return s;
        }

        @Override
        public final float close(double count, double mean) {
            last[at++ % last.length] = count;
            recent = 0.944 * recent + count;
            double score = score(count);
            return isSupported() ? (float) score : NO_SCORE;
        }

        /** True when there are enough messages for an alarm; if not, nothing comes of a score. */
        final boolean isSupported() {
            return recent >= Method.MIN_SUPPORT;
        }

        @Override
        public final float skip() {
            recent *= 0.944;
            return NO_SCORE;
        }

        abstract double score(double count);
    }

    /** Last hour against the hour before, with one message added to both. */
    static final class PreviousWindow extends Windowed {
        PreviousWindow() {
            super(2 * HOUR);
        }

        @Override
        double score(double count) {
            return (sum(0, HOUR) + 1) / (sum(HOUR, HOUR) + 1);
        }
    }

    /** A bin against mean and standard deviation of the 24 hours before it. */
    static final class Sigma extends Windowed {
        private double sum;
        private double squares;

        Sigma() {
            super(DAY + 1);
        }

        @Override
        double score(double count) {
            int n = Math.min(DAY, seen() - 1);
            double mean = n == 0 ? 0 : sum / n;
            double variance = n < 2 ? 1 : Math.max(0, squares / n - mean * mean);
            double z = n < HOUR ? 0 : (count - mean) / Math.sqrt(variance + 0.1);
            sum += count;
            squares += count * count;
            if (seen() > DAY) {
                double old = ago(DAY);
                sum -= old;
                squares -= old * old;
            }
            return z;
        }
    }

    /** A bin against an exponentially weighted mean and variance, as control charts do. */
    static final class Ewma extends Windowed {
        private static final double GAIN = 1 - Math.pow(2, -1 / 144.0);
        private double mean;
        private double variance = 1;

        Ewma() {
            super(1);
        }

        @Override
        double score(double count) {
            double gain = Math.max(GAIN, 1.0 / seen());
            double off = count - mean;
            double z = seen() < HOUR ? 0 : off / Math.sqrt(variance + 0.1);
            mean += gain * off;
            variance += gain * (off * off - variance);
            return z;
        }
    }

    /**
     * The last hour against the same hour of seven days that ended two days ago (Hutwagner et al. 2003, EARS C2, with
     * hours for days so that it answers within the day).
     */
    static final class EarsC2 extends Windowed {
        private static final int LAG_DAYS = 2;
        private static final int DAYS = 7;

        EarsC2() {
            super((LAG_DAYS + DAYS) * DAY + HOUR);
        }

        @Override
        double score(double count) {
            int days = Math.min(DAYS, (seen() - HOUR) / DAY - LAG_DAYS);
            if (days < 1 || !isSupported()) {
                return 0;
            }
            double sum = 0;
            double squares = 0;
            for (int d = 1; d <= days; d++) {
                double hour = sum((LAG_DAYS + d) * DAY, HOUR);
                sum += hour;
                squares += hour * hour;
            }
            double mean = sum / days;
            double variance = Math.max(0, squares / days - mean * mean);
            return (sum(0, HOUR) - mean) / Math.sqrt(Math.max(variance, mean) + 0.5);
        }
    }

    /**
     * The last hour against the same hour, the one before and the one after, of three weeks: the excess in units of
     * the scatter, after the 2/3 power that makes counts symmetric (Farrington et al. 1996, with hours for weeks and without its
     * trend).
     */
    static final class Farrington extends Windowed {
        private static final int WEEKS = 3;
        private static final int WEEK = 7 * DAY;
        private final double[] hours = new double[3 * WEEKS];

        Farrington() {
            super(WEEKS * WEEK + 2 * HOUR + 1);
        }

        @Override
        double score(double count) {
            int weeks = Math.min(WEEKS, (seen() - 2 * HOUR) / WEEK);
            if (weeks < 1 || !isSupported()) {
                return 0;
            }
            double sum = 0;
            int n = 0;
            for (int w = 1; w <= weeks; w++) {
                for (int h = -1; h <= 1; h++) {
                    double hour = sum(w * WEEK + h * HOUR, HOUR);
                    hours[n++] = hour;
                    sum += hour;
                }
            }
            double mean = Math.max(sum / n, 1.0 / n);
            double squares = 0;
            for (int i = 0; i < n; i++) {
                squares += (hours[i] - mean) * (hours[i] - mean);
            }
            double scatter = Math.max(1, squares / (n - 1) / mean);
            double power = Math.pow(sum(0, HOUR) / mean, 2 / 3.0);
            return (power - 1) / (2 / 3.0 * Math.sqrt(scatter * (1 + 1.0 / n) / mean));
        }
    }

    /** Cumulated evidence for twice the rate our baseline expects, never below 0 (Page 1954). */
    static final class Cusum implements BinScorer {
        private static final double SIZE = 5;
        private final BurstFilter shadow;
        private double sum;

        Cusum(long firstBin) {
            shadow = new BurstFilter(BurstSettings.SURGE, firstBin, 0);
        }

        @Override
        public float close(double count, double mean) {
            double mu = shadow.expected();
            double evidence = count * Math.log(2) - (count + SIZE) * Math.log((SIZE + 2 * mu) / (SIZE + mu));
            sum = Math.min(60, Math.max(0, sum + evidence));
            shadow.close(count);
            return shadow.isSupported() ? (float) sum : NO_SCORE;
        }

        @Override
        public float skip() {
            shadow.skip(1);
            return NO_SCORE;
        }
    }
}
