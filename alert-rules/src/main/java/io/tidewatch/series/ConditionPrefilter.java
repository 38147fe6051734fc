package io.tidewatch.series;

import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Recover;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import java.util.function.DoubleSupplier;

/**
 * What a rule's conditions demand, as far as it depends on one figure alone. Most rules hold on no series most of the
 * time; asking for the cheap figures first spares the sums over their windows.
 */
final class ConditionPrefilter {
    private ConditionPrefilter() {}

    /** False when no severity's conditions on the score hold: then the window need not be summed. */
    static boolean mayHold(Rule rule, double score) {
        for (SeverityLevel level : rule.severities()) {
            boolean holds = true;
            for (Condition c : level.conditions()) {
                holds &= c.metric() != Metric.SCORE && c.metric() != Metric.SENSITIVITY || c.holds(score);
            }
            if (holds) {
                return true;
            }
        }
        return false;
    }

    /** False when the window has too few messages for any severity. */
    static boolean hasVolume(Rule rule, long originals) {
        for (SeverityLevel level : rule.severities()) {
            boolean holds = true;
            for (Condition c : level.conditions()) {
                holds &= c.metric() != Metric.ORIGINALS || c.holds(originals);
            }
            if (holds) {
                return true;
            }
        }
        return false;
    }

    /**
     * False when a window has too few messages for any severity, each by a person of its own at best.
     *
     * @param ratio of those to what is expected, asked for where all else may hold
     */
    static boolean mayReach(Rule rule, long originals, DoubleSupplier ratio) {
        double known = Double.NaN;
        for (SeverityLevel level : rule.severities()) {
            boolean holds = true;
            boolean asked = false;
            for (Condition c : level.conditions()) {
                boolean counts = c.metric() == Metric.ORIGINALS || c.metric() == Metric.AUTHORS && rises(c);
                holds &= !counts || c.holds(originals);
                asked |= c.metric() == Metric.RATIO && rises(c);
            }
            if (holds && asked) {
                known = Double.isNaN(known) ? ratio.getAsDouble() : known;
                for (Condition c : level.conditions()) {
                    holds &= c.metric() != Metric.RATIO || !rises(c) || c.holds(known);
                }
            }
            if (holds) {
                return true;
            }
        }
        return false;
    }

    /** True when a condition asks for no more than something. */
    static boolean looksForLittle(Rule rule) {
        for (SeverityLevel level : rule.severities()) {
            for (Condition c : level.conditions()) {
                if (!rises(c)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** True when it decides by {@code surprise} whether to fire or to be over. */
    static boolean asksForSurprise(Rule rule) {
        Recover recover = rule.recover();
        return rule.asksFor(Metric.SURPRISE)
                || recover != null && recover.conditions().stream().anyMatch(c -> c.metric() == Metric.SURPRISE);
    }

    /** True for a condition that is met by more, not by less. */
    static boolean rises(Condition c) {
        return c.operator() == Condition.Operator.AT_LEAST || c.operator() == Condition.Operator.ABOVE;
    }
}
