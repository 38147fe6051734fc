package io.tidewatch.text.evaluate;

import io.tidewatch.feedback.Label;
import io.tidewatch.text.sentiment.Judge;
import io.tidewatch.text.sentiment.LabelledText;
import java.util.List;
import java.util.Set;

/** The plain way, of three classes: the likeliest label of a {@link TfIdfRegression}, which says nothing of how sure it is. */
final class TfIdfJudge implements Judge {
    private final TfIdfRegression regression;

    private TfIdfJudge(TfIdfRegression regression) {
        this.regression = regression;
    }

    static TfIdfJudge train(List<LabelledText> texts) {
        return new TfIdfJudge(TfIdfRegression.train(
                texts.stream().map(LabelledText::text).toList(),
                texts.stream().map(t -> Set.of(t.label().wire())).toList()));
    }

    @Override
    public Odds judge(LabelledText text) {
        String best = regression.best(text.text());
        return new Odds(
                best.equals(Label.NEGATIVE.wire()) ? 1 : 0,
                best.equals(Label.NEUTRAL.wire()) ? 1 : 0,
                best.equals(Label.POSITIVE.wire()) ? 1 : 0);
    }
}
