package io.tidewatch.text.evaluate;

import static io.tidewatch.text.evaluate.FigureTable.share;

import io.tidewatch.feedback.Label;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Texts that complain of a leaf of which one credible message pages (P1); in a positive text that is surely wrong. */
final class PagingFigures {
    private static final String PAGES = "P1";

    private PagingFigures() {}

    /** A row for each set of meals that is there, then one for each leaf. */
    static FigureTable of(Map<String, List<GoldReading>> sets, Taxonomy taxonomy) {
        FigureTable out = new FigureTable(
                "paging",
                "Complaints on leaves that page (P1)",
                "texts",
                "number",
                "with such a complaint",
                "of these positive",
                "share");
        for (String set : List.of(GoldSets.TAKEAWAY, GoldSets.RESTAURANT)) {
            List<GoldReading> texts = sets.getOrDefault(set, List.of());
            if (texts.isEmpty()) {
                continue;
            }
            int paging = 0;
            int positive = 0;
            Map<String, int[]> byLeaf = new TreeMap<>();
            for (GoldReading r : texts) {
                Set<String> leaves = paging(r, taxonomy);
                boolean praise = r.gold().label() == Label.POSITIVE;
                paging += leaves.isEmpty() ? 0 : 1;
                positive += praise && !leaves.isEmpty() ? 1 : 0;
                for (String leaf : leaves) {
                    int[] counts = byLeaf.computeIfAbsent(leaf, l -> new int[2]);
                    counts[0]++;
                    counts[1] += praise ? 1 : 0;
                }
            }
            out.row(set, texts.size(), paging, positive, share(positive, paging));
            byLeaf.forEach((leaf, counts) ->
                    out.row(set + ", " + leaf, texts.size(), counts[0], counts[1], share(counts[1], counts[0])));
        }
        return out;
    }

    private static Set<String> paging(GoldReading r, Taxonomy taxonomy) {
        Set<String> out = new TreeSet<>(r.leaves());
        out.removeIf(id -> {
            Leaf leaf = taxonomy.leaf(id);
            return leaf == null || !leaf.severity().equals(PAGES);
        });
        return out;
    }
}
