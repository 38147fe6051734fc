package io.tidewatch.surge;

import org.jspecify.annotations.Nullable;

/**
 * How fast a count grows, judged from the counts of successive bins: what is usual plus something that grows
 * exponentially. Every rate of a grid is weighed by the likelihood of the counts (negative binomial, the size of the
 * growing part fitted to their sum), so that few messages give a wide band.
 */
public final class Growth {
    /** Of the rates per bin, in logarithmic steps. */
    private static final double SLOWEST = 0.004;

    private static final double FASTEST = 1.4;
    private static final int STEPS = 48;
    /** Weight of all that does not grow, before anything is counted. */
    private static final double STEADY = 0.1;
    /** Variance beyond Poisson's, relative to the square of the mean. */
    private static final double SCATTER = 0.12;
    /** A fall of so many standard deviations is one; one time in ten it is chance. */
    private static final double FALLING = 1.3;
    /** The rate says the rest. */
    private static final double RISING = 1;

    private final double[] rates = new double[STEPS + 3];
    private final double[] weights = new double[STEPS + 3];
    private final double binMinutes;
    private final long[] counts;
    /** Part of the present rate that is usual, 0…1. */
    private final double usual;

    /**
     * @param counts of successive bins, the last ends now
     * @param perBin usual count of a bin, from 0
     */
    public Growth(long[] counts, double perBin, double binMinutes) {
        this.binMinutes = binMinutes;
        this.counts = counts.clone();
        double sum = 0;
        for (long n : counts) {
            sum += n;
        }
        double excess = Math.max(0.05 * sum, sum - counts.length * perBin);
        double base = Math.max(0, (sum - excess) / counts.length);
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rates.length; i++) {
            rates[i] = i < 3 ? (i - 2) * 0.1 : SLOWEST * Math.pow(FASTEST / SLOWEST, (i - 3.0) / (STEPS - 1));
            weights[i] =
                    Math.log(i < 3 ? STEADY / 3 : (1 - STEADY) / STEPS) + likelihood(counts, base, excess, rates[i]);
            best = Math.max(best, weights[i]);
        }
        double all = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(weights[i] - best);
            all += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= all;
        }
        double now = 0;
        double rate = Math.max(0, rateAt(0.5));
        for (int i = 0; i < counts.length; i++) {
            now += Math.exp(-rate * (i + 0.5));
        }
        now = excess / Math.max(now, 1e-9);
        usual = base + now > 0 ? base / (base + now) : 0;
    }

    private static double likelihood(long[] counts, double base, double excess, double rate) {
        double total = 0;
        for (int i = 0; i < counts.length; i++) {
            total += Math.exp(rate * (i + 0.5 - counts.length));
        }
        double r = 1 / SCATTER;
        double out = 0;
        for (int i = 0; i < counts.length; i++) {
            double mean = Math.max(1e-6, base + excess * Math.exp(rate * (i + 0.5 - counts.length)) / total);
            out += counts[i] * Math.log(mean / (mean + r)) - r * Math.log1p(mean / r);
        }
        return out;
    }

    /** Rate per bin below which it lies with a probability, 0…1. */
    private double rateAt(double probability) {
        double p = 0;
        for (int i = 0; i < rates.length; i++) {
            p += weights[i];
            if (p >= probability) {
                return rates[i];
            }
        }
        return rates[rates.length - 1];
    }

    /**
     * Whether the newest counts are more or fewer than those just before them. Growth is judged over all bins and lags behind
     * a peak; this does not.
     *
     * @param window how many bins are a window
     * @return 1 when the rate grows and none of it is behind a peak, −1 when fewer come than chance explains, else 0
     */
    public int direction(int window) {
        double last = step(Math.max(1, window * 2 / 5));
        double whole = step(window);
        if (last <= -FALLING || (whole <= -FALLING && last <= 0)) {
            return -1;
        }
        boolean more = last >= 0 && whole >= 0 && Math.max(last, whole) >= RISING;
        return more && doublingMinutes() != null ? 1 : 0;
    }

    /** The newest bins less as many before them, in standard deviations; 0 when there are not as many. */
    private double step(int bins) {
        if (counts.length < 2 * bins) {
            return 0;
        }
        long newer = 0;
        long older = 0;
        for (int i = 1; i <= bins; i++) {
            newer += counts[counts.length - i];
            older += counts[counts.length - bins - i];
        }
        return (newer - older) / Math.sqrt(Math.max(1, newer + older));
    }

    /** Minutes in which the present rate doubles; null when it rather does not grow. */
    @Nullable
    public Double doublingMinutes() {
        return minutesTo(2, usual, 0.5);
    }

    /**
     * Minutes until the count of a window is a multiple of what it is.
     *
     * @param multiple above 1
     * @param share part of the window's count that is usual and does not grow, 0…1
     * @param probability that it takes no longer, 0…1
     * @return null when it may take for ever
     */
    @Nullable
    public Double minutesTo(double multiple, double share, double probability) {
        double rate = rateAt(1 - probability);
        if (rate <= 0) {
            return null;
        }
        double kept = Math.min(0.95, Math.max(0, share));
        return Math.log((multiple - kept) / (1 - kept)) / rate * binMinutes;
    }
}
