package io.tidewatch.surge.filter;

import java.util.SplittableRandom;

/** Counts of a Poisson distribution, as the tests of this package draw them. */
final class Poisson {
    private Poisson() {}

    /** @param mean up to some hundreds */
    static int count(double mean, SplittableRandom random) {
        double limit = Math.exp(-mean);
        int n = -1;
        for (double p = 1; p > limit; n++) {
            p *= random.nextDouble();
        }
        return n;
    }
}
