package io.tidewatch.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.DeliveryOutcome;
import io.tidewatch.alert.Receipt;
import io.tidewatch.alert.Severity;

/** Receipts as on {@code tidewatch.receipts}. */
public final class ReceiptJson {
    private ReceiptJson() {}

    public static String write(Receipt r) {
        return Json.write(g -> {
            g.writeStringField("delivery", r.delivery());
            g.writeStringField("incident", r.incident());
            g.writeStringField("receiver", r.receiver());
            g.writeStringField("channel", r.channel());
            g.writeStringField("status", r.status().wire());
            g.writeStringField("severity", r.severity().wire());
            g.writeStringField("outcome", r.outcome().wire());
            g.writeNumberField("code", r.code());
            Json.text(g, "problem", r.problem());
            g.writeNumberField("attempts", r.attempts());
            Json.time(g, "at", r.at());
            Json.text(g, "digest", r.digest());
        });
    }

    /** @throws JsonProcessingException when it is not JSON; IllegalArgumentException when a field is not as §3 says */
    public static Receipt read(String json) throws JsonProcessingException {
        JsonNode n = Json.tree(json);
        return new Receipt(
                Json.string(n, "delivery"),
                Json.string(n, "incident"),
                Json.string(n, "receiver"),
                Json.string(n, "channel"),
                Json.word(n, "status", AlertStatus::of),
                Severity.of(Json.string(n, "severity")),
                Json.word(n, "outcome", DeliveryOutcome::of),
                n.path("code").asInt(),
                Json.optional(n, "problem"),
                n.path("attempts").asInt(),
                Json.millis(n, "at"),
                Json.optional(n, "digest"));
    }
}
