package io.tidewatch.text.evaluate;

import io.tidewatch.feedback.Label;
import io.tidewatch.text.sentiment.Judge;
import io.tidewatch.text.sentiment.LabelledText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What several judges say of the same texts, by file and by domain. Where a file has positive and negative texts only,
 * the more probable of the two counts, with its share of both; how often a judge would have said neutral there is
 * reported apart.
 */
public final class SentimentEvaluation {
    /** Rows of files that know two labels, of all domains together. */
    public static final String ALL = "all";

    /** Figures of one judge for one set of texts. */
    private static final class Cell {
        final SentimentFigures figures = new SentimentFigures();
        long neutral;
    }

    private final Map<String, Map<String, Cell>> byFile = new LinkedHashMap<>();
    private final Map<String, Map<String, Cell>> byDomain = new LinkedHashMap<>();
    private final List<String> judges = new ArrayList<>();

    /** Measures one judge. Call it once for each, with the same texts. */
    public void measure(String name, Judge judge, List<LabelledText> heldOut) {
        judges.add(name);
        for (LabelledText t : heldOut) {
            Judge.Odds odds = judge.judge(t);
            boolean common = !t.threeClass() && isReview(t);
            if (common) {
                add(cell(byFile, ALL, name), t, odds);
            }
            add(cell(byFile, t.file(), name), t, odds);
            add(cell(byDomain, t.domain(), name), t, odds);
        }
    }

    /** The Weibo sample's labels are its emoticons, so it is reported, but not counted with the others. */
    private static boolean isReview(LabelledText t) {
        return !t.domain().equals("weibo");
    }

    private static Cell cell(Map<String, Map<String, Cell>> table, String row, String judge) {
        return table.computeIfAbsent(row, r -> new LinkedHashMap<>()).computeIfAbsent(judge, j -> new Cell());
    }

    private static void add(Cell cell, LabelledText t, Judge.Odds odds) {
        double most = Math.max(odds.positive(), odds.negative());
        boolean neutral = odds.neutral() > most;
        cell.neutral += neutral ? 1 : 0;
        Label predicted = odds.positive() >= odds.negative() ? Label.POSITIVE : Label.NEGATIVE;
        if (!t.threeClass()) {
            double both = odds.positive() + odds.negative();
            cell.figures.add(t.label(), predicted, both > 0 ? most / both : 0.5);
        } else if (neutral) {
            cell.figures.add(t.label(), Label.NEUTRAL, odds.neutral());
        } else {
            cell.figures.add(t.label(), predicted, most);
        }
    }

    /** Share of right answers of a judge for a file, or {@link #ALL}; NaN when there is none. */
    public double accuracy(String file, String judge) {
        Cell c = byFile.getOrDefault(file, Map.of()).get(judge);
        return c == null ? Double.NaN : c.figures.accuracy();
    }

    /** The tables, as Markdown. */
    public String markdown() {
        StringBuilder out = new StringBuilder();
        overview(out);
        domains(out);
        classes(out);
        confusion(out);
        return out.toString();
    }

    private void overview(StringBuilder out) {
        out.append("### Held-out fifth: accuracy / macro-F1 / calibration error\n\n| file | texts |");
        judges.forEach(j -> out.append(' ').append(j).append(" |"));
        out.append("\n| --- | ---: |").append(" --- |".repeat(judges.size())).append('\n');
        byFile.forEach((file, cells) -> {
            out.append("| ").append(file).append(" | ").append(size(cells)).append(" |");
            for (String j : judges) {
                SentimentFigures f = Objects.requireNonNull(cells.get(j)).figures;
                out.append(String.format(
                        java.util.Locale.ROOT,
                        " %.3f / %.3f / %.3f |",
                        f.accuracy(),
                        f.macroF1(),
                        f.calibrationError()));
            }
            out.append('\n');
        });
    }

    private void domains(StringBuilder out) {
        out.append("\n### Accuracy by domain\n\n| domain | texts |");
        judges.forEach(j -> out.append(' ').append(j).append(" |"));
        out.append("\n| --- | ---: |").append(" ---: |".repeat(judges.size())).append('\n');
        new TreeMap<>(byDomain).forEach((domain, cells) -> {
            out.append("| ").append(domain).append(" | ").append(size(cells)).append(" |");
            for (String j : judges) {
                out.append(String.format(
                        java.util.Locale.ROOT,
                        " %.3f |",
                        Objects.requireNonNull(cells.get(j)).figures.accuracy()));
            }
            out.append('\n');
        });
    }

    private void classes(StringBuilder out) {
        out.append(
                "\n### Per class: precision / recall / F1\n\n| file | judge | negative | neutral | positive | said neutral |\n"
                        + "| --- | --- | --- | --- | --- | ---: |\n");
        byFile.forEach((file, cells) -> cells.forEach((judge, cell) -> {
            out.append("| ").append(file).append(" | ").append(judge).append(" |");
            for (Label l : Label.values()) {
                SentimentFigures f = cell.figures;
                out.append(
                        f.occurs(l)
                                ? String.format(
                                        java.util.Locale.ROOT,
                                        " %.3f / %.3f / %.3f |",
                                        f.precision(l),
                                        f.recall(l),
                                        f.f1(l))
                                : " |");
            }
            out.append(
                    String.format(java.util.Locale.ROOT, " %.1f %% |%n", 100.0 * cell.neutral / cell.figures.texts()));
        }));
    }

    private void confusion(StringBuilder out) {
        String judge = judges.get(0);
        out.append("\n### Confusion, ")
                .append(judge)
                .append("\n\n| file | truly | said negative | said neutral | said positive |\n"
                        + "| --- | --- | ---: | ---: | ---: |\n");
        byFile.forEach((file, cells) -> {
            SentimentFigures f = Objects.requireNonNull(cells.get(judge)).figures;
            for (Label gold : Label.values()) {
                if (f.occurs(gold)) {
                    out.append("| ")
                            .append(file)
                            .append(" | ")
                            .append(gold.wire())
                            .append(" |");
                    for (Label predicted : Label.values()) {
                        out.append(' ').append(f.count(gold, predicted)).append(" |");
                    }
                    out.append('\n');
                }
            }
        });
    }

    private static long size(Map<String, Cell> cells) {
        return cells.values().iterator().next().figures.texts();
    }
}
