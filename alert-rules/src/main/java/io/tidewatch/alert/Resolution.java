package io.tidewatch.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an episode ended. */
public enum Resolution {
    /** Its figures are as usual again, or nothing more came. */
    RECOVERED,
    /** What had looked like a surge has stayed for most of a day and is what is usual now. */
    NEW_LEVEL,
    /** Its rule means something else now. */
    RULE_CHANGED,
    /** Its rule is gone. */
    RULE_REMOVED,
    /**
     * The detector does not publish it any more, a flatline's group stays without messages, or the group is no longer followed
     * because a rule follows at most {@code max_series}.
     */
    LOST;

    /** True when the rule is another or gone, whatever the figures are. */
    public boolean isOfTheRule() {
        return this == RULE_CHANGED || this == RULE_REMOVED;
    }

    /** The name used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a name on the wire; empty when there is none. */
    public static Optional<Resolution> of(String word) {
        return Arrays.stream(values()).filter(v -> v.wire().equals(word)).findFirst();
    }
}
