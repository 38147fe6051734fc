package io.tidewatch.replay.explain;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;

/** What rules of one kind can say of an alert and of its absence, beside what is said of every rule. */
interface Reasons {
    /** What the rule looks at, in one line. */
    String rule();

    /** Why there is this alert. */
    void whyFired(Alert alert, Lines out);

    /**
     * Why there is none in a group.
     *
     * @param at epoch milliseconds
     */
    void whyNot(Group group, long at, Lines out);
}
