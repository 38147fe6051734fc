package io.tidewatch.text.evaluate;

import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.text.Analyzer;
import io.tidewatch.text.sentiment.Corpus;
import io.tidewatch.text.sentiment.EnglishLessons;
import io.tidewatch.text.sentiment.EnglishModel;
import io.tidewatch.text.sentiment.EnglishTrainer;
import io.tidewatch.text.sentiment.Judge;
import io.tidewatch.text.sentiment.LabelledText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How right sentiment in English is, in three classes: on the held-out fifth of the reviews; on the same texts of a trade that is
 * left out of training; and on tweets to an airline, which are never learnt from.
 */
public final class EnglishEvaluation {
    private static final byte[] ANY_KEY = "no ids are measured here".getBytes(StandardCharsets.UTF_8);
    private static final String LEFT_OUT = ", left out";

    /** Judges of each file, by the same name in all. */
    private final Map<String, Judge> whole = new TreeMap<>();

    private final Map<String, Judge> alone = new TreeMap<>();
    private final Map<String, Judge> regression = new TreeMap<>();
    private final List<LabelledText> judged = new ArrayList<>();
    private final Taxonomy taxonomy;

    private EnglishEvaluation(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    /**
     * @param fifth that is held out, 0–4
     * @param done called with a line for people
     * @return the tables, as Markdown
     * @throws IllegalArgumentException when there are no reviews to learn from
     */
    public static String measure(List<GoldText> texts, Taxonomy taxonomy, int fifth, Consumer<String> done) {
        EnglishEvaluation evaluation = new EnglishEvaluation(taxonomy);
        Corpus corpus = new Corpus(EnglishReviews.of(texts, EnglishReviews.SETS), fifth);
        List<LabelledText> tweets = EnglishReviews.of(texts, List.of(GoldSets.AIRLINE));
        if (corpus.everything().isEmpty()) {
            throw new IllegalArgumentException("no English reviews, expected those of " + EnglishReviews.SETS);
        }
        evaluation.judge(corpus.training(), tweets);
        evaluation.judge(corpus.training(), corpus.heldOut());
        done.accept(tweets.size() + " tweets, " + corpus.heldOut().size() + " held-out reviews");
        for (String set : EnglishReviews.SETS) {
            List<LabelledText> of = corpus.heldOut().stream()
                    .filter(t -> t.domain().equals(set))
                    .map(t -> new LabelledText(set + LEFT_OUT, set, t.text(), t.label(), true))
                    .toList();
            List<LabelledText> others = corpus.trainingWithout(set);
            if (!of.isEmpty() && !others.isEmpty()) {
                evaluation.judge(others, of);
                done.accept("without " + set);
            }
        }
        return evaluation.markdown();
    }

    /** Has texts judged by what learns from others. */
    private void judge(List<LabelledText> training, List<LabelledText> texts) {
        if (texts.isEmpty()) {
            return;
        }
        List<LabelledText> lessons = new ArrayList<>(training);
        lessons.addAll(EnglishLessons.packaged());
        EnglishModel model = EnglishTrainer.train(new Corpus(lessons).everything());
        Judge all = new AnalyzerJudge(Analyzer.withEnglish(taxonomy, ANY_KEY, model));
        Judge one = new EnglishModelJudge(model);
        Judge plain = TfIdfJudge.train(training);
        for (LabelledText t : texts) {
            whole.putIfAbsent(t.file(), all);
            alone.putIfAbsent(t.file(), one);
            regression.putIfAbsent(t.file(), plain);
        }
        judged.addAll(texts);
    }

    private String markdown() {
        SentimentEvaluation out = new SentimentEvaluation();
        out.measure("whole analysis", by(whole), judged);
        out.measure("model alone", by(alone), judged);
        out.measure("word list", new AnalyzerJudge(Analyzer.withoutModel(taxonomy, ANY_KEY)), judged);
        out.measure("TF-IDF regression", by(regression), judged);
        return out.markdown();
    }

    private static Judge by(Map<String, Judge> judges) {
        return t -> Objects.requireNonNull(judges.get(t.file())).judge(t);
    }
}
