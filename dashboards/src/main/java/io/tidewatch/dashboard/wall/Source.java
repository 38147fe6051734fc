package io.tidewatch.dashboard.wall;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.time.WireTime;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/**
 * One source of feedback as {@code tw:sources} has it.
 *
 * @param lastSeen newest event or heartbeat, epoch milliseconds; 0 when never
 * @param perMinute messages; null when missing
 * @param completeness 0…1; null when missing
 */
record Source(
        String name,
        long lastSeen,
        @Nullable Double perMinute,
        @Nullable Double completeness) {
    static Source read(String name, JsonNode json) {
        return new Source(
                name,
                Math.max(millis(json.path("last_event")), millis(json.path("last_heartbeat"))),
                decimal(json.path("per_minute")),
                decimal(json.path("completeness")));
    }

    private static long millis(JsonNode time) {
        if (time.isIntegralNumber()) {
            return time.longValue();
        }
        try {
            return time.isTextual() ? WireTime.parse(time.asText()).toInstant().toEpochMilli() : 0;
        } catch (DateTimeException e) {
            return 0;
        }
    }

    private static @Nullable Double decimal(JsonNode n) {
        return n.isNumber() ? n.doubleValue() : null;
    }
}
