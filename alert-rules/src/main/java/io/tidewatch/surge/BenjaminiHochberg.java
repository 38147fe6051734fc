package io.tidewatch.surge;

import java.util.Arrays;
import java.util.Comparator;

/**
 * What is to be believed of many tests at once. Of m tests in which nothing is there, m times p pass a p-value of p by chance; so
 * the smaller p-values are measured by how many tests were made and how many others are as small.
 *
 * <p>Source: Benjamini and Hochberg, Controlling the False Discovery Rate, Journal of the Royal Statistical Society B 57
 * (1995), with p-values adjusted as Yekutieli and Benjamini (1999) write them.
 */
public final class BenjaminiHochberg {
    private BenjaminiHochberg() {}

    /**
     * The false discovery rate of each test: when all that have it or less are reported, at most so large a share of them is
     * expected to be chance. The i-th smallest p-value has the least of p(j) · m / j over all j from i on, at most 1.
     *
     * @param p p-values, 0…1, in any order
     * @param tests m: how many tests were made, at least as many as there are p-values; those that are left out have larger ones
     * @return in the order of {@code p}
     * @throws IllegalArgumentException when a p-value is none, or there are more than tests
     */
    public static double[] rates(double[] p, long tests) {
        if (tests < p.length) {
            throw new IllegalArgumentException("tests: " + tests + ", expected at least the " + p.length + " p-values");
        }
        Integer[] order = new Integer[p.length];
        for (int i = 0; i < p.length; i++) {
            if (!(p[i] >= 0 && p[i] <= 1)) {
                throw new IllegalArgumentException("p[" + i + "]: " + p[i] + ", expected a p-value from 0 to 1");
            }
            order[i] = i;
        }
        Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
        double[] rates = new double[p.length];
        double least = 1;
        for (int rank = p.length; rank > 0; rank--) {
            int i = order[rank - 1];
            least = Math.min(least, p[i] * tests / rank);
            rates[i] = least;
        }
        return rates;
    }
}
