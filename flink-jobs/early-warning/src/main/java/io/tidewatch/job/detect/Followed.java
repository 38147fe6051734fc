package io.tidewatch.job.detect;

import io.tidewatch.alert.Group;

/**
 * Whose memory the state of a key is.
 *
 * @param revision the newest rule set by which a message came here
 * @param clock event time of the last message that was taken, epoch milliseconds
 */
public record Followed(String rule, String structure, long revision, int path, Group group, long clock) {
    Followed at(long time) {
        return new Followed(rule, structure, revision, path, group, time);
    }

    Followed by(long newest) {
        return newest <= revision ? this : new Followed(rule, structure, newest, path, group, clock);
    }
}
