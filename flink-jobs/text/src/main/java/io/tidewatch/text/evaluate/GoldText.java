package io.tidewatch.text.evaluate;

import io.tidewatch.feedback.Label;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's text with what people said of it.
 *
 * @param set it is from, one of the names in {@link GoldSets}
 * @param id within the set
 * @param label of the whole text; null when it is mixed or nobody said
 * @param aspects what it says of single things; empty when nobody said
 */
public record GoldText(
        String set, String id, String text, @Nullable Label label, List<GoldAspect> aspects) {
    public GoldText {
        aspects = List.copyOf(aspects);
    }

    /** A text of which no more than aspects is known: its label is theirs when they have one. */
    public static GoldText ofAspects(String set, String id, String text, List<GoldAspect> aspects) {
        List<Label> labels =
                aspects.stream().map(GoldAspect::polarity).distinct().toList();
        return new GoldText(set, id, text, labels.size() == 1 ? labels.get(0) : null, aspects);
    }
}
