package io.tidewatch.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of a delivery. */
public enum DeliveryOutcome {
    /** The vendor took it. */
    DELIVERED,
    /** The vendor refused it for good. */
    REJECTED,
    /** It did not get through; tried again for a day. */
    FAILED,
    /** It became pointless before it was sent. */
    SUPPRESSED;

    /** The name used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a name on the wire; empty when there is none. */
    public static Optional<DeliveryOutcome> of(String word) {
        return Arrays.stream(values()).filter(v -> v.wire().equals(word)).findFirst();
    }
}
