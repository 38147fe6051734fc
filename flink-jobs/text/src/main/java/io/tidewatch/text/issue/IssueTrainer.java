package io.tidewatch.text.issue;

import io.tidewatch.hash.StableHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Trains the model: multinomial logistic regression by stochastic gradient descent with a step for each weight (AdaGrad, Duchi, Hazan
 * and Singer, 2011), features as {@link ClauseRuns} reads them. Rare leaves count more, by the square root of how
 * rare. One thread, and an order that the hashes of the texts give: the same examples in any order give the same bytes.
 */
public final class IssueTrainer {
    private static final int BITS = 15;
    private static final int PASSES = 6;
    private static final double STEP = 0.25;
    private static final double SHRINKING = 2e-6;
    private static final double NEGLIGIBLE = 1e-4;
    /** A rare leaf counts at most so many times as much. */
    private static final double RARE = 4;

    private static final int LEAST_EXAMPLES = 8;

    private IssueTrainer() {}

    /**
     * @param unsorted in any order; leaves of fewer than eight examples are left out
     * @throws IllegalArgumentException when fewer than two leaves are left
     */
    public static IssueModel train(List<IssueExample> unsorted) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        unsorted.forEach(e -> counts.merge(e.leaf(), 1, Integer::sum));
        counts.values().removeIf(n -> n < LEAST_EXAMPLES);
        if (counts.size() < 2) {
            throw new IllegalArgumentException("examples of " + counts.keySet() + ", expected " + LEAST_EXAMPLES
                    + " or more of at least two leaves");
        }
        List<String> leaves = List.copyOf(counts.keySet());
        record Keyed(String key, IssueExample example) {}
        List<Keyed> sorted = new ArrayList<>();
        for (IssueExample e : unsorted) {
            if (counts.containsKey(e.leaf())) {
                sorted.add(new Keyed(StableHash.sha256(e.of().text() + "\n" + e.clause() + "\n" + e.leaf(), 16), e));
            }
        }
        sorted.sort(Comparator.comparing(Keyed::key));
        int size = leaves.size();
        int[] sizes = leaves.stream().mapToInt(l -> counts.getOrDefault(l, 1)).toArray();
        float[] w = new float[size << BITS];
        float[] g = new float[w.length];
        float[] constants = new float[size];
        float[] constantsG = new float[size];
        double mean = (double) sorted.size() / size;
        ExampleRuns runs = new ExampleRuns(BITS);
        double[] p = new double[size];
        for (int pass = 0; pass < PASSES; pass++) {
            for (Keyed k : sorted) {
                IssueExample e = k.example;
                runs.read(e);
                int own = leaves.indexOf(e.leaf());
                double weight = e.weight() * Math.min(RARE, Math.sqrt(mean / sizes[own]));
                odds(w, constants, runs, p);
                for (int leaf = 0; leaf < size; leaf++) {
                    double error = weight * (p[leaf] - (leaf == own ? 1 : 0));
                    if (Math.abs(error) < NEGLIGIBLE) {
                        continue;
                    }
                    constantsG[leaf] += (float) (error * error);
                    constants[leaf] -= (float) (STEP * error / Math.sqrt(constantsG[leaf] + 1));
                    for (int run = 0; run < runs.size; run++) {
                        int i = runs.bucket[run] * size + leaf;
                        double d = error * runs.value[run];
                        g[i] += (float) (d * d);
                        w[i] -= (float) (STEP * (d / Math.sqrt(g[i] + 1e-3) + SHRINKING * w[i]));
                    }
                }
            }
        }
        return IssueModel.of(leaves, BITS, w, constants);
    }

    private static void odds(float[] w, float[] constants, ExampleRuns runs, double[] p) {
        int size = p.length;
        Arrays.fill(p, 0);
        for (int run = 0; run < runs.size; run++) {
            int at = runs.bucket[run] * size;
            for (int leaf = 0; leaf < size; leaf++) {
                p[leaf] += runs.value[run] * w[at + leaf];
            }
        }
        double most = Double.NEGATIVE_INFINITY;
        for (int leaf = 0; leaf < size; leaf++) {
            p[leaf] += constants[leaf];
            most = Math.max(most, p[leaf]);
        }
        double all = 0;
        for (int leaf = 0; leaf < size; leaf++) {
            p[leaf] = StrictMath.exp(p[leaf] - most);
            all += p[leaf];
        }
        for (int leaf = 0; leaf < size; leaf++) {
            p[leaf] /= all;
        }
    }
}
