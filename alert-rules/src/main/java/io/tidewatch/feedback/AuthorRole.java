package io.tidewatch.feedback;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who somebody is who writes; only customers are complainants. */
public enum AuthorRole {
    CUSTOMER,
    AGENT,
    BOT,
    MEDIA,
    GOVERNMENT,
    OTHER;

    /** The name used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a name on the wire; empty when there is none. */
    public static Optional<AuthorRole> of(String word) {
        return Arrays.stream(values()).filter(v -> v.wire().equals(word)).findFirst();
    }

    /** Every name used on the wire. */
    public static Set<String> words() {
        return Arrays.stream(values()).map(v -> v.wire()).collect(Collectors.toUnmodifiableSet());
    }
}
