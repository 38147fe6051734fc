package io.tidewatch.text.evaluate;

import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts with what was found in them, as if analysed. */
final class GoldFixtures {
    private GoldFixtures() {}

    /** A text in which these issues are complained of. */
    static GoldReading reading(GoldText gold, String... complaints) {
        return new GoldReading(gold, gold.text(), List.of(), Set.of(complaints), Label.NEUTRAL);
    }

    /** A text with opinions, none of which is a complaint. */
    static GoldReading opinions(GoldText gold, String read, Opinion... opinions) {
        return new GoldReading(gold, read, List.of(opinions), Set.of(), Label.NEUTRAL);
    }

    static GoldText labelled(String set, String text, @Nullable Label label) {
        return new GoldText(set, set + ":" + text, text, label, List.of());
    }

    /** A text complaining of these aspects. */
    static GoldText negative(String set, String id, String... aspects) {
        return GoldText.ofAspects(
                set,
                id,
                "不好",
                Arrays.stream(aspects)
                        .map(a -> new GoldAspect(a, Label.NEGATIVE))
                        .toList());
    }
}
