package io.tidewatch.job.detect.figures;

/**
 * Absolute counts of one minute: of complaints on an issue in a region over a channel, of messages that complain of
 * anything there (a message about two issues is one), or of all messages of a source.
 *
 * @param issue empty for messages and for the tally of a source
 * @param source empty for complaints
 * @param minute start, epoch milliseconds event time
 * @param closed true when the watermark has passed the minute
 * @param lastEvent newest event time seen, epoch milliseconds
 */
public record Tally(
        String issue,
        String region,
        String channel,
        String source,
        long minute,
        boolean closed,
        long posts,
        long originals,
        long authors,
        long reach,
        long negative,
        long neutral,
        long positive,
        long lastEvent) {
    public static final long MINUTE_MS = 60_000;

    /** True for the tally of a source. */
    boolean isOfSource() {
        return !source.isEmpty();
    }

    /** What is counted, without the minute. */
    public String key() {
        return issue + '\u0001' + region + '\u0001' + channel + '\u0001' + source;
    }
}
