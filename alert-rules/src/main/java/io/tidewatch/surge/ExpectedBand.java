package io.tidewatch.surge;

import org.jspecify.annotations.Nullable;

/**
 * The band around an expected count that four windows in five are in when things are as usual: the 10 % and the 90 % quantile of
 * what a window holds. The count is negative binomial with the expected mean and a variance of {@code mean + φ·mean²}: Poisson
 * counts whose rate scatters and is not known exactly (Greenwood and Yule 1920), the distribution by which {@link Surprise} and
 * the detectors judge it.
 *
 * <p>Counts are whole, so that at least four in five are inside, both ends included, and far more where few come.
 *
 * @param low the least count that at least one window in ten does not exceed, from 0
 * @param high the least count that at least nine windows in ten do not exceed, from {@code low}
 */
public record ExpectedBand(long low, long high) {
    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;
    /** Nothing is counted that far. */
    private static final long MOST = 1L << 50;

    public ExpectedBand {
        if (low < 0 || high < low) {
            throw new IllegalArgumentException(
                    "expected band: low " + low + ", high " + high + "; expected 0 <= low <= high");
        }
    }

    /**
     * The band of a window.
     *
     * @param mean expected count, 0 or more
     * @param dispersion φ of its variance, 0 or more: scatter of the counts and how far the mean itself is known
     */
    public static ExpectedBand of(double mean, double dispersion) {
        long low = quantile(LOW, mean, dispersion);
        return new ExpectedBand(low, Math.max(low, quantile(HIGH, mean, dispersion)));
    }

    /** True when a count is inside, its ends included. */
    public boolean holds(double count) {
        return low <= count && count <= high;
    }

    /** The band of the sum of several counts, each with a band of its own, as if they varied independently. */
    public static final class Sum {
        private double expected;
        private double below;
        private double above;
        private int counts;
        private @Nullable ExpectedBand only;
        private boolean known = true;

        /**
         * Adds a count.
         *
         * @param mean what is expected of it
         * @param band null when that is not known; then neither is that of the sum
         */
        public void add(double mean, @Nullable ExpectedBand band) {
            counts++;
            only = band;
            known &= band != null;
            if (band != null) {
                double under = Math.max(0, mean - band.low);
                double over = Math.max(0, band.high - mean);
                expected += mean;
                below += under * under;
                above += over * over;
            }
        }

        /** Null of nothing, and when one of them is not known. */
        public @Nullable ExpectedBand band() {
            if (counts <= 1 || !known) {
                return known ? only : null;
            }
            long low = Math.round(Math.max(0, expected - Math.sqrt(below)));
            return new ExpectedBand(low, Math.max(low, Math.round(expected + Math.sqrt(above))));
        }
    }

    /** The least count with so much at it and below. */
    private static long quantile(double part, double mean, double dispersion) {
        if (NegativeBinomial.atMost(0, mean, dispersion) >= part) {
            return 0;
        }
        long below = 0;
        long enough = Math.max(1, Math.round(mean));
        while (enough < MOST && NegativeBinomial.atMost(enough, mean, dispersion) < part) {
            below = enough;
            enough *= 2;
        }
        while (enough - below > 1) {
            long middle = below + (enough - below) / 2;
            if (NegativeBinomial.atMost(middle, mean, dispersion) >= part) {
                enough = middle;
            } else {
                below = middle;
            }
        }
        return enough;
    }
}
