package io.tidewatch.text.sentiment;

import java.util.Arrays;

/**
 * Which trades a text is from: shares that together make at most 1. What is positive in one trade is negative in
 * another (a long book, a long wait), so the trades' weights are mixed by these shares. Reused from text to text by one
 * thread.
 */
final class TradeShares {
    /** Trades of a smaller share are left out. */
    private static final double MIN = 0.03;
    /** Evidence of a trade that was never learnt from, on the recogniser's scale, where 0 is the mean of the known ones. */
    private static final double UNKNOWN = 1;

    private final TradeWeights recogniser;
    private final int shift;
    private final double[] evidence;
    private final int[] trade;
    private final float[] share;
    private int size;

    /** @param bits of the buckets' numbers in {@link Grams} */
    TradeShares(TradeWeights recogniser, int bits) {
        this.recogniser = recogniser;
        this.shift = bits - recogniser.bits();
        this.evidence = new double[recogniser.trades()];
        this.trade = new int[recogniser.trades()];
        this.share = new float[recogniser.trades()];
    }

    /** Reads a text's runs; the other methods then answer for it. */
    void read(Grams grams) {
        size = 0;
        if (evidence.length == 0) {
            return;
        }
        Arrays.fill(evidence, 0);
        int places = grams.places();
        int run = 0;
        int count = 0;
        for (int i = 0; i < places; i++) {
            int runs = Math.min(Grams.MAX_LENGTH, places - i);
            int read = Math.min(TradeWeights.MAX_LENGTH, runs);
            for (int k = 0; k < read; k++) {
                int bucket = grams.bucket(run + k) >>> shift;
                for (int t = 0; t < evidence.length; t++) {
                    evidence[t] += recogniser.of(bucket, t);
                }
            }
            count += read;
            run += runs;
        }
        double most = UNKNOWN;
        for (int t = 0; t < evidence.length; t++) {
            evidence[t] = evidence[t] / Math.sqrt(count);
            most = Math.max(most, evidence[t]);
        }
        double sum = Math.exp(UNKNOWN - most);
        for (int t = 0; t < evidence.length; t++) {
            evidence[t] = Math.exp(evidence[t] - most);
            sum += evidence[t];
        }
        for (int t = 0; t < evidence.length; t++) {
            if (evidence[t] > MIN * sum) {
                trade[size] = t;
                share[size++] = (float) (evidence[t] / sum);
            }
        }
    }

    /** Number of trades of some share. */
    int size() {
        return size;
    }

    /** Weight of a bucket, mixed by the shares. */
    float mixed(TradeWeights weights, int bucket) {
        float sum = 0;
        for (int i = 0; i < size; i++) {
            sum += share[i] * weights.of(bucket, trade[i]);
        }
        return sum;
    }
}
