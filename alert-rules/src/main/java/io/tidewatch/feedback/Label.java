package io.tidewatch.feedback;

/** Polarity of a message or of one opinion in it. */
public enum Label {
    NEGATIVE,
    NEUTRAL,
    POSITIVE;

    private final String wire = name().toLowerCase(java.util.Locale.ROOT);

    /** The name on the wire: negative, neutral or positive. */
    public String wire() {
        return wire;
    }

    /** @throws IllegalArgumentException naming the value when it is none of the three */
    public static Label of(String wire) {
        for (Label l : values()) {
            if (l.wire.equals(wire)) {
                return l;
            }
        }
        throw new IllegalArgumentException("label: '" + wire + "', expected negative, neutral or positive");
    }
}
