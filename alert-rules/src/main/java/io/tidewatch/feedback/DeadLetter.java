package io.tidewatch.feedback;

import org.jspecify.annotations.Nullable;

/**
 * A message that could not be processed. The original stays where it was: topic, partition and offset say where.
 *
 * @param reason a short stable word, for example {@code malformed_json}, {@code missing_field}, {@code event_time}
 * @param problem one sentence naming field, value and what was expected; masked
 * @param stage the job that gave up: annotate or index
 * @param payload the received text, masked and cut
 * @param at when it was received, or given up where Kafka does not say when it was received; epoch milliseconds
 */
public record DeadLetter(
        String reason,
        String problem,
        String stage,
        String topic,
        int partition,
        long offset,
        long at,
        @Nullable String id,
        @Nullable String source,
        String payload) {
    /** Deterministic: a replay of the same record gives the same document. */
    public String documentId() {
        return topic + "-" + partition + "-" + offset;
    }
}
