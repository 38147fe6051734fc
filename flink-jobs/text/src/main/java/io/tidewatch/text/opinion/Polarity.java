package io.tidewatch.text.opinion;

import io.tidewatch.feedback.Label;

/**
 * Evidence → probabilities of the three labels. Evidence is on the lexicon's scale: −2 is one plain negative word.
 *
 * @param negative probability
 * @param neutral probability
 * @param positive probability
 */
public record Polarity(double negative, double neutral, double positive) {
    private static final double SLOPE = 1.3;
    /** How much evidence neutral has in advance. */
    private static final double NEUTRAL = 1.0;

    private static final double MAX = 6;

    private static final double PER_LOG_ODDS = 1.0;
    private static final double PER_WORD = 0.16;
    private static final double PER_FRESH_WORD = 1.5;
    private static final double PER_NAMED = 0.7;
    private static final double PER_TURNED = 1.8;
    private static final double MAX_FRESH = 4;
    /** In texts of so many characters what the model does not know of them counts no more. */
    private static final int FRESH_TO = 20;

    /** In texts of fewer characters the model has counted the words already. */
    private static final int WORDS_FROM = 20;

    private static final int NAMED_TO = 45;
    private static final int TURNED_TO = 20;

    /** Log-odds of neutral for a text that leans to no side; it falls the more the text leans. */
    private static final double DOUBT = -0.4;

    private static final double DOUBT_WITHOUT_WORDS = 0.2;
    private static final double DOUBT_OF_OPEN = 5;
    /** Less evidence than this is none. */
    private static final double SENSED = 1.2;

    private static final double MAX_LIFTED_IF_OPEN = 2;
    private static final double DOUBT_LIFTED = 2;

    private static final double ENGLISH_PER_WORD = 0.3;
    private static final double ENGLISH_PER_LOG_ODDS = 0.37;
    private static final double ENGLISH_BEFOREHAND = -0.07;
    private static final double ENGLISH_NEUTRAL = 1.24;
    private static final double ENGLISH_NEUTRAL_WITHOUT_WORDS = 1.85;
    private static final double ENGLISH_PLAIN = 0.73;

    public static Polarity of(double evidence) {
        double x = Math.max(-MAX, Math.min(MAX, evidence));
        double n = Math.exp(-SLOPE * x - NEUTRAL);
        double p = Math.exp(SLOPE * x - NEUTRAL);
        double sum = n + p + 1;
        return new Polarity(n / sum, 1 / sum, p / sum);
    }

    /**
     * Words and model together, for a whole text. The weights were fitted on labelled reviews that the model had not seen;
     * words that it has learnt add little to it; what it
     * does not know (other words, named complaints, denials) counts in short texts.
     *
     * @param evidence of all words
     */
    public static Polarity of(double evidence, ModelPolarity modelPolarity) {
        if (modelPolarity.english()) {
            return ofEnglish(clip(evidence, MAX), modelPolarity);
        }
        double words = (1 - fading(modelPolarity, WORDS_FROM)) * PER_WORD * clip(evidence, MAX);
        double others = fading(modelPolarity, FRESH_TO) * PER_FRESH_WORD * clip(modelPolarity.fresh(), MAX_FRESH)
                + fading(modelPolarity, NAMED_TO) * PER_NAMED * clip(modelPolarity.named(), MAX_FRESH)
                + fading(modelPolarity, TURNED_TO) * PER_TURNED * clip(modelPolarity.turned(), MAX_FRESH);
        double x = PER_LOG_ODDS * modelPolarity.positive() + words + others;
        boolean open = modelPolarity.open() && Math.abs(evidence) < SENSED;
        double doubt = open ? DOUBT_OF_OPEN : evidence == 0 ? DOUBT_WITHOUT_WORDS : DOUBT;
        double lifted = Math.min(open ? MAX_LIFTED_IF_OPEN : MAX, Math.abs(x));
        double plain = Math.max(modelPolarity.plain(), doubt - DOUBT_LIFTED * lifted);
        double neutral = 1 / (1 + Math.exp(-plain));
        double positive = 1 / (1 + Math.exp(-x));
        return new Polarity((1 - neutral) * (1 - positive), neutral, (1 - neutral) * positive);
    }

    /**
     * As {@link #of(double)}, with what the model says of either side and of neutral. Where it has learnt nothing of a text, the
     * words decide, as they do in clauses that deny what they name. The weights were fitted on reviews of trades, and on sentences
     * of patterns, that the model had not seen.
     */
    private static Polarity ofEnglish(double evidence, ModelPolarity modelPolarity) {
        double share = modelPolarity.share();
        double perWord = share * ENGLISH_PER_WORD + (1 - share) * SLOPE;
        double x = perWord * evidence + share * (ENGLISH_PER_LOG_ODDS * modelPolarity.positive() + ENGLISH_BEFOREHAND);
        double doubt = (evidence == 0 ? ENGLISH_NEUTRAL_WITHOUT_WORDS : ENGLISH_NEUTRAL)
                + ENGLISH_PLAIN * modelPolarity.plain();
        double neutral = share * doubt + (1 - share) * NEUTRAL;
        double n = Math.exp(-x - neutral);
        double p = Math.exp(x - neutral);
        double sum = n + p + 1;
        return new Polarity(n / sum, 1 / sum, p / sum);
    }

    /** 1 for a text without length, 0 from a length on: in a long one the model sees enough. */
    private static double fading(ModelPolarity modelPolarity, int to) {
        return Math.max(0, 1 - (double) modelPolarity.length() / to);
    }

    private static double clip(double x, double most) {
        return Math.max(-most, Math.min(most, x));
    }

    public Label label() {
        if (negative >= neutral && negative >= positive) {
            return Label.NEGATIVE;
        }
        return positive >= neutral ? Label.POSITIVE : Label.NEUTRAL;
    }

    /** −1…1. */
    public double score() {
        return round(positive - negative);
    }

    /** Probability of the label. */
    public double confidence() {
        return round(Math.max(neutral, Math.max(negative, positive)));
    }

    private static double round(double d) {
        return Math.rint(d * 10_000) / 10_000;
    }
}
