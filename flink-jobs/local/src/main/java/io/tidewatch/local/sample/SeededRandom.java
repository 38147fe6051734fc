package io.tidewatch.local.sample;

import java.util.SplittableRandom;

/** Draws that give the same values on every machine. */
public final class SeededRandom {
    private SeededRandom() {}

    /** Draws of one part of what is made from a seed. */
    public static SplittableRandom of(long seed, long part) {
        return new SplittableRandom(mix(seed) ^ mix(part * 0x9E3779B97F4A7C15L + 1));
    }

    /** Spreads near numbers far apart (finalizer of SplitMix64, Steele et al. 2014). */
    public static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
        return b ^ b >>> 31;
    }

    /** @param probability 0 to 1 */
    public static boolean hit(SplittableRandom r, double probability) {
        return r.nextDouble() < probability;
    }

    /** @param mean 0 to 500 */
    public static int poisson(SplittableRandom r, double mean) {
        double limit = StrictMath.exp(-mean);
        double p = r.nextDouble();
        int n = 0;
        while (p > limit) {
            p *= r.nextDouble();
            n++;
        }
        return n;
    }

    /** Of the standard normal distribution. */
    public static double normal(SplittableRandom r) {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - r.nextDouble())) * StrictMath.cos(2 * Math.PI * r.nextDouble());
    }

    /** @param sigma standard deviation of the logarithm */
    public static double logNormal(SplittableRandom r, double median, double sigma) {
        return median * StrictMath.exp(sigma * normal(r));
    }

    /**
     * Counts that scatter more than Poisson's.
     *
     * @param mean at least 0
     * @param scatter φ of the negative binomial, 0 to 1: the variance is {@code mean + scatter · mean²}
     */
    public static int negativeBinomial(SplittableRandom r, double mean, double scatter) {
        if (mean <= 0) {
            return 0;
        }
        double rate = scatter * mean < 0.01 ? mean : mean * gamma(r, 1 / scatter) * scatter;
        int n = 0;
        while (rate > 400) {
            n += poisson(r, 400);
            rate -= 400;
        }
        return n + poisson(r, rate);
    }

    /**
     * Gamma with unit scale (Marsaglia and Tsang 2000).
     *
     * @param shape at least 1
     */
    private static double gamma(SplittableRandom r, double shape) {
        double d = shape - 1 / 3.0;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = normal(r);
            double v = StrictMath.pow(1 + c * x, 3);
            if (v > 0 && StrictMath.log(1 - r.nextDouble()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                return d * v;
            }
        }
    }

    @SafeVarargs
    static <T> T oneOf(SplittableRandom r, T... values) {
        return values[r.nextInt(values.length)];
    }
}
