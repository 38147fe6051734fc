package io.tidewatch.text.issue;

import java.util.Arrays;

/** Reads clauses with the model. Reused by one thread. */
public final class IssuePass {
    private final IssueModel model;
    private final ClauseRuns runs;
    private final double[] probability;
    private final int none;

    public IssuePass(IssueModel model) {
        this.model = model;
        this.runs = new ClauseRuns(model.bits());
        this.probability = new double[model.leaves().size()];
        this.none = model.leaves().indexOf(IssueModel.NONE);
    }

    /**
     * Reads a clause; {@link #probability} then answers for it.
     *
     * @param before where its neighbours begin; {@code from} without any
     * @param after one past their last character; {@code to} without any
     * @return number of the likeliest, leaf or not
     */
    public int read(char[] text, int from, int to, int before, int after) {
        runs.read(text, from, to, before, after);
        Arrays.fill(probability, 0);
        for (int i = 0; i < runs.size; i++) {
            model.add(runs.bucket[i], runs.value[i], probability);
        }
        double most = Double.NEGATIVE_INFINITY;
        int best = 0;
        for (int leaf = 0; leaf < probability.length; leaf++) {
            probability[leaf] = model.evidence(leaf, probability[leaf]);
            if (probability[leaf] > most) {
                most = probability[leaf];
                best = leaf;
            }
        }
        double all = 0;
        for (int leaf = 0; leaf < probability.length; leaf++) {
            probability[leaf] = Math.exp(probability[leaf] - most);
            all += probability[leaf];
        }
        for (int leaf = 0; leaf < probability.length; leaf++) {
            probability[leaf] /= all;
        }
        return best;
    }

    /** Probability of one in the clause that was read, 0…1. */
    public double probability(int number) {
        return probability[number];
    }

    /** Probability that the clause that was read complains of nothing, 0…1. */
    public double none() {
        return none < 0 ? 0 : probability[none];
    }

    /** Id of a leaf, {@code other}, or {@link IssueModel#NONE}. */
    public String leaf(int number) {
        return model.leaves().get(number);
    }
}
