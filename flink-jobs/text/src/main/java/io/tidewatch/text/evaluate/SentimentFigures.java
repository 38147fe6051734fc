package io.tidewatch.text.evaluate;

import io.tidewatch.feedback.Label;

/** Counts predicted labels by gold label, and computes the figures. */
public final class SentimentFigures {
    private static final int BINS = 10;
    private static final Label[] LABELS = Label.values();

    private final long[][] counts = new long[LABELS.length][LABELS.length];
    private final double[] promised = new double[BINS];
    private final long[] kept = new long[BINS];
    private long texts;
    private long right;

    /**
     * @param probability of the predicted label, 0–1
     */
    public void add(Label gold, Label predicted, double probability) {
        counts[gold.ordinal()][predicted.ordinal()]++;
        int bin = Math.min(BINS - 1, (int) (probability * BINS));
        promised[bin] += probability;
        texts++;
        if (gold == predicted) {
            right++;
            kept[bin]++;
        }
    }

    /** Number of texts. */
    public long texts() {
        return texts;
    }

    /** How many texts of a gold label got a predicted one. */
    public long count(Label gold, Label predicted) {
        return counts[gold.ordinal()][predicted.ordinal()];
    }

    /** Share of right answers, 0–1; NaN for no text. */
    public double accuracy() {
        return (double) right / texts;
    }

    /** Mean of the F1 of the labels that occur in the truth. */
    public double macroF1() {
        double sum = 0;
        int labels = 0;
        for (Label l : LABELS) {
            if (occurs(l)) {
                sum += f1(l);
                labels++;
            }
        }
        return sum / labels;
    }

    /** True when a text is truly so. */
    public boolean occurs(Label label) {
        return gold(label) > 0;
    }

    /** Share of those called so that are so; 0 when none was. */
    public double precision(Label label) {
        long predicted = 0;
        for (Label l : LABELS) {
            predicted += count(l, label);
        }
        return predicted == 0 ? 0 : (double) count(label, label) / predicted;
    }

    /** Share of those that are so that were called so; 0 when none is. */
    public double recall(Label label) {
        return gold(label) == 0 ? 0 : (double) count(label, label) / gold(label);
    }

    /** Harmonic mean of precision and recall. */
    public double f1(Label label) {
        double sum = precision(label) + recall(label);
        return sum == 0 ? 0 : 2 * precision(label) * recall(label) / sum;
    }

    /** Expected calibration error over ten bins of probability (Guo and others, 2017). */
    public double calibrationError() {
        double sum = 0;
        for (int b = 0; b < BINS; b++) {
            sum += Math.abs(promised[b] - kept[b]);
        }
        return sum / texts;
    }

    private long gold(Label label) {
        long sum = 0;
        for (Label l : LABELS) {
            sum += count(label, l);
        }
        return sum;
    }
}
