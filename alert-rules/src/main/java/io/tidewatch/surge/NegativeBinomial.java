package io.tidewatch.surge;

/**
 * Tail of a negative binomial distribution, far out where the chance itself is too small for a double.
 *
 * <p>As a mixture of Poisson distributions over a gamma distribution: a count whose mean is not known exactly, or that scatters
 * more than Poisson (Greenwood and Yule 1920).
 */
public final class NegativeBinomial {
    private static final double ENOUGH = 1e-12;
    private static final int MOST_TERMS = 100_000;

    private NegativeBinomial() {}

    /**
     * Decimal logarithm of the probability of at least so many.
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
        double sum = 1;
        double term = 1;
        for (long k = count; term > ENOUGH * sum && k < count + MOST_TERMS; k++) {
            term *= q * (k + size) / (k + 1);
            sum += term;
        }
        return Math.min(0, (ln + Math.log(sum)) / Math.log(10));
    }
}
