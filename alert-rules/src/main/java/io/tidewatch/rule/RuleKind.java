package io.tidewatch.rule;

import java.util.Locale;

/** The eleven kinds of rules. */
public enum RuleKind {
    SURGE,
    SPIKE,
    DRIFT,
    THRESHOLD,
    SHIFT,
    SEQUENCE,
    REPEAT,
    MATCH,
    FLATLINE,
    NEW_TERM,
    COMPOSITE;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
