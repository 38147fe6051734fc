package io.tidewatch.job.detect.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.alert.Group;
import io.tidewatch.wire.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What stored feedback teaches of one series, on {@code tidewatch.primers}: a rule that counts something new begins with it.
 *
 * @param series hash of the series
 * @param state the series, packed
 */
public record Primer(String series, Group group, byte[] state) {
    /** The key on the topic. */
    public String key() {
        return SeriesEvent.keyOf(series, group);
    }

    public String json() {
        return Json.write(g -> {
            g.writeStringField("series", series);
            g.writeObjectFieldStart("group");
            for (int i = 0; i < group.names().size(); i++) {
                g.writeStringField(group.names().get(i), group.values().get(i));
            }
            g.writeEndObject();
            g.writeStringField("state", Base64.getEncoder().encodeToString(state));
        });
    }

    /** @throws IllegalArgumentException when it is none */
    public static Primer read(String json) {
        try {
            JsonNode n = Json.tree(json);
            if (!n.path("series").isTextual() || !n.path("group").isObject()) {
                throw new IllegalArgumentException("not a primer: expected series, group and state");
            }
            List<String> names = new ArrayList<>();
            List<String> values = new ArrayList<>();
            n.path("group").properties().forEach(e -> {
                names.add(e.getKey());
                values.add(e.getValue().asText());
            });
            return new Primer(
                    n.path("series").asText(),
                    new Group(names, values),
                    Base64.getDecoder().decode(n.path("state").asText()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a primer: " + e.getOriginalMessage(), e);
        }
    }
}
