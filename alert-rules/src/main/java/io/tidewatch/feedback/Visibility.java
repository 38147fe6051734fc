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

    /** The word on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a word on the wire names; empty when nothing. */
    public static Optional<Visibility> of(String word) {
        return Arrays.stream(values()).filter(v -> v.wire().equals(word)).findFirst();
    }

    /** Every word on the wire. */
    public static Set<String> words() {
        return Arrays.stream(values()).map(v -> v.wire()).collect(Collectors.toUnmodifiableSet());
    }
}
