package io.tidewatch.notify.message;

import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.Incident;
import io.tidewatch.notify.Reason;
import io.tidewatch.wire.Retraction;

/**
 * One message to be sent by one channel of a receiver.
 *
 * @param delivery id of the delivery; the same after a replay
 * @param channel index among the receiver's channels
 * @param owner whose people may be mentioned; empty when there is none
 * @param lang zh or en
 * @param createdAt epoch milliseconds of the clock
 * @param isWholeStory true for an end of which the channel was not sent the beginning
 */
public record Push(
        String delivery,
        String receiver,
        int channel,
        Reason reason,
        String owner,
        String lang,
        Incident incident,
        PushMessage message,
        long createdAt,
        boolean isWholeStory) {

    /** One that is not all that is sent of an incident. */
    public Push(
            String delivery,
            String receiver,
            int channel,
            Reason reason,
            String owner,
            String lang,
            Incident incident,
            PushMessage message,
            long createdAt) {
        this(delivery, receiver, channel, reason, owner, lang, incident, message, createdAt, false);
    }

    /** This push of an end, whose beginning was never sent. */
    public Push asWholeStory() {
        return new Push(delivery, receiver, channel, reason, owner, lang, incident, message, createdAt, true);
    }

    /** This push with another message. */
    public Push withMessage(PushMessage other) {
        return new Push(delivery, receiver, channel, reason, owner, lang, incident, other, createdAt, isWholeStory);
    }

    /** This push without the words that a customer took back; the same when it does not show them. */
    public Push without(Retraction r) {
        Evidence before = incident.evidence();
        Evidence left = r.redact(before);
        if (left.equals(before)) {
            return this;
        }
        return new Push(
                delivery,
                receiver,
                channel,
                reason,
                owner,
                lang,
                incident.withEvidence(left),
                message.without(before, left),
                createdAt,
                isWholeStory);
    }

    /** This push, whose receiver may have it already. */
    public Push asPossibleRepeat() {
        return withMessage(message.asPossibleRepeat());
    }

    /** The key under which the pushes of one channel queue. */
    public String queue() {
        return receiver + "#" + channel;
    }
}
