package io.tidewatch.alert;

/**
 * The highest count of an episode so far.
 *
 * @param at end of that window, epoch milliseconds event time
 */
public record Peak(long at, long originals) {}
