package io.tidewatch.text.issue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Reads the clauses of one text after another with an {@link IssueModel}. Used by one thread. */
public final class IssuePass {
    private final IssueModel model;
    private final ClauseRuns runs;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> said = new HashMap<>();
    private final int[] marked = new int[ClauseMark.values().length];
    private final int leaves;
    private final int none;

    /** Of each clause what its own runs say, then what they say as a neighbour's. */
    private float[] own = new float[0];

    private float[] near = new float[0];
    private int[] count = new int[32];
    private double[] probability = new double[0];
    private int[] best = new int[32];
    private final int[] sums;
    private final int[] row = new int[IssueModel.BLOCK];
    private final int apart;
    private final int[] aside = new int[ClauseMark.values().length];
    private final float[] around;

    public IssuePass(IssueModel model) {
        this.model = model;
        this.runs = new ClauseRuns(model.bits());
        this.leaves = model.leaves().size();
        this.apart = ClauseRuns.apart(model.bits());
        this.none = model.leaves().indexOf(IssueModel.NONE);
        for (ClauseMark mark : ClauseMark.values()) {
            marked[mark.ordinal()] = ClauseRuns.mark(mark, model.bits());
        }
        this.sums = new int[leaves];
        this.around = new float[leaves];
        for (int i = 0; i < leaves; i++) {
            numbers.put(model.leaves().get(i), i);
            said.put(model.leaves().get(i), ClauseRuns.said(model.leaves().get(i), model.bits()));
        }
    }

    /**
     * Reads all clauses of a text; the other methods then answer for them.
     *
     * @param from where each clause begins, rising
     * @param to one past its last character
     * @param words of each clause the leaf that words say it complains of, empty where they say nothing
     * @param marks of each clause its {@link ClauseMark}s, a bit each
     * @param clauses how many
     */
    public void read(char[] text, int[] from, int[] to, String[] words, long[] marks, int clauses) {
        if (count.length < clauses) {
            count = new int[Integer.highestOneBit(clauses) * 2];
            best = new int[count.length];
        }
        if (own.length < clauses * leaves) {
            own = new float[count.length * leaves];
            near = new float[own.length];
            probability = new double[own.length];
        }
        for (int c = 0; c < clauses; c++) {
            runs.read(text, from[c], to[c]);
            count[c] = runs.size;
            Arrays.fill(own, c * leaves, (c + 1) * leaves, 0);
            add(runs.bucket, 0, runs.size, own, c, (float) ClauseRuns.each(runs.size));
            Integer bucket = said.get(words[c]);
            if (bucket != null) {
                aside[0] = bucket;
                add(aside, 0, 1, own, c, 1);
            }
            int size = 0;
            for (long left = marks[c]; left != 0; left &= left - 1) {
                aside[size++] = marked[Long.numberOfTrailingZeros(left)];
            }
            add(aside, 0, size, own, c, (float) ClauseRuns.MARK);
            if (clauses > 1) {
                Arrays.fill(near, c * leaves, (c + 1) * leaves, 0);
                add(runs.bucket, apart, runs.size, near, c, 1);
            }
        }
        for (int c = 0; c < clauses; c++) {
            judge(from, to, c, clauses);
        }
    }

    /** Adds what buckets say, so many times, to what is known of a clause. */
    private void add(int[] bucket, int apart, int size, float[] of, int clause, float times) {
        if (size == 0) {
            return;
        }
        Arrays.fill(sums, 0);
        model.add(bucket, apart, size, sums, row);
        for (int leaf = 0; leaf < leaves; leaf++) {
            of[clause * leaves + leaf] += sums[leaf] * times;
        }
    }

    private void judge(int[] from, int[] to, int c, int clauses) {
        Arrays.fill(around, 0);
        int neighbours = 0;
        for (int n = c - 1; n >= 0 && to[n] > from[c] - ClauseRuns.AROUND; n--) {
            neighbours += addNeighbour(n);
        }
        for (int n = c + 1; n < clauses && from[n] < to[c] + ClauseRuns.AROUND; n++) {
            neighbours += addNeighbour(n);
        }
        float each = (float) (ClauseRuns.NEAR * ClauseRuns.each(neighbours));
        int at = c * leaves;
        double most = Double.NEGATIVE_INFINITY;
        for (int leaf = 0; leaf < leaves; leaf++) {
            double e = model.evidence(leaf, own[at + leaf] + each * around[leaf]);
            probability[at + leaf] = e;
            if (e > most) {
                most = e;
                best[c] = leaf;
            }
        }
        double all = 0;
        for (int leaf = 0; leaf < leaves; leaf++) {
            probability[at + leaf] = Math.exp(probability[at + leaf] - most);
            all += probability[at + leaf];
        }
        for (int leaf = 0; leaf < leaves; leaf++) {
            probability[at + leaf] /= all;
        }
    }

    private int addNeighbour(int clause) {
        int at = clause * leaves;
        for (int leaf = 0; leaf < leaves; leaf++) {
            around[leaf] += near[at + leaf];
        }
        return count[clause];
    }

    /** Number of what a clause most likely is, leaf or not. */
    public int best(int clause) {
        return best[clause];
    }

    /** Probability of one in a clause, 0…1. */
    public double probability(int clause, int number) {
        return probability[clause * leaves + number];
    }

    /** Number of a leaf, or −1 when the model does not know it. */
    public int number(String leaf) {
        return numbers.getOrDefault(leaf, -1);
    }

    /** Probability that a clause complains of nothing, 0…1. */
    public double none(int clause) {
        return none < 0 ? 0 : probability(clause, none);
    }

    /** Id of a leaf, {@code other}, or {@link IssueModel#NONE}. */
    public String leaf(int number) {
        return model.leaves().get(number);
    }
}
