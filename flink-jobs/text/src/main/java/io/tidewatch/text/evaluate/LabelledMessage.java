package io.tidewatch.text.evaluate;

import java.util.Set;

/**
 * A message and what a person says it is about.
 *
 * @param issues ids of leaves, or {@code other}; empty when it complains of nothing
 * @param part whether it may be looked at while tuning
 * @param withKeyword true when it holds one of the first words of (one of) its issues
 */
public record LabelledMessage(String text, Set<String> issues, Part part, boolean withKeyword) {
    /** Which part of the set a message belongs to. */
    public enum Part {
        /** Looked at while tuning. */
        DEV,
        /** Never looked at for tuning. */
        BLIND
    }

    public LabelledMessage {
        issues = Set.copyOf(issues);
        if (text.isBlank()) {
            throw new IllegalArgumentException("text: empty, expected a message");
        }
    }
}
