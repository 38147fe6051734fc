package io.tidewatch.text.hanlp;

import com.hankcs.hanlp.classification.classifiers.NaiveBayesClassifier;
import com.hankcs.hanlp.classification.corpus.MemoryDataSet;
import com.hankcs.hanlp.classification.tokenizers.BigramTokenizer;
import com.hankcs.hanlp.classification.utilities.io.ConsoleLogger;
import com.hankcs.hanlp.classification.utilities.io.ILogger;
import io.tidewatch.feedback.Label;
import io.tidewatch.text.sentiment.Judge;
import io.tidewatch.text.sentiment.LabelledText;
import java.util.List;
import java.util.Map;

/** HanLP's own classifier over its character bigrams, to measure beside. */
public final class HanLpNaiveBayes implements Judge {
    private final NaiveBayesClassifier classifier;

    private HanLpNaiveBayes(NaiveBayesClassifier classifier) {
        this.classifier = classifier;
    }

    /** Learns positive and negative. */
    public static HanLpNaiveBayes train(List<LabelledText> texts) {
        ConsoleLogger.logger = new Silence();
        MemoryDataSet data = new MemoryDataSet();
        data.setTokenizer(new BigramTokenizer());
        for (LabelledText t : texts) {
            if (t.label() != Label.NEUTRAL) {
                data.add(t.label().wire(), t.text());
            }
        }
        NaiveBayesClassifier classifier = new NaiveBayesClassifier();
        classifier.train(data);
        return new HanLpNaiveBayes(classifier);
    }

    @Override
    public Odds judge(LabelledText text) {
        Map<String, Double> odds = classifier.predict(text.text());
        double negative = odds.getOrDefault(Label.NEGATIVE.wire(), 0.0);
        double positive = odds.getOrDefault(Label.POSITIVE.wire(), 0.0);
        double sum = negative + positive;
        return Double.isFinite(sum) && sum > 0
                ? new Odds(negative / sum, 0, positive / sum)
                : new Odds(positive > negative ? 0 : 1, 0, positive > negative ? 1 : 0);
    }

    /** The library prints its progress to standard output, where figures go. */
    private static final class Silence implements ILogger {
        @Override
        public void out(String format, Object... args) {}

        @Override
        public void err(String format, Object... args) {}

        @Override
        public void start(String format, Object... args) {}

        @Override
        public void finish(String format, Object... args) {}
    }
}
