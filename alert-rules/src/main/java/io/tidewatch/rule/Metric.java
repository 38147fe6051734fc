package io.tidewatch.rule;

import java.util.Locale;

/** What a condition under a severity may look at. */
public enum Metric {
    POSTS,
    ORIGINALS,
    AUTHORS,
    REACH,
    ORDERS,
    GRADE,
    RATIO,
    SCORE,
    PROBABILITY,
    /** Rewritten at load into {@link #SCORE} thresholds; kept for printing. */
    SENSITIVITY,
    NEGATIVE_SHARE,
    /**
     * Negative decimal logarithm of how often a day it happens: of a count, see {@code io.tidewatch.surge.Surprise}; of a single
     * message, see {@code io.tidewatch.surge.MessageDays}.
     */
    SURPRISE,
    DELTA_POINTS,
    CONFIDENCE,
    LIFT,
    VELOCITY,
    FDR;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
