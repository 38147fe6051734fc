package io.tidewatch.alert;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The eleven kinds of rules, as alerts and rule files name them, and {@link #SUSPENDED}, of which there are alerts and no rules. What a
 * kind does is in {@code io.tidewatch.rule.RuleSpec}.
 */
public enum AlertKind {
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
    COMPOSITE,
    /** The system itself tells that a rule watches nothing because it took more than its limits. */
    SUSPENDED;

    private static final List<AlertKind> OF_RULES =
            Arrays.stream(values()).filter(k -> !k.isOfTheSystem()).toList();

    /** Those that a rule may have. */
    public static List<AlertKind> ofRules() {
        return OF_RULES;
    }

    /** True when no rule makes such alerts: the system tells of itself. */
    public boolean isOfTheSystem() {
        return this == SUSPENDED;
    }

    /** The name used on the wire and in files. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True when a rule of this kind is judged over the alerts of others, not over messages. */
    public boolean isOverAlerts() {
        return this == COMPOSITE;
    }

    /** True when a rule of this kind is judged over one message at a time. */
    public boolean isOverOneMessage() {
        return this == MATCH;
    }

    /** True when a rule of this kind tells that messages are missing. */
    public boolean isAboutAbsence() {
        return this == FLATLINE;
    }

    /** True when it measures how many more there are than else, which happens at a level; single messages have none. */
    public boolean hasLevel() {
        return switch (this) {
            case SURGE, SPIKE, DRIFT, THRESHOLD -> true;
            case SHIFT, FLATLINE, SEQUENCE, REPEAT, NEW_TERM, MATCH, COMPOSITE, SUSPENDED -> false;
        };
    }

    /** The kind of a name on the wire; empty when there is none. */
    public static Optional<AlertKind> of(String word) {
        return Arrays.stream(values()).filter(k -> k.wire().equals(word)).findFirst();
    }
}
