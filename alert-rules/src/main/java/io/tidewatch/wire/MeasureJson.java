package io.tidewatch.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.alert.Measure;

/** Measures as on {@code tidewatch.measures}. */
public final class MeasureJson {
    private MeasureJson() {}

    public static String write(Measure m) {
        return Json.write(g -> {
            g.writeStringField("series", m.series());
            AlertJson.group(g, "group", m.group());
            Json.time(g, "start", m.start());
            Json.time(g, "end", m.end());
            g.writeNumberField("posts", m.posts());
            g.writeNumberField("originals", m.originals());
            g.writeNumberField("authors", m.authors());
            g.writeNumberField("reach", m.reach());
            g.writeNumberField("negative", m.negative());
            Json.number(g, "expected", m.expected());
            AlertJson.band(g, m.band());
            Json.number(g, "score", m.score());
        });
    }

    /** @throws JsonProcessingException when it is not JSON; IllegalArgumentException when a field is not as §3 says */
    public static Measure read(String json) throws JsonProcessingException {
        JsonNode n = Json.tree(json);
        return new Measure(
                Json.string(n, "series"),
                AlertJson.readGroup(n.path("group")),
                Json.millis(n, "start"),
                Json.millis(n, "end"),
                n.path("posts").asLong(),
                n.path("originals").asLong(),
                n.path("authors").asLong(),
                n.path("reach").asLong(),
                n.path("negative").asLong(),
                Json.decimal(n, "expected"),
                AlertJson.readBand(n),
                Json.decimal(n, "score"));
    }
}
