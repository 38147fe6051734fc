package io.tidewatch.job.detect.follow;

/**
 * What the NFA knows of a message: which steps it can be, not what it says.
 *
 * @param time event time, epoch milliseconds
 * @param id of the message
 * @param steps bit i: the message is as step i of the rule wants it
 */
public record StepEvent(long time, String id, int steps) {
    boolean isAnyOf(int mask) {
        return (steps & mask) != 0;
    }
}
