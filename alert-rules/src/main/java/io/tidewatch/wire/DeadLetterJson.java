package io.tidewatch.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.feedback.DeadLetter;

/** Dead letters as on {@code tidewatch.dead-letters}. */
public final class DeadLetterJson {
    private DeadLetterJson() {}

    public static String write(DeadLetter d) {
        return Json.write(g -> {
            g.writeStringField("reason", d.reason());
            g.writeStringField("problem", d.problem());
            g.writeStringField("stage", d.stage());
            g.writeStringField("topic", d.topic());
            g.writeNumberField("partition", d.partition());
            g.writeNumberField("offset", d.offset());
            Json.time(g, "at", d.at());
            Json.text(g, "id", d.id());
            Json.text(g, "source", d.source());
            g.writeStringField("payload", d.payload());
        });
    }

    /** @throws JsonProcessingException when it is not JSON */
    public static DeadLetter read(String json) throws JsonProcessingException {
        JsonNode n = Json.tree(json);
        return new DeadLetter(
                Json.string(n, "reason"),
                Json.string(n, "problem"),
                Json.string(n, "stage"),
                Json.string(n, "topic"),
                n.path("partition").asInt(),
                n.path("offset").asLong(),
                Json.millis(n, "at"),
                Json.optional(n, "id"),
                Json.optional(n, "source"),
                Json.string(n, "payload"));
    }
}
