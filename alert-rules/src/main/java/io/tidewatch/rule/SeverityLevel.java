package io.tidewatch.rule;

import io.tidewatch.alert.Severity;
import java.util.List;

/** A severity and what must hold for it; no conditions hold always. */
public record SeverityLevel(Severity severity, List<Condition> conditions) {
    public boolean holds(Measured measured) {
        for (Condition c : conditions) {
            if (!c.holds(measured.of(c.metric()))) {
                return false;
            }
        }
        return true;
    }
}
