package io.tidewatch.text.sentiment;

/** Reads English texts with the model. Reused from text to text by one thread. */
public final class EnglishPass {
    private final EnglishModel model;
    private final EnglishWords words;
    private final int shift;
    private double positive;
    private double plain;

    public EnglishPass(EnglishModel model) {
        this.model = model;
        this.words = new EnglishWords(model.positive().bits());
        this.shift = model.positive().bits() - model.plain().bits();
    }

    /** Reads a text; the other methods then answer for it. */
    public void read(char[] text, int length) {
        words.read(text, length);
        double positiveSum = 0;
        double plainSum = 0;
        for (int i = 0; i < words.size(); i++) {
            int bucket = words.bucket(i);
            positiveSum += words.value(i) * model.positive().of(bucket);
            plainSum += words.value(i) * model.plain().of(bucket >>> shift);
        }
        boolean empty = words.words() == 0;
        positive = empty ? 0 : model.positiveLogOdds().logOdds(model.positive().evidence(positiveSum, words.words()));
        plain = empty ? 0 : model.plainOdds().logOdds(model.plain().evidence(plainSum, words.words()));
    }

    /** Log-odds of positive against negative in the text, calibrated; 0 when it has no words. */
    public double positive() {
        return positive;
    }

    /** Log-odds of the text being a plain statement against its being an opinion, calibrated; 0 when it has no words. */
    public double plain() {
        return plain;
    }
}
