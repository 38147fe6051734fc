package io.tidewatch.text.evaluate;

import io.tidewatch.text.sentiment.Corpus;
import io.tidewatch.text.sentiment.Judge;
import io.tidewatch.text.sentiment.LabelledText;
import io.tidewatch.text.sentiment.SentimentModel;
import io.tidewatch.text.sentiment.SentimentTrainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * How right the model is in a trade that it never learnt from: each domain of two labels is left out of training, near
 * copies of its texts too, and its held-out texts are judged.
 */
public final class UnknownDomains {
    private static final String SHOPPING = "shopping";

    private final Map<String, SentimentFigures> figures = new LinkedHashMap<>();
    private final TreeSet<String> goods = new TreeSet<>();

    private UnknownDomains() {}

    /** @param done called for each domain when it is measured, a line for people */
    public static UnknownDomains measure(Corpus corpus, Consumer<String> done) {
        UnknownDomains out = new UnknownDomains();
        TreeSet<String> domains = new TreeSet<>();
        for (LabelledText t : corpus.heldOut()) {
            if (!t.threeClass()) {
                domains.add(t.domain());
                if (t.file().contains(SHOPPING)) {
                    out.goods.add(t.domain());
                }
            }
        }
        for (String domain : domains) {
            SentimentFigures figures = measure(corpus, domain);
            out.figures.put(domain, figures);
            done.accept(String.format(Locale.ROOT, "%s: accuracy %.3f", domain, figures.accuracy()));
        }
        return out;
    }

    private static SentimentFigures measure(Corpus corpus, String domain) {
        List<LabelledText> training = corpus.trainingWithout(domain);
        SentimentModel model = SentimentTrainer.trainPositive(training);
        Judge judge = new ModelJudge(model);
        SentimentFigures figures = new SentimentFigures();
        for (LabelledText t : corpus.heldOut()) {
            if (t.domain().equals(domain)) {
                Judge.Odds odds = judge.judge(t);
                boolean positive = odds.positive() >= odds.negative();
                double both = odds.positive() + odds.negative();
                figures.add(
                        t.label(),
                        positive ? io.tidewatch.feedback.Label.POSITIVE : io.tidewatch.feedback.Label.NEGATIVE,
                        Math.max(odds.positive(), odds.negative()) / both);
            }
        }
        return figures;
    }

    /** The table, as Markdown. */
    public String markdown() {
        StringBuilder out = new StringBuilder(
                "### Domain left out of training, model alone\n\n"
                        + "| domain | texts | accuracy | macro-F1 | calibration error |\n| --- | ---: | ---: | ---: | ---: |\n");
        double sum = 0;
        for (Map.Entry<String, SentimentFigures> e : figures.entrySet()) {
            SentimentFigures f = e.getValue();
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.3f | %.3f | %.3f |%n",
                    e.getKey(),
                    f.texts(),
                    f.accuracy(),
                    f.macroF1(),
                    f.calibrationError()));
            sum += goods.contains(e.getKey()) ? f.accuracy() : 0;
        }
        if (!goods.isEmpty()) {
            out.append(String.format(
                    Locale.ROOT, "| mean of the %d goods | | %.3f | | |%n", goods.size(), sum / goods.size()));
        }
        return out.toString();
    }
}
