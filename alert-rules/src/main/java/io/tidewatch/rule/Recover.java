package io.tidewatch.rule;

import java.util.List;

/**
 * When an episode of a windowed kind ends: all conditions hold for {@code holdMs} without a break.
 *
 * @param conditions joined by and
 * @param holdMs milliseconds
 */
public record Recover(List<Condition> conditions, long holdMs) {
    public boolean holds(Measured measured) {
        for (Condition c : conditions) {
            if (!c.holds(measured.of(c.metric()))) {
                return false;
            }
        }
        return true;
    }
}
