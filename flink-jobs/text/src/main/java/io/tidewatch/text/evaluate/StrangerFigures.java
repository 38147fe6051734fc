package io.tidewatch.text.evaluate;

import static io.tidewatch.text.evaluate.FigureTable.share;

import io.tidewatch.feedback.FoundBy;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.hash.StableHash;
import io.tidewatch.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Leaves found in texts of strangers against those that a reader gave them before any program had read them. A found leaf
 * that must be there is right, one that may be there neither right nor wrong, any other wrong; one that must be there and
 * is not found is missed. Categories and {@code other} are not counted.
 */
final class StrangerFigures {
    /** Leaves of fewer texts say nothing by themselves. */
    private static final int FEWEST = 5;
    /** Where bands of confidence end. */
    private static final double[] BANDS = {0.5, 0.7, 0.85, 0.95, 1};

    /** A text, its label, and what was found. */
    private record Judged(StrangerLabel label, GoldReading reading) {
        IssueFigures figures() {
            Set<String> right = new TreeSet<>(reading.leaves());
            right.retainAll(label.must());
            Set<String> wrong = new TreeSet<>(reading.leaves());
            wrong.removeAll(label.must());
            wrong.removeAll(label.may());
            return new IssueFigures(1, right.size(), wrong.size(), label.must().size() - right.size());
        }

        IssueFigures figures(String leaf) {
            boolean found = reading.leaves().contains(leaf);
            boolean must = label.must().contains(leaf);
            boolean wrong = found && !must && !label.may().contains(leaf);
            return new IssueFigures(must ? 1 : 0, found && must ? 1 : 0, wrong ? 1 : 0, !found && must ? 1 : 0);
        }
    }

    private final List<Judged> judged = new ArrayList<>();
    private int absent;
    private int different;

    /** Joins labels and texts by id; a label without its text, or with another one, is left out and counted. */
    StrangerFigures(Collection<StrangerLabel> labels, Collection<GoldReading> readings) {
        Map<String, GoldReading> byId = new HashMap<>();
        readings.forEach(r -> byId.put(r.gold().id(), r));
        for (StrangerLabel label : labels) {
            GoldReading reading = byId.get(label.id());
            if (reading == null) {
                absent++;
            } else if (!label.sha256().equals(hash(reading.gold().text()))) {
                different++;
            } else {
                judged.add(new Judged(label, reading));
            }
        }
    }

    static String hash(String text) {
        return HexFormat.of().formatHex(StableHash.sha256(text));
    }

    /** By origin of the texts. */
    FigureTable byOrigin() {
        FigureTable out = new FigureTable(
                "strangers",
                "Strangers' texts labelled by leaf",
                "texts of",
                "texts",
                "precision",
                "recall",
                "F1",
                "complaints",
                "none found",
                "only other",
                "no complaint",
                "one found");
        Map<String, Predicate<String>> origins = new LinkedHashMap<>();
        origins.put("all", set -> true);
        origins.put(GoldSets.COSMETICS, GoldSets.COSMETICS::equals);
        origins.put(GoldSets.SERVICE_DESK, GoldSets.SERVICE_DESK::equals);
        origins.put("English", set -> !set.equals(GoldSets.COSMETICS) && !set.equals(GoldSets.SERVICE_DESK));
        origins.forEach((origin, within) -> {
            List<Judged> of = judged.stream()
                    .filter(j -> within.test(j.reading().gold().set()))
                    .toList();
            if (!of.isEmpty()) {
                row(out, origin, of);
            }
        });
        if (absent + different > 0) {
            out.note("Left out: " + absent + " labels whose text is not among the files, " + different
                    + " whose text differs from the labelled one.");
        }
        return out;
    }

    private static void row(FigureTable out, String origin, List<Judged> of) {
        IssueFigures f = of.stream().map(Judged::figures).reduce(IssueFigures.NONE, IssueFigures::plus);
        List<GoldReading> complaints = of.stream()
                .filter(j -> !j.label().must().isEmpty())
                .map(Judged::reading)
                .toList();
        List<GoldReading> others = of.stream()
                .filter(j -> j.label().isNoComplaint())
                .map(Judged::reading)
                .toList();
        out.row(
                origin,
                of.size(),
                share(f.right(), f.right() + f.wrong()),
                share(f.right(), f.right() + f.missed()),
                share(2 * f.right(), 2 * f.right() + f.wrong() + f.missed()),
                complaints.size(),
                complaints.stream().filter(r -> !r.complains()).count(),
                complaints.stream().filter(GoldReading::onlyOther).count(),
                others.size(),
                others.stream().filter(GoldReading::complains).count());
    }

    /** By leaf that at least five texts must have. */
    FigureTable byLeaf() {
        FigureTable out = new FigureTable(
                "strangers_by_leaf",
                "Strangers' texts: leaves that " + FEWEST + " or more complain of",
                "leaf",
                "texts",
                "found",
                "wrongly found",
                "precision",
                "recall");
        Map<String, IssueFigures> leaves = new TreeMap<>();
        judged.forEach(j -> j.label().must().forEach(l -> leaves.put(l, IssueFigures.NONE)));
        leaves.replaceAll(
                (leaf, none) -> judged.stream().map(j -> j.figures(leaf)).reduce(none, IssueFigures::plus));
        leaves.values().removeIf(f -> f.messages() < FEWEST);
        leaves.entrySet().stream()
                .sorted((a, b) ->
                        Integer.compare(b.getValue().messages(), a.getValue().messages()))
                .forEach(e -> {
                    IssueFigures f = e.getValue();
                    out.row(
                            e.getKey(),
                            f.messages(),
                            f.right(),
                            f.wrong(),
                            share(f.right(), f.right() + f.wrong()),
                            share(f.right(), f.messages()));
                });
        return out;
    }

    /** How often leaves that the issue model names are right, by the probability that it gives them: those that may be there are right. */
    FigureTable byConfidence() {
        FigureTable out = new FigureTable(
                "strangers_by_confidence",
                "Strangers' texts: the issue model's confidence",
                "confidence below",
                "opinions",
                "mean confidence",
                "right");
        for (int band = 0; band < BANDS.length; band++) {
            double from = band == 0 ? 0 : BANDS[band - 1];
            double to = BANDS[band];
            int n = 0;
            int right = 0;
            double sum = 0;
            for (Judged j : judged) {
                for (Opinion o : j.reading().opinions()) {
                    boolean leaf = o.complaint()
                            && o.by() == FoundBy.MODEL
                            && !o.issue().equals(Taxonomy.OTHER);
                    if (leaf && o.confidence() >= from && (o.confidence() < to || to == 1)) {
                        n++;
                        sum += o.confidence();
                        right += j.label().must().contains(o.issue())
                                        || j.label().may().contains(o.issue())
                                ? 1
                                : 0;
                    }
                }
            }
            if (n > 0) {
                out.row(String.valueOf(to), n, sum / n, share(right, n));
            }
        }
        return out;
    }
}
