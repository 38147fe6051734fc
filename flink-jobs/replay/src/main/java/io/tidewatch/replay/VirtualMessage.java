package io.tidewatch.replay;

import io.tidewatch.feedback.AnnotatedFeedback;

/**
 * A message of a run in virtual time.
 *
 * @param comesAt when it is heard, epoch milliseconds
 */
public record VirtualMessage(long comesAt, AnnotatedFeedback message) {}
