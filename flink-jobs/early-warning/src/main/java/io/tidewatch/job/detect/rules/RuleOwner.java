package io.tidewatch.job.detect.rules;

import io.tidewatch.alert.Group;
import io.tidewatch.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Whose memory the state of a key is.
 *
 * @param revision the newest rule set by which a message came here
 * @param clock event time of the last message that was taken, epoch milliseconds
 */
public record RuleOwner(String rule, String structure, long revision, int path, Group group, long clock) {
    /** Its rule as it is live; null while it is not, or has another structure. */
    @Nullable
    public Rule liveIn(ActiveRules active) {
        Rule live = active.rule(rule);
        return live == null || !live.structure().equals(structure) ? null : live;
    }

    /** True when a set of rules at least as new as the one it came by has no place for it. */
    public boolean isOver(ActiveRules active) {
        return revision <= active.revision() && liveIn(active) == null;
    }

    public RuleOwner at(long time) {
        return new RuleOwner(rule, structure, revision, path, group, time);
    }

    public RuleOwner by(long newest) {
        return newest <= revision ? this : new RuleOwner(rule, structure, newest, path, group, clock);
    }
}
