package io.tidewatch.text.evaluate;

import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Sentiment;
import io.tidewatch.feedback.Visibility;
import io.tidewatch.text.Analyzer;
import io.tidewatch.text.sentiment.Judge;
import io.tidewatch.text.sentiment.LabelledText;

/** The whole analysis, as it runs. */
public final class AnalyzerJudge implements Judge {
    private final Analyzer analyzer;

    public AnalyzerJudge(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    @Override
    public Odds judge(LabelledText text) {
        Sentiment s = analyzer.analyze(post(text.text())).sentiment();
        if (s.label() == Label.NEUTRAL) {
            double rest = 1 - s.confidence();
            return new Odds((rest - s.score()) / 2, s.confidence(), (rest + s.score()) / 2);
        }
        double other = Math.max(0, s.confidence() - Math.abs(s.score()));
        double neutral = Math.max(0, 1 - s.confidence() - other);
        return s.label() == Label.POSITIVE
                ? new Odds(other, neutral, s.confidence())
                : new Odds(s.confidence(), neutral, other);
    }

    private static Feedback post(String text) {
        return Feedback.builder("1", "evaluation", 0)
                .channel("review")
                .eventOffset(0)
                .text(text)
                .visibility(Visibility.PUBLIC)
                .build();
    }
}
