package io.tidewatch.dashboard.wall;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.alert.Attached;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.Excerpt;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One masked message on the wall. Only public messages are shown on a shared screen.
 *
 * @param issue null when not known
 * @param region null when not known
 * @param eventTime epoch milliseconds
 * @param attached what came with it; null for nothing
 */
record Quote(
        String id,
        String text,
        String source,
        @Nullable String issue,
        @Nullable String region,
        long eventTime,
        @Nullable Attached attached) {
    /** The channels whose messages anybody could have read where they were posted. */
    private static final Set<String> PUBLIC_CHANNELS = Set.of("social", "review", "rss");

    private static final int MAX_TEXT = 240;

    Quote {
        text = Excerpt.of(text.strip(), MAX_TEXT, "…");
    }

    /** A sample of an incident, when its channel is a public one. */
    static Optional<Quote> of(EvidenceSample sample, @Nullable String issue) {
        return PUBLIC_CHANNELS.contains(sample.channel()) && !sample.text().isBlank()
                ? Optional.of(new Quote(
                        sample.id(),
                        sample.text(),
                        sample.source(),
                        issue,
                        null,
                        sample.eventTime(),
                        sample.attached()))
                : Optional.empty();
    }

    /**
     * A message of {@code tw:stream} or of the feedback index, when it says that it is public.
     *
     * @param json at least {@code id, text, visibility, event_time}
     */
    static Optional<Quote> of(JsonNode json) {
        String text = json.path("text").asText("");
        if (text.isBlank() || !"public".equals(json.path("visibility").asText())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Quote(
                    json.path("id").asText(""),
                    text,
                    json.path("source").asText(""),
                    first(json.path("issue"), json.path("issues").path(0)),
                    first(json.path("region"), json.path("customer").path("region")),
                    WireTime.parse(json.path("event_time").asText(""))
                            .toInstant()
                            .toEpochMilli(),
                    attached(json)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Attached attached(JsonNode json) {
        JsonNode media = json.path("media");
        String link = json.path("link").textValue();
        int images = media.path("images").asInt();
        int videos = media.path("videos").asInt();
        return images <= 0 && videos <= 0 && link == null ? null : new Attached(images, videos, link);
    }

    private static @Nullable String first(JsonNode a, JsonNode b) {
        JsonNode n = a.isTextual() ? a : b;
        return n.isTextual() && !n.asText().isBlank() && !"unknown".equals(n.asText()) ? n.asText() : null;
    }
}
