package io.tidewatch.alert;

/** How bad an alert is, in rising order. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    private final String wire = name().toLowerCase(java.util.Locale.ROOT);

    public String wire() {
        return wire;
    }

    /** @throws IllegalArgumentException naming the value when it is none of the three */
    public static Severity of(String wire) {
        for (Severity s : values()) {
            if (s.wire.equals(wire)) {
                return s;
            }
        }
        throw new IllegalArgumentException("severity: '" + wire + "', expected info, warning or critical");
    }
}
