package io.tidewatch.notify.message;

import io.tidewatch.alert.Incident;
import io.tidewatch.notify.Reason;

/**
 * One message to be sent by one channel of a receiver.
 *
 * @param delivery id of the delivery; the same after a replay
 * @param channel index among the receiver's channels
 * @param owner whose people may be mentioned; empty when there is none
 * @param lang zh or en
 * @param createdAt epoch milliseconds of the clock
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
        long createdAt) {

    /** This push, whose receiver may have it already. */
    public Push asPossibleRepeat() {
        return new Push(
                delivery, receiver, channel, reason, owner, lang, incident, message.asPossibleRepeat(), createdAt);
    }

    /** The key under which the pushes of one channel queue. */
    public String queue() {
        return receiver + "#" + channel;
    }
}
