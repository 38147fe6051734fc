package io.tidewatch.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether an incident is open. */
public enum IncidentStatus {
    OPEN,
    RESOLVED;

    /** The word on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a word on the wire names; empty when nothing. */
    public static Optional<IncidentStatus> of(String word) {
        return Arrays.stream(values()).filter(v -> v.wire().equals(word)).findFirst();
    }
}
