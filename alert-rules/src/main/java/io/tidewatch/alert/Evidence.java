package io.tidewatch.alert;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why one should believe an alert: the first message of the surge, diverse samples, distinctive words. */
public record Evidence(
        @Nullable EvidenceSample first,
        List<EvidenceSample> samples,
        List<String> keywords,
        List<Lift> overRepresented) {
    public static final Evidence NONE = new Evidence(null, List.of(), List.of(), List.of());

    /** So many distinctive words are shown at most. */
    private static final int MAX_KEYWORDS = 8;

    /** As many of the words as are shown, from the first. */
    public static List<String> keywords(Collection<String> words) {
        return words.stream().limit(MAX_KEYWORDS).toList();
    }
}
