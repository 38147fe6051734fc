package io.tidewatch.job.detect.figures;

/**
 * One message as one tally counts it; see {@link Tally}.
 *
 * @param label −1, 0 or 1
 */
public record TallyEvent(
        String issue,
        String region,
        String channel,
        String source,
        long time,
        boolean original,
        long author,
        long followers,
        int label,
        boolean heartbeat) {
    /** True for a message that complains, of however many issues. */
    public boolean isOfMessage() {
        return issue.isEmpty() && source.isEmpty();
    }

    public String key() {
        return issue + '\u0001' + region + '\u0001' + channel + '\u0001' + source;
    }
}
