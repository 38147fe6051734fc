package io.tidewatch.series;

/**
 * Messages on one product.
 *
 * @param issue that they complain of; {@link NewProducts#MESSAGE}: all
 */
public record ProductCount(String product, String issue, long messages) {}
