package io.tidewatch.text.issue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads clauses with the model. Reused by one thread. */
public final class IssuePass {
    private final IssueModel model;
    private final ClauseRuns runs;
    private final double[] probability;
    private final int none;
    private final Map<String, Integer> numbers = new HashMap<>();

    public IssuePass(IssueModel model) {
        this.model = model;
        this.runs = new ClauseRuns(model.bits());
        this.probability = new double[model.leaves().size()];
        this.none = model.leaves().indexOf(IssueModel.NONE);
        for (int i = 0; i < probability.length; i++) {
            numbers.put(model.leaves().get(i), i);
        }
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

    /**
     * Probabilities of all in the clause that was read, in order of the model's leaves.
     *
     * @param room filled and returned when it is long enough; may be null
     */
    public double[] probabilities(double @Nullable [] room) {
        double[] out = room == null || room.length < probability.length ? new double[probability.length] : room;
        System.arraycopy(probability, 0, out, 0, probability.length);
        return out;
    }

    /** Number of a leaf, or −1 when the model does not know it. */
    public int number(String leaf) {
        return numbers.getOrDefault(leaf, -1);
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
