package io.tidewatch.job.detect;

/**
 * A message that a rule's {@code where} takes.
 *
 * @param comesAt when it was heard in event time, epoch milliseconds: later than its own time when it was late
 */
public record HeardMessage(long comesAt, CountedMessage message) {}
