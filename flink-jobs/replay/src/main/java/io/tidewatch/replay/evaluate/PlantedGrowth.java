package io.tidewatch.replay.evaluate;

/**
 * A slow build-up that is known to be in a stream.
 *
 * @param start bin at which the growth begins
 * @param peak bin at which it has come to its highest
 * @param shape how it grew
 */
record PlantedGrowth(int start, int peak, GrowthShape shape) {}
