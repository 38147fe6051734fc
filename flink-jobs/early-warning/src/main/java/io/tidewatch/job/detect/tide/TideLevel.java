package io.tidewatch.job.detect.tide;

/**
 * How many times as much as usual is complained of in general from an instant on.
 *
 * @param at epoch milliseconds
 * @param level from 1
 * @param rise how many times as much as in the weeks before, without {@code level}; from 1
 */
public record TideLevel(long at, double level, double rise) {}
