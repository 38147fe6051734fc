package io.tidewatch.surge;

/**
 * A negative binomial distribution: its upper tail, far out where the chance itself is too small for a double, and how much of it
 * is at a count and below.
 *
 * <p>As a mixture of Poisson distributions over a gamma distribution: a count whose mean is not known exactly, or that scatters
 * more than Poisson (Greenwood and Yule 1920).
 */
public final class NegativeBinomial {
    private static final double ENOUGH = 1e-12;
    /** Terms that fall no faster than by this are too many to be added. */
    private static final double SLOW = 0.5;

    private static final int MOST_TERMS = 100_000;
    private static final double LEAST_DISPERSION = 1e-6;
    private static final double TINY = 1e-300;

    private NegativeBinomial() {}

    /**
     * Decimal logarithm of the probability of at least so many, a regularised incomplete beta function as in {@link #atMost}.
     *
     * @param count 0 or more
     * @param mean above 0
     * @param dispersion φ of the variance {@code mean + φ·mean²}, above 0
     * @return 0 or less
     */
    public static double log10Tail(long count, double mean, double dispersion) {
        if (count <= mean) {
            return 0;
        }
        double size = 1 / dispersion;
        double q = mean / (mean + size);
        double ln = LogGamma.of(count + size)
                - LogGamma.of(size)
                - LogGamma.of(count + 1.0)
                - size * Math.log1p(mean / size)
                + count * Math.log(q);
        // where terms fall slowly the fraction is fast, since the count is above the mean
        double times =
                q * Math.max(1, (count + size) / (count + 1)) < SLOW ? terms(count, size, q) : fraction(count, size, q);
        return Math.min(0, (ln + Math.log(times)) / Math.log(10));
    }

    /** The chance of a count and all above it, as so many times that of the count alone. */
    private static double terms(long count, double size, double q) {
        double sum = 1;
        double term = 1;
        for (long k = count; term > ENOUGH * sum; k++) {
            term *= q * (k + size) / (k + 1);
            sum += term;
        }
        return sum;
    }

    /**
     * Probability of at most so many, as a regularised incomplete beta function (Abramowitz and Stegun 26.5.26).
     *
     * @param count below 0 there is none
     * @param mean 0 or more
     * @param dispersion φ of the variance {@code mean + φ·mean²}, 0 or more
     * @return 0…1, within 1e-7
     */
    public static double atMost(long count, double mean, double dispersion) {
        if (count < 0 || mean <= 0) {
            return count < 0 ? 0 : 1;
        }
        double size = 1 / Math.max(LEAST_DISPERSION, dispersion);
        double none = -size * Math.log1p(mean / size);
        if (count == 0) {
            return Math.exp(none);
        }
        double above = count + 1.0;
        double ln = LogGamma.of(size + above)
                - LogGamma.of(size)
                - LogGamma.of(above)
                + none
                - above * Math.log1p(size / mean);
        double p = size / (size + mean);
        // the fraction converges fast on the near side of the mean
        double at = p < (size + 1) / (size + above + 2)
                ? Math.exp(ln) * fraction(size, above, p) / size
                : 1 - Math.exp(ln) * fraction(above, size, 1 - p) / above;
        return Math.max(0, Math.min(1, at));
    }

    /** Continued fraction of the incomplete beta function (DLMF 8.17.22) by the method of Lentz, 1976. */
    private static double fraction(double a, double b, double x) {
        double c = 1;
        double d = 1 / notZero(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m < MOST_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / notZero(1 + even * d);
            c = notZero(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / notZero(1 + odd * d);
            c = notZero(1 + odd / c);
            value *= d * c;
            if (Math.abs(d * c - 1) < ENOUGH) {
                break;
            }
        }
        return value;
    }

    private static double notZero(double x) {
        return Math.abs(x) < TINY ? TINY : x;
    }
}
