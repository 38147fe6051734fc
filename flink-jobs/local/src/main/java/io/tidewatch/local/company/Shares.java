package io.tidewatch.local.company;

import java.util.List;
import java.util.SplittableRandom;

/** Things that are drawn by their weight. */
final class Shares<T> {
    private final List<T> things;
    private final double[] sums;

    /** @param weights above 0, one for each */
    Shares(List<T> things, double[] weights) {
        this.things = List.copyOf(things);
        this.sums = new double[weights.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            sums[i] = sum;
        }
    }

    /** By the law of Zipf: the n-th weighs {@code n^-exponent}. */
    static <T> Shares<T> zipf(List<T> things, double exponent) {
        double[] weights = new double[things.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = StrictMath.pow(i + 1, -exponent);
        }
        return new Shares<>(things, weights);
    }

    List<T> all() {
        return things;
    }

    /** Part of all draws that gives the thing at a place, 0 to 1. */
    double shareOf(int place) {
        return (sums[place] - (place == 0 ? 0 : sums[place - 1])) / sums[sums.length - 1];
    }

    T draw(SplittableRandom r) {
        double at = r.nextDouble() * sums[sums.length - 1];
        int low = 0;
        int high = sums.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[middle] > at) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return things.get(low);
    }
}
