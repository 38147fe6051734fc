package io.tidewatch.job.annotate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.wire.FeedbackJson;
import io.tidewatch.wire.Json;
import java.io.IOException;

/** Reads a record as feedback; CloudEvents headers stand in for fields that the body leaves out. */
public final class FeedbackReader {
    private final FeedbackJson json;

    /** @param maxTextLength longest text of one message, characters */
    public FeedbackReader(int maxTextLength) {
        json = new FeedbackJson(maxTextLength);
    }

    /** @throws InvalidFeedbackException when it is none; the message says why */
    public Feedback read(RawRecord r) throws InvalidFeedbackException {
        String channel = Topics.defaultChannel(r.topic());
        if (!r.headers().isEmpty()) {
            try {
                if (Json.tree(r.value()) instanceof ObjectNode body) {
                    fill(body, "id", r, "ce_id");
                    fill(body, "source", r, "ce_source");
                    fill(body, "event_time", r, "ce_time");
                    return json.readTree(body, channel);
                }
            } catch (IOException e) {
                // Not JSON: the reader below says so in its own words.
            }
        }
        return json.read(r.value(), channel);
    }

    private static void fill(ObjectNode body, String field, RawRecord r, String header) {
        JsonNode given = body.get(field);
        String value = r.headers().get(header);
        if ((given == null || given.isNull()) && value != null) {
            body.put(field, value);
        }
    }
}
