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
 * @param importedAt when all there is of it came in one go, as from a file, epoch milliseconds; 0 for a source that sends
 *     bit by bit
 * @param imported how many messages came then
 */
record Source(
        String name,
        long lastSeen,
        @Nullable Double perMinute,
        @Nullable Double completeness,
        long importedAt,
        long imported) {
    static Source read(String name, JsonNode json) {
        return new Source(
                name,
                Math.max(millis(json.path("last_event")), millis(json.path("last_heartbeat"))),
                decimal(json.path("per_minute")),
                decimal(json.path("completeness")),
                millis(json.path("imported_at")),
                json.path("messages").asLong());
    }

    /** True when nothing more is to be expected: that it says nothing is no silence. */
    boolean isImported() {
        return importedAt > 0;
    }

    Freshness freshness(long now) {
        return isImported() ? Freshness.IMPORTED : Freshness.ofOne(now, lastSeen);
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
