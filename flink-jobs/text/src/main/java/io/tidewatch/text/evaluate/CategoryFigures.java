package io.tidewatch.text.evaluate;

import static io.tidewatch.text.evaluate.FigureTable.share;

import io.tidewatch.feedback.Label;
import io.tidewatch.hash.StableHash;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Categories complained of in texts whose negative aspects people named, over single categories. A found one is right when
 * a negative aspect may mean it; an aspect is found when one of the categories that it may mean is. Beside it stands a
 * regression that learns from a fifth of the same set; both are judged on the rest.
 */
final class CategoryFigures {
    /** Categories of what customers are about to do or say, which no aspect names: not counted beside a complaint. */
    private static final Set<String> STANCES = Set.of("voice", "reputation");

    private static final int PARTS = 5;

    /** What people ask for in a text: sets of categories of which one each must be found. */
    private record Asked(Set<List<String>> demands, boolean anything) {
        Set<String> usual() {
            Set<String> out = new TreeSet<>();
            demands.forEach(d -> out.add(d.get(0)));
            return out;
        }

        boolean accepts(String category) {
            return demands.stream().anyMatch(d -> d.contains(category));
        }

        boolean ignores(String category) {
            return anything || !demands.isEmpty() && STANCES.contains(category);
        }
    }

    /** Counts of one judge. */
    private static final class Counts {
        private int right;
        private int wrong;
        private int met;
        private int missed;

        void add(Asked asked, Set<String> found) {
            for (String category : found) {
                if (asked.accepts(category)) {
                    right++;
                } else if (!asked.ignores(category)) {
                    wrong++;
                }
            }
            for (List<String> demand : asked.demands()) {
                if (demand.stream().anyMatch(found::contains)) {
                    met++;
                } else {
                    missed++;
                }
            }
        }

        double precision() {
            return share(right, right + wrong);
        }

        double recall() {
            return share(met, met + missed);
        }

        double f1() {
            double p = precision();
            double r = recall();
            return p + r == 0 ? 0 : 2 * p * r / (p + r);
        }
    }

    private CategoryFigures() {}

    /** A row for each set that is there. */
    static FigureTable of(Map<String, List<GoldReading>> sets, AspectCategories categories) {
        FigureTable out = new FigureTable(
                "categories",
                "Categories, by negative aspect",
                "set",
                "texts judged",
                "aspects",
                "precision",
                "recall",
                "F1",
                "regression precision",
                "regression recall",
                "regression F1");
        for (String set : GoldSets.BY_ASPECT) {
            List<GoldReading> texts = sets.getOrDefault(set, List.of());
            if (!texts.isEmpty()) {
                row(out, set, texts, categories);
            }
        }
        return out.note("The regression learnt from another fifth of each set; both are judged on the rest.");
    }

    private static void row(FigureTable out, String set, List<GoldReading> texts, AspectCategories categories) {
        List<String> learnt = new ArrayList<>();
        List<Set<String>> labels = new ArrayList<>();
        List<GoldReading> rest = new ArrayList<>();
        for (GoldReading r : texts) {
            if (isLearnt(r.gold().id())) {
                learnt.add(r.gold().text());
                labels.add(asked(r.gold(), categories).usual());
            } else {
                rest.add(r);
            }
        }
        TfIdfRegression regression = learnt.isEmpty() ? null : TfIdfRegression.train(learnt, labels);
        Counts ours = new Counts();
        Counts plain = new Counts();
        for (GoldReading r : rest) {
            Asked asked = asked(r.gold(), categories);
            ours.add(asked, r.categories());
            plain.add(
                    asked,
                    regression == null ? Set.of() : regression.labels(r.gold().text()));
        }
        out.row(
                set,
                rest.size(),
                ours.met + ours.missed,
                ours.precision(),
                ours.recall(),
                ours.f1(),
                plain.precision(),
                plain.recall(),
                plain.f1());
    }

    /** True for the fifth that the regression learns from. */
    static boolean isLearnt(String id) {
        return Math.floorMod(StableHash.fast(id), PARTS) == 0;
    }

    private static Asked asked(GoldText text, AspectCategories categories) {
        Set<List<String>> demands = new LinkedHashSet<>();
        boolean anything = false;
        for (GoldAspect a : text.aspects()) {
            if (a.polarity() == Label.NEGATIVE) {
                List<String> may = categories.of(text.set(), a.name());
                anything |= may.isEmpty();
                if (!may.isEmpty()) {
                    demands.add(may);
                }
            }
        }
        return new Asked(demands, anything);
    }
}
