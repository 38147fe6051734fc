package io.tidewatch.job.detect.copies;

import io.tidewatch.feedback.shared.IdCounts;

/**
 * The ids of messages of one source that came in one slot, or of some of them.
 *
 * @param slot end of the slot, epoch milliseconds
 * @param counts {@link IdCounts}, packed
 */
public record IdActivity(String source, long slot, byte[] counts) {}
