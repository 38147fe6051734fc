package io.tidewatch.job.detect.tide;

/**
 * Messages of one category that came in one slot and have event times in one bin of five minutes.
 *
 * @param category that they complain of, or {@link io.tidewatch.series.Tide#PRAISE} or {@link io.tidewatch.series.Tide#NEITHER}
 * @param slot end of the slot, epoch milliseconds
 * @param bin number of the bin
 */
public record CategoryActivity(String category, long slot, long bin, long count) {}
