package io.tidewatch.job.notify;

import io.tidewatch.notify.message.Push;

/**
 * A push that is not done with.
 *
 * @param attempts tries so far that failed
 * @param unanswered those of them that left and got no answer, so that they may have been taken
 * @param isAlone true once the vendor has refused a message that said it with others
 */
public record Outgoing(Push push, int attempts, int unanswered, boolean isAlone) {
    public Outgoing(Push push, int attempts, int unanswered) {
        this(push, attempts, unanswered, false);
    }

    /** The same, saying something else. */
    Outgoing withPush(Push other) {
        return new Outgoing(other, attempts, unanswered, isAlone);
    }

    public Outgoing(Push push, int attempts) {
        this(push, attempts, 0);
    }
}
