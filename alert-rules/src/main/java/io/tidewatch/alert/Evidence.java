package io.tidewatch.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why one should believe an alert: the first message of the swell, diverse samples, distinctive words. */
public record Evidence(
        @Nullable EvidenceSample first,
        List<EvidenceSample> samples,
        List<String> keywords,
        List<Lift> overRepresented) {
    public static final Evidence NONE = new Evidence(null, List.of(), List.of(), List.of());
}
