package io.tidewatch.job.notify;

import io.tidewatch.notify.message.Push;

/**
 * A push that is not done with.
 *
 * @param attempts tries so far that failed
 * @param unanswered those of them that left and got no answer, so that they may have been taken
 */
public record Outgoing(Push push, int attempts, int unanswered) {
    public Outgoing(Push push, int attempts) {
        this(push, attempts, 0);
    }
}
