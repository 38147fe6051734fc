package io.tidewatch.text;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.text.clean.CleanText;
import io.tidewatch.text.privacy.Masker;
import org.jspecify.annotations.Nullable;

/**
 * What a text showed before it was cleaned.
 *
 * @param links how many web addresses stood in it; 0 where nobody has kept that
 * @param topics how many {@code #topics#}
 * @param mentions how many {@code @names}; of a stored text how many different ones, at most ten
 * @param forwards whether what follows its first {@code //} is forwarded
 * @param noiseBefore what the message was taken for when all that was seen; null where it is seen now, or it was no noise
 */
record RawSigns(
        int links,
        int topics,
        int mentions,
        boolean forwards,
        @Nullable String noiseBefore) {
    private static final String FORWARD = "//";

    static RawSigns of(CleanText clean) {
        return new RawSigns(clean.links(), clean.topics(), clean.mentions().size(), clean.forwards(), null);
    }

    /** As far as what is stored still shows it. */
    static RawSigns ofStored(AnnotatedFeedback stored) {
        String text = stored.feedback().text();
        long marks = Masker.withoutLabels(text).chars().filter(c -> c == '#').count();
        return new RawSigns(0, (int) marks / 2, stored.mentions().size(), forwards(text, stored), stored.noise());
    }

    /** A name went out behind the mark; and nothing that is forwarded was ever an opinion. */
    private static boolean forwards(String text, AnnotatedFeedback stored) {
        int at = text.indexOf(FORWARD);
        if (at < 0 || stored.mentions().isEmpty()) {
            return false;
        }
        for (Opinion o : stored.opinions()) {
            if (o.from() >= at && o.to() > o.from()) {
                return false;
            }
        }
        return true;
    }
}
