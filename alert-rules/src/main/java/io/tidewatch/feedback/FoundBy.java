package io.tidewatch.feedback;

/** Who says that an opinion is about its issue. */
public enum FoundBy {
    /** Words: of the taxonomy, or of the lexicon where no leaf is named. */
    KEYWORD,
    /** A model, where words say nothing. */
    MODEL,
    /** Somebody who corrected the analysis. */
    PERSON;

    private final String wire = name().toLowerCase(java.util.Locale.ROOT);

    /** The name on the wire: keyword, model or person. */
    public String wire() {
        return wire;
    }

    /** @throws IllegalArgumentException naming the value when it is none of the three */
    public static FoundBy of(String wire) {
        for (FoundBy f : values()) {
            if (f.wire.equals(wire)) {
                return f;
            }
        }
        throw new IllegalArgumentException("by: '" + wire + "', expected keyword, model or person");
    }
}
