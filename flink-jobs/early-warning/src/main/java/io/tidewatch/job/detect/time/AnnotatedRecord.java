package io.tidewatch.job.detect.time;

import io.tidewatch.feedback.AnnotatedFeedback;

/**
 * A message from {@code tidewatch.annotated}.
 *
 * @param origin topic and partition that it was first received on: within one origin, messages come in order
 */
public record AnnotatedRecord(AnnotatedFeedback message, String origin) {
    /** When Kafka took the raw message, epoch milliseconds; 0 when that is not known. */
    long receivedAt() {
        return message.receivedAt();
    }
}
