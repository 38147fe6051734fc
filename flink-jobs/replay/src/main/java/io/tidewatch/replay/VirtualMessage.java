package io.tidewatch.replay;

import io.tidewatch.feedback.AnnotatedFeedback;

/**
 * A message of a run in virtual time.
 *
 * @param comesAt when it is read, epoch milliseconds
 */
public record VirtualMessage(long comesAt, AnnotatedFeedback message) {}
