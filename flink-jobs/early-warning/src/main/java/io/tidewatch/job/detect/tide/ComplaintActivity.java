package io.tidewatch.job.detect.tide;

/**
 * Complaints of one category that came in one slot and have event times in one bin of five minutes.
 *
 * @param slot end of the slot, epoch milliseconds
 * @param bin number of the bin
 */
public record ComplaintActivity(String category, long slot, long bin, long count) {}
