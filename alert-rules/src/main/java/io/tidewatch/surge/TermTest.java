package io.tidewatch.surge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which words of a window are more frequent than they usually are.
 *
 * <p>Each word is compared to the background by the log-likelihood ratio G² of its 2×2 table (Dunning 1993, "Accurate
 * methods for the statistics of surprise and coincidence"), which is χ² distributed with one degree of freedom when nothing
 * has changed. Over all words of the window the p-values are turned into false
 * discovery rates ({@link BenjaminiHochberg}): of the words reported at a rate of 0.05, at most one in twenty is expected to be a chance.
 */
public final class TermTest {
    private TermTest() {}

    /**
     * A word and in how many messages it was.
     *
     * @param inWindow messages of the window with it, from 1
     * @param before messages of the background with it, from 0
     */
    public record Count(String word, long inWindow, long before) {}

    /**
     * What the test says of a word.
     *
     * @param expected messages of the window with it, had nothing changed
     * @param lift its share in the window / its share before; half a message is added before, so that it is finite
     * @param g2 log-likelihood ratio; 0 when it became no more frequent
     * @param fdr false discovery rate, 0…1
     */
    public record Verdict(String word, double expected, double lift, double g2, double fdr) {}

    /**
     * Tests all words of a window.
     *
     * @param window messages in it
     * @param before messages in the background
     * @return most surprising first, ties by word
     */
    public static List<Verdict> of(List<Count> words, long window, long before) {
        List<Verdict> raw = new ArrayList<>(words.size());
        for (Count c : words) {
            double usual = (Math.min(c.before, before) + 0.5) / (before + 1.0);
            double lift = (double) c.inWindow / window / usual;
            double g2 = (double) c.inWindow / window > (double) c.before / Math.max(1, before)
                    ? g2(c.inWindow, window, Math.min(c.before, before), before)
                    : 0;
            raw.add(new Verdict(c.word, usual * window, lift, g2, pValue(g2)));
        }
        raw.sort(Comparator.comparingDouble((Verdict v) -> -v.g2).thenComparing(Verdict::word));
        double[] rates =
                BenjaminiHochberg.rates(raw.stream().mapToDouble(Verdict::fdr).toArray(), raw.size());
        List<Verdict> out = new ArrayList<>(raw.size());
        for (int i = 0; i < rates.length; i++) {
            Verdict v = raw.get(i);
            out.add(new Verdict(v.word, v.expected, v.lift, v.g2, rates[i]));
        }
        return out;
    }

    /** G² of a word in a of b messages now and in c of d before. */
    static double g2(long a, long b, long c, long d) {
        double all = b + d;
        double with = a + c;
        double without = all - with;
        double sum = term(a, b * with / all)
                + term(c, d * with / all)
                + term(b - a, b * without / all)
                + term(d - c, d * without / all);
        return Math.max(0, 2 * sum);
    }

    private static double term(double observed, double expected) {
        return observed <= 0 || expected <= 0 ? 0 : observed * Math.log(observed / expected);
    }

    /** Upper tail of χ² with one degree of freedom: erfc(√(g2 / 2)). */
    static double pValue(double g2) {
        return g2 <= 0 ? 1 : Math.min(1, erfc(Math.sqrt(g2 / 2)));
    }

    /** For x ≥ 0, relative error below 1.2e-7 (Press et al., Numerical Recipes in C, 2nd edition, section 6.2). */
    private static double erfc(double x) {
        double t = 1 / (1 + 0.5 * x);
        double[] c = {
            -1.26551223,
            1.00002368,
            0.37409196,
            0.09678418,
            -0.18628806,
            0.27886807,
            -1.13520398,
            1.48851587,
            -0.82215223,
            0.17087277
        };
        double sum = 0;
        for (int i = c.length - 1; i >= 0; i--) {
            sum = sum * t + c[i];
        }
        return t * Math.exp(-x * x + sum);
    }
}
