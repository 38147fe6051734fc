package io.tidewatch.connector.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.wire.FeedbackJson;
import io.tidewatch.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The messages of one request: one JSON object, an array of them, or one per line.
 *
 * @param messages those that keep to the wire format
 * @param problems one for each of the others
 */
public record FeedbackBatch(List<Message> messages, List<Problem> problems) {
    /** Channel of a message that names none. */
    private static final String DEFAULT_CHANNEL = "social";

    /**
     * @param json as received
     */
    record Message(String topic, String id, String source, String json) {}

    /** @param line from 1; in an array, the element */
    public record Problem(int line, String reason, String problem) {}

    /** @param mask takes personal data out of what a problem quotes: a sender keeps our answers in its logs */
    public static FeedbackBatch read(String body, FeedbackJson format, UnaryOperator<String> mask) {
        FeedbackBatch batch = new FeedbackBatch(new ArrayList<>(), new ArrayList<>());
        String text = body.strip();
        if (text.isEmpty()) {
            batch.problems.add(new Problem(1, "malformed_json", "record: empty, expected JSON"));
            return batch;
        }
        try {
            JsonNode whole = Json.tree(text);
            if (whole.isArray()) {
                int line = 1;
                for (JsonNode element : whole) {
                    batch.add(line++, element.toString(), format, mask);
                }
            } else {
                batch.add(1, text, format, mask);
            }
            return batch;
        } catch (JsonProcessingException notOneValue) {
            // one per line, then
        }
        int line = 0;
        for (String one : body.split("\n", -1)) {
            line++;
            if (!one.isBlank()) {
                batch.add(line, one.strip(), format, mask);
            }
        }
        return batch;
    }

    private void add(int line, String json, FeedbackJson format, UnaryOperator<String> mask) {
        try {
            Feedback f = format.read(json, DEFAULT_CHANNEL);
            messages.add(new Message(Topics.feedbackTopic(f.channel()), f.id(), f.source(), json));
        } catch (InvalidFeedbackException e) {
            problems.add(new Problem(line, e.reason(), mask.apply(String.valueOf(e.getMessage()))));
        }
    }
}
