package io.tidewatch.text.evaluate;

import static io.tidewatch.text.evaluate.FigureTable.share;

import io.tidewatch.feedback.Label;
import java.util.List;
import java.util.Map;

/** Complaints found in texts that are positive throughout, and none found in texts that are negative throughout. */
final class PraiseFigures {
    /** Characters from which a review is long. */
    private static final int LONG = 200;

    private static final List<String> SETS = List.of(
            GoldSets.COSMETICS,
            GoldSets.TAKEAWAY,
            GoldSets.HOTEL,
            GoldSets.CLOTHING,
            GoldSets.LAPTOP,
            GoldSets.RESTAURANT,
            GoldSets.AIRLINE);

    private PraiseFigures() {}

    /** A row for each set that is there, takeaway and hotel also by their long texts alone. */
    static FigureTable of(Map<String, List<GoldReading>> sets) {
        FigureTable out = new FigureTable(
                "praise",
                "Complaints in praise, and none in what is negative",
                "texts of",
                "positive texts",
                "with a complaint",
                "with one on a leaf",
                "negative texts",
                "without a complaint",
                "with other only");
        for (String set : SETS) {
            List<GoldReading> texts = sets.getOrDefault(set, List.of());
            row(out, set, texts);
            if (set.equals(GoldSets.TAKEAWAY) || set.equals(GoldSets.HOTEL)) {
                row(
                        out,
                        set + ", from " + LONG + " characters on",
                        texts.stream()
                                .filter(r -> r.gold().text().length() >= LONG)
                                .toList());
            }
        }
        return out.note("The shipped model of sentiment has learnt from these reviews of takeaway meals and hotels; on"
                + " others it does worse.");
    }

    private static void row(FigureTable out, String name, List<GoldReading> texts) {
        if (texts.isEmpty()) {
            return;
        }
        int positive = 0;
        int complaining = 0;
        int onLeaf = 0;
        int negative = 0;
        int silent = 0;
        int other = 0;
        for (GoldReading r : texts) {
            if (r.gold().label() == Label.POSITIVE) {
                positive++;
                complaining += r.complains() ? 1 : 0;
                onLeaf += r.leaves().isEmpty() ? 0 : 1;
            } else if (r.gold().label() == Label.NEGATIVE) {
                negative++;
                silent += r.complains() ? 0 : 1;
                other += r.onlyOther() ? 1 : 0;
            }
        }
        out.row(
                name,
                positive,
                share(complaining, positive),
                share(onLeaf, positive),
                negative,
                share(silent, negative),
                share(other, negative));
    }
}
