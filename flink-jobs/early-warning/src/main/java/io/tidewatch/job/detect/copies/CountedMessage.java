package io.tidewatch.job.detect.copies;

import io.tidewatch.feedback.AnnotatedFeedback;

/**
 * A message after folding.
 *
 * @param original false for near copies of an earlier message and for reposts
 */
public record CountedMessage(AnnotatedFeedback message, boolean original) {}
