package io.tidewatch.text;

import io.tidewatch.feedback.Label;

/**
 * Evidence → probabilities of the three labels. Evidence is on the lexicon's scale: −2 is one plain word of blame.
 *
 * @param negative probability
 * @param neutral probability
 * @param positive probability
 */
record Polarity(double negative, double neutral, double positive) {
    private static final double SLOPE = 1.3;
    /** How much evidence neutral has in advance. */
    private static final double NEUTRAL = 1.0;

    private static final double MOST = 6;

    static Polarity of(double evidence) {
        double x = Math.max(-MOST, Math.min(MOST, evidence));
        double n = Math.exp(-SLOPE * x - NEUTRAL);
        double p = Math.exp(SLOPE * x - NEUTRAL);
        double sum = n + p + 1;
        return new Polarity(n / sum, 1 / sum, p / sum);
    }

    Label label() {
        if (negative >= neutral && negative >= positive) {
            return Label.NEGATIVE;
        }
        return positive >= neutral ? Label.POSITIVE : Label.NEUTRAL;
    }

    /** −1…1. */
    double score() {
        return round(positive - negative);
    }

    /** Probability of the label. */
    double confidence() {
        return round(Math.max(neutral, Math.max(negative, positive)));
    }

    private static double round(double d) {
        return Math.rint(d * 10_000) / 10_000;
    }
}
