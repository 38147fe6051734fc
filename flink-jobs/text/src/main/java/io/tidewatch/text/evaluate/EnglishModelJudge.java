package io.tidewatch.text.evaluate;

import io.tidewatch.text.sentiment.EnglishModel;
import io.tidewatch.text.sentiment.EnglishPass;
import io.tidewatch.text.sentiment.Judge;
import io.tidewatch.text.sentiment.LabelledText;

/** The English model alone, without the lexicon's sentiment words. For one thread. */
final class EnglishModelJudge implements Judge {
    private final EnglishPass pass;

    EnglishModelJudge(EnglishModel model) {
        this.pass = new EnglishPass(model);
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
