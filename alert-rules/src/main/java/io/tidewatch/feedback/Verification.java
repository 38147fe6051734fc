package io.tidewatch.feedback;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a platform has verified of an account. */
public enum Verification {
    NONE,
    PERSON,
    COMPANY,
    MEDIA,
    GOVERNMENT;

    /** The name used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a name on the wire; empty when there is none. */
    public static Optional<Verification> of(String word) {
        return Arrays.stream(values()).filter(v -> v.wire().equals(word)).findFirst();
    }

    /** Every name used on the wire. */
    public static Set<String> words() {
        return Arrays.stream(values()).map(v -> v.wire()).collect(Collectors.toUnmodifiableSet());
    }
}
