package io.tidewatch.job.detect.figures;

/**
 * Something to be seen on the wall.
 *
 * @param type feedback or alert
 * @param time epoch milliseconds event time
 */
public record WallEvent(String type, long time, String json) {}
