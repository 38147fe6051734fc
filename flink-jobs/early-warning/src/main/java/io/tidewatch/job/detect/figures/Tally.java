package io.tidewatch.job.detect.figures;

/**
 * Absolute counts of one minute: either of complaints on an issue in a region over a channel, or of all messages of a
 * source.
 *
 * @param issue empty for the tally of a source
 * @param source empty for the tally of an issue
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

    /** What is counted, without the minute. */
    public String key() {
        return issue + '\u0001' + region + '\u0001' + channel + '\u0001' + source;
    }
}
