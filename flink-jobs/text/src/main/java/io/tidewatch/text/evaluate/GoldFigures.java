package io.tidewatch.text.evaluate;

import io.tidewatch.feedback.Label;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.text.Analyzer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the whole analysis finds in texts of strangers, as tables. */
public final class GoldFigures {
    private GoldFigures() {}

    /** The tables for which there are texts; each text is analysed once. */
    public static List<FigureTable> of(Collection<GoldText> texts, Analyzer analyzer, Taxonomy taxonomy) {
        Map<String, List<GoldReading>> sets = new LinkedHashMap<>();
        for (GoldText t : texts) {
            sets.computeIfAbsent(t.set(), s -> new ArrayList<>()).add(GoldReading.of(analyzer, t));
        }
        List<GoldReading> all = sets.values().stream().flatMap(List::stream).toList();
        StrangerFigures strangers = new StrangerFigures(StrangerLabel.packaged(), all);
        return Stream.of(
                        strangers.byOrigin(),
                        strangers.byLeaf(),
                        strangers.byConfidence(),
                        CategoryFigures.of(sets, AspectCategories.packaged()),
                        PraiseFigures.of(sets),
                        new SpanFigures(sets.getOrDefault(GoldSets.COSMETICS, List.of())).table(),
                        PagingFigures.of(sets, taxonomy),
                        tweets(sets.getOrDefault(GoldSets.AIRLINE, List.of())))
                .filter(t -> !t.isEmpty())
                .toList();
    }

    private static FigureTable tweets(List<GoldReading> readings) {
        FigureTable out = new FigureTable(
                "tweets", "Sentiment of English tweets, three classes", "set", "texts", "accuracy", "macro-F1");
        SentimentFigures figures = new SentimentFigures();
        for (GoldReading r : readings) {
            Label label = r.gold().label();
            if (label != null) {
                figures.add(label, r.sentiment(), 1);
            }
        }
        return figures.texts() == 0
                ? out
                : out.row(GoldSets.AIRLINE, figures.texts(), figures.accuracy(), figures.macroF1());
    }
}
