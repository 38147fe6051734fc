package io.tidewatch.feedback.shared;

/**
 * That a value of author, customer or order stands for many in one source.
 *
 * @param value the id, a keyed hash
 * @param from since when messages that come are taken to be without it, epoch milliseconds
 * @param until until when, epoch milliseconds; {@link #OPEN} as long as that is not known
 * @param asOf when this was found or looked at again, epoch milliseconds
 * @param messages with it, in the 24 hours before {@code asOf}
 * @param of how many messages of the source
 */
public record SharedId(
        String source, IdField field, String value, long from, long until, long asOf, long messages, long of) {
    public static final long OPEN = Long.MAX_VALUE;

    /** True when messages that come at an instant are taken to be without it. */
    public boolean isInForce(long at) {
        return from <= at && at < until;
    }

    /** The same in every state of one span. */
    public String key() {
        return source + '\0' + field.dimension() + '\0' + value + '\0' + from;
    }
}
