package io.tidewatch.text.evaluate;

import io.tidewatch.text.sentiment.LabelledText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The English reviews among strangers' texts, with one label each: those whose aspects are all of one polarity. */
public final class EnglishReviews {
    /** The sets that the English model learns from: of the airline's tweets no shipped weights may be learnt. */
    public static final List<String> SETS = List.of(GoldSets.CLOTHING, GoldSets.LAPTOP, GoldSets.RESTAURANT);

    private EnglishReviews() {}

    /** In the order of the texts; file and domain are the set's name. */
    public static List<LabelledText> of(List<GoldText> texts, Collection<String> sets) {
        List<LabelledText> out = new ArrayList<>();
        for (GoldText t : texts) {
            if (t.label() != null && sets.contains(t.set())) {
                out.add(new LabelledText(t.set(), t.set(), t.text(), t.label(), true));
            }
        }
        return List.copyOf(out);
    }
}
