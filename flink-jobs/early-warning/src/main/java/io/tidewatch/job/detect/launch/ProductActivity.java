package io.tidewatch.job.detect.launch;

import io.tidewatch.series.NewProducts;

/**
 * Messages on one product that came in one slot.
 *
 * @param slot end of the slot, epoch milliseconds
 * @param issue that they complain of; {@link NewProducts#MESSAGE}: all
 */
public record ProductActivity(String product, String issue, long slot, long count) {}
