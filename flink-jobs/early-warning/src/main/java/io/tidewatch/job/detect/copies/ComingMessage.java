package io.tidewatch.job.detect.copies;

import io.tidewatch.feedback.AnnotatedFeedback;

/**
 * A message that waits for what is found at the instant at which it came.
 *
 * @param timestamp its event time in the stream, epoch milliseconds
 * @param cameAt how far event time was when it came, epoch milliseconds
 */
public record ComingMessage(AnnotatedFeedback message, long timestamp, long cameAt) {}
