package io.tidewatch.job.detect;

import io.tidewatch.alert.Group;
import io.tidewatch.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Whose memory the state of a key is.
 *
 * @param revision the newest rule set by which a message came here
 * @param clock event time of the last message that was taken, epoch milliseconds
 */
public record Followed(String rule, String structure, long revision, int path, Group group, long clock) {
    /** Its rule as it is live; null while it is not, or has another structure. */
    @Nullable
    Rule liveIn(ActiveRules active) {
        Rule live = active.rule(rule);
        return live == null || !live.structure().equals(structure) ? null : live;
    }

    /** True when a set of rules at least as new as the one it came by has no place for it. */
    boolean isOver(ActiveRules active) {
        return revision <= active.revision() && liveIn(active) == null;
    }

    Followed at(long time) {
        return new Followed(rule, structure, revision, path, group, time);
    }

    Followed by(long newest) {
        return newest <= revision ? this : new Followed(rule, structure, newest, path, group, clock);
    }
}
