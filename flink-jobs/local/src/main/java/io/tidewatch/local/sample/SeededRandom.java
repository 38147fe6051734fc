package io.tidewatch.local.sample;

import java.util.SplittableRandom;

/** Draws that give the same values on every machine. */
final class SeededRandom {
    private SeededRandom() {}

    static SplittableRandom of(long seed, long part) {
        return new SplittableRandom(mix(seed) ^ mix(part * 0x9E3779B97F4A7C15L + 1));
    }

    /** Spreads near numbers far apart (finalizer of SplitMix64, Steele et al. 2014). */
    static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
        return b ^ b >>> 31;
    }

    static boolean hit(SplittableRandom r, double probability) {
        return r.nextDouble() < probability;
    }

    /** @param mean 0 to 500 */
    static int poisson(SplittableRandom r, double mean) {
        double limit = StrictMath.exp(-mean);
        double p = r.nextDouble();
        int n = 0;
        while (p > limit) {
            p *= r.nextDouble();
            n++;
        }
        return n;
    }

    static double normal(SplittableRandom r) {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - r.nextDouble())) * StrictMath.cos(2 * Math.PI * r.nextDouble());
    }

    static double logNormal(SplittableRandom r, double median, double sigma) {
        return median * StrictMath.exp(sigma * normal(r));
    }

    @SafeVarargs
    static <T> T oneOf(SplittableRandom r, T... values) {
        return values[r.nextInt(values.length)];
    }
}
