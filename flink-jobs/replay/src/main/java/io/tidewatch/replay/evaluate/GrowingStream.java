package io.tidewatch.replay.evaluate;

/** A stream with the build-up that is in it. */
record GrowingStream(CountStream stream, PlantedGrowth growth) {}
