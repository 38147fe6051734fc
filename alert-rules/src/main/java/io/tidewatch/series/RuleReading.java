package io.tidewatch.series;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What one rule says of one series at one instant of its grid.
 *
 * @param rule name
 * @param at end of the window, epoch milliseconds event time
 * @param level the highest severity that holds, or null
 * @param breachSince when the present breach began; 0 without one
 * @param recovered true once, when the recovery conditions have held long enough
 * @param coldStart the baseline is younger than two days
 * @param lost true once, when the rule was open and the group is not followed any more: nothing was measured then; false in
 *     state of a version that did not know it
 * @param windowMs the window that the figures are of, milliseconds; 0: the rule's only one, and in state of a version that did
 *     not know it
 * @param newLevel true once, when it has recovered because its count has come to stay; false in state of a version that did not
 *     know it
 * @param receivedAt newest wall-clock receipt among the messages counted since the last reading; 0 when not known
 */
public record RuleReading(
        String rule,
        long at,
        @Nullable Severity level,
        long breachSince,
        boolean recovered,
        AlertValue value,
        Evidence evidence,
        boolean coldStart,
        long receivedAt,
        long annotatedAt,
        boolean lost,
        long windowMs,
        boolean newLevel) {

    /** A reading of what was counted. */
    public RuleReading(
            String rule,
            long at,
            @Nullable Severity level,
            long breachSince,
            boolean recovered,
            AlertValue value,
            Evidence evidence,
            boolean coldStart,
            long receivedAt,
            long annotatedAt) {
        this(
                rule,
                at,
                level,
                breachSince,
                recovered,
                value,
                evidence,
                coldStart,
                receivedAt,
                annotatedAt,
                false,
                0,
                false);
    }

    /** The same, over a window. */
    RuleReading over(long window) {
        return with(level, value, window, newLevel);
    }

    /** The same, when its count has come to stay. */
    RuleReading atNewLevel() {
        return with(level, value, windowMs, true);
    }

    /** The same, once it is known how surprising it is. */
    public RuleReading weighed(Severity severity, double surprise) {
        return with(severity, value.toBuilder().surprise(surprise).build(), windowMs, newLevel);
    }

    private RuleReading with(@Nullable Severity otherLevel, AlertValue other, long window, boolean stays) {
        return new RuleReading(
                rule,
                at,
                otherLevel,
                breachSince,
                recovered,
                other,
                evidence,
                coldStart,
                receivedAt,
                annotatedAt,
                lost,
                window,
                stays);
    }

    /** The group is not followed any more. */
    static RuleReading lost(String rule, long at) {
        return new RuleReading(rule, at, null, 0, true, AlertValue.NONE, Evidence.NONE, true, 0, 0, true, 0, false);
    }
}
