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

    private static final double PER_LOG_ODDS = 1.06;
    private static final double PER_WORD = 0.1;
    private static final double PER_WORD_IF_BRIEF = 0.2;
    private static final double PER_FRESH_WORD = 1.0;
    private static final double PER_TURNED = 1.3;
    private static final double SHIFT = 0.08;
    private static final double MOST_FRESH = 4;
    /** Characters under which a text is brief. */
    private static final int BRIEF = 20;

    /** Log-odds of neutral for a text that leans to no side; it falls with the leaning. */
    private static final double DOUBT = -0.4;

    private static final double DOUBT_WITHOUT_WORDS = 0.5;
    private static final double DOUBT_OF_QUESTIONS = 4;
    private static final double DOUBT_LIFTED = 1.5;

    static Polarity of(double evidence) {
        double x = Math.max(-MOST, Math.min(MOST, evidence));
        double n = Math.exp(-SLOPE * x - NEUTRAL);
        double p = Math.exp(SLOPE * x - NEUTRAL);
        double sum = n + p + 1;
        return new Polarity(n / sum, 1 / sum, p / sum);
    }

    /**
     * Words and model together, for a whole text. The weights were fitted on labelled reviews that the model had not seen;
     * words that it has learnt add little to it, others count in full.
     *
     * @param evidence of all words
     */
    static Polarity of(double evidence, Leaning leaning) {
        boolean brief = leaning.length() < BRIEF;
        double words = (brief ? PER_WORD_IF_BRIEF : PER_WORD) * clip(evidence, MOST);
        double others = PER_FRESH_WORD * clip(leaning.fresh(), MOST_FRESH) + PER_TURNED * clip(leaning.turned(), MOST_FRESH);
        double x = PER_LOG_ODDS * leaning.praise() + words + others + SHIFT;
        double doubt = leaning.asks() && evidence == 0 ? DOUBT_OF_QUESTIONS : evidence == 0 ? DOUBT_WITHOUT_WORDS : DOUBT;
        double plain = Math.max(leaning.plain(), doubt - DOUBT_LIFTED * Math.abs(x));
        double neutral = 1 / (1 + Math.exp(-plain));
        double positive = 1 / (1 + Math.exp(-x));
        return new Polarity((1 - neutral) * (1 - positive), neutral, (1 - neutral) * positive);
    }

    private static double clip(double x, double most) {
        return Math.max(-most, Math.min(most, x));
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
