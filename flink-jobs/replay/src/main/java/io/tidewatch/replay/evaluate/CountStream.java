package io.tidewatch.replay.evaluate;

import java.util.List;

/**
 * Counts of one key per five minutes with what is known about them.
 *
 * @param name of the key
 * @param firstBin number of the first bin: epoch milliseconds / 300 000
 * @param counts messages; NaN where nothing was observed
 * @param means expected rate without surge, build-up and noise; empty when nobody knows
 * @param surges planted, in time order
 */
record CountStream(String name, long firstBin, double[] counts, double[] means, List<PlantedSurge> surges) {}
