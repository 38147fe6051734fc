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

    /** The name used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a name on the wire; empty when there is none. */
    public static Optional<AlertStatus> of(String word) {
        return Arrays.stream(values()).filter(v -> v.wire().equals(word)).findFirst();
    }
}
