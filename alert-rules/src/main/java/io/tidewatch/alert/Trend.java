package io.tidewatch.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a count is going, judged from the last minutes of its window against the minutes before them. */
public enum Trend {
    RISING,
    LEVEL,
    FALLING;

    /** The name used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a name on the wire; empty when there is none. */
    public static Optional<Trend> of(String word) {
        return Arrays.stream(values()).filter(v -> v.wire().equals(word)).findFirst();
    }
}
