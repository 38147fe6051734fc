package io.tidewatch.job.detect.time;

/**
 * Messages or heartbeats of one source that came in one slot and have event times in one bin of five minutes.
 *
 * @param slot end of the slot, epoch milliseconds
 * @param bin number of the bin; 0 for heartbeats
 * @param count messages; 0 for heartbeats
 * @param newest event time of the newest, of messages the newest that came while it was news; else {@link
 *     Long#MIN_VALUE}
 */
public record SourceActivity(String source, long slot, long bin, long count, long newest) {
    boolean isHeartbeat() {
        return count == 0;
    }
}
