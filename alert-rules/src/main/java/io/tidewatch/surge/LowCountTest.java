package io.tidewatch.surge;

/** How unlikely it is that so few messages come by chance. */
public final class LowCountTest {
    private LowCountTest() {}

    /**
     * Probability of at most so many messages under a negative binomial distribution.
     *
     * @param count messages, 0 or more
     * @param expected mean, above 0
     * @param dispersion φ of the variance {@code mean + φ·mean²}, above 0
     */
    public static double chance(long count, double expected, double dispersion) {
        double phi = Math.max(1e-4, dispersion);
        double r = 1 / phi;
        double q = expected / (expected + r);
        double lnAt = -r * Math.log1p(expected * phi);
        double sum = 0;
        for (long j = 0; j <= count; j++) {
            sum += Math.exp(lnAt);
            if (sum >= 1) {
                return 1;
            }
            lnAt += Math.log((j + r) / (j + 1) * q);
        }
        return sum;
    }
}
