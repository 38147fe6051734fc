package io.tidewatch.replay.evaluate;

/**
 * A surge that is known to be in a stream.
 *
 * @param onset first bin above the usual
 * @param end last moment of the top, as a bin
 * @param factor times the expected rate at the top
 * @param volume mean messages per five minutes of the key
 */
record PlantedSurge(int onset, int end, double factor, double volume) {}
