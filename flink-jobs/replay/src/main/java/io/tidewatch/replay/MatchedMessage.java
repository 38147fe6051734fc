package io.tidewatch.replay;

import io.tidewatch.job.detect.copies.CountedMessage;

/**
 * A message that a rule's {@code where} takes.
 *
 * @param comesAt when it was read, in event time, epoch milliseconds: later than its own time when it was late
 */
public record MatchedMessage(long comesAt, CountedMessage message) {}
