package io.tidewatch.job.annotate;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Sentiment;
import java.util.List;

/** Finds a complaint where the text says 慢, masks eleven digits, breaks where the text says BREAK. */
public final class FakeAnalysis implements TextAnalysis {
    public static final Factory FACTORY = FakeAnalysis::new;

    @Override
    public AnnotatedFeedback analyze(Feedback f) {
        if (f.text().contains("BREAK")) {
            throw new IllegalStateException(f.text());
        }
        if (f.text().contains("OVERFLOW")) {
            throw new StackOverflowError();
        }
        boolean slow = f.text().contains("慢");
        return AnnotatedFeedback.builder(f)
                .tokens(f.text())
                .contentHash("c")
                .voiceKey("v")
                .simhash(1)
                .foldable(true)
                .sentiment(new Sentiment(slow ? Label.NEGATIVE : Label.NEUTRAL, slow ? -0.9 : 0, 0.9))
                .opinions(
                        slow
                                ? List.of(new Opinion("logistics.transit_delay", Label.NEGATIVE, -0.9, 0.9, 0, 1, true))
                                : List.of())
                .grade(2)
                .analysisVersion("fake")
                .build();
    }

    @Override
    public AnnotatedFeedback again(AnnotatedFeedback stored) {
        return analyze(stored.feedback());
    }

    @Override
    public String version() {
        return "fake";
    }

    @Override
    public String mask(String text) {
        return text.replaceAll("[0-9]{11}", "<phone>");
    }
}
