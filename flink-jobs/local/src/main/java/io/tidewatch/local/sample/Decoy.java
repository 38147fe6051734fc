package io.tidewatch.local.sample;

/**
 * Something that surges in the sample and is no reason to warn anybody.
 *
 * @param region where most of it comes from; empty when from everywhere
 * @param start epoch milliseconds
 * @param end epoch milliseconds
 * @param messages how many records belong to it, repeated records not counted; 0 for the evening peaks
 */
public record Decoy(Kind kind, String region, long start, long end, int messages) {
    public enum Kind {
        REPOST_STORM,
        AGENT_BURST,
        ADVERTISING_WAVE,
        PRAISE_BURST,
        EVENING_PEAK
    }
}
