package io.tidewatch.feedback;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may read a message. */
public enum Visibility {
    /** Everybody. */
    PUBLIC,
    /** The company alone. */
    INTERNAL,
    /** Nobody by itself; it is counted only. */
    AGGREGATE;

    /** The name used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a name on the wire; empty when there is none. */
    public static Optional<Visibility> of(String word) {
        return Arrays.stream(values()).filter(v -> v.wire().equals(word)).findFirst();
    }

    /** Every name used on the wire. */
    public static Set<String> words() {
        return Arrays.stream(values()).map(v -> v.wire()).collect(Collectors.toUnmodifiableSet());
    }
}
