package io.tidewatch.text.evaluate;

import io.tidewatch.feedback.Label;

/**
 * What a person says a text says of one thing.
 *
 * @param name as the set calls it, for example {@code 物流} or {@code Food#Prices}
 * @param from first character of the words that say it
 * @param to one past their last, equal to {@code from} when no words are given
 */
public record GoldAspect(String name, Label polarity, int from, int to) {
    public GoldAspect {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: empty, expected an aspect");
        }
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("from, to: " + from + ", " + to + ", expected 0 ≤ from ≤ to");
        }
    }

    /** Without the words that say it. */
    public GoldAspect(String name, Label polarity) {
        this(name, polarity, 0, 0);
    }

    /** True when the words that say it are known. */
    public boolean hasSpan() {
        return to > from;
    }
}
