package io.tidewatch.text.evaluate;

import io.tidewatch.text.sentiment.Judge;
import io.tidewatch.text.sentiment.LabelledText;
import io.tidewatch.text.sentiment.SentimentModel;
import io.tidewatch.text.sentiment.SentimentPass;

/** The model alone, without the lexicon's sentiment words. For one thread. */
public final class ModelJudge implements Judge {
    private final SentimentPass pass;

    public ModelJudge(SentimentModel model) {
        this.pass = new SentimentPass(model);
    }

    @Override
    public Odds judge(LabelledText text) {
        char[] letters = text.text().toCharArray();
        pass.read(letters, letters.length);
        double plain = share(pass.plain());
        double positive = share(pass.positive());
        return new Odds((1 - plain) * (1 - positive), plain, (1 - plain) * positive);
    }

    private static double share(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
