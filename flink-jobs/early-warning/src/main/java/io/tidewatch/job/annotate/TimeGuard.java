package io.tidewatch.job.annotate;

import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.time.WireTime;
import java.io.Serializable;

/**
 * Keeps absurd times out: one message of 2099 would end every window, one of 1970 would open its own index.
 *
 * @param retention oldest event time behind the clock, milliseconds
 * @param maxAhead furthest event time ahead of the clock, milliseconds
 */
public record TimeGuard(long retention, long maxAhead) implements Serializable {

    /**
     * @param received when the message arrived, epoch milliseconds: what lies a little ahead of it becomes it
     * @param now epoch milliseconds
     * @return the same message, or one whose event time was a little ahead and is now {@code received}; nor was it heard
     *     later than that
     * @throws InvalidFeedbackException with reason {@code event_time} when it is too far ahead or too old
     */
    public Feedback check(Feedback f, long received, long now) throws InvalidFeedbackException {
        ahead("event_time", f.eventTime(), f.eventOffset(), received);
        ahead("op_time", f.opTime(), f.eventOffset(), received);
        if (f.eventTime() < now - retention) {
            throw new InvalidFeedbackException(
                    "event_time",
                    "event_time: '" + WireTime.print(f.eventTime(), f.eventOffset()) + "', expected at most "
                            + retention / 86_400_000 + " days ago");
        }
        Feedback heard =
                f.heardAt() > received ? f.toBuilder().heardAt(received).build() : f;
        return f.eventTime() > received ? heard.withEventTime(received) : heard;
    }

    private void ahead(String field, long time, int offset, long received) throws InvalidFeedbackException {
        if (time > received + maxAhead) {
            throw new InvalidFeedbackException(
                    "event_time",
                    field + ": '" + WireTime.print(time, offset) + "', expected at most " + maxAhead / 60_000
                            + " minutes ahead of the clock");
        }
    }
}
