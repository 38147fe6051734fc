package io.tidewatch.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an alert says of its episode. */
public enum AlertStatus {
    /** It begins. */
    FIRING,
    /** It is open, and has changed. */
    AMENDED,
    /** It has ended. */
    RESOLVED;

    /** The word on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a word on the wire names; empty when nothing. */
    public static Optional<AlertStatus> of(String word) {
        return Arrays.stream(values()).filter(v -> v.wire().equals(word)).findFirst();
    }
}
