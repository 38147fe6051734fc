package io.tidewatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.taxonomy.TopicProposal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Proposed topics as they are stored and printed. */
public final class TopicJson {
    private TopicJson() {}

    public static String write(TopicProposal t) {
        return Json.write(g -> write(g, t));
    }

    /** Writes the fields into an object that is open. */
    public static void write(JsonGenerator g, TopicProposal t) throws IOException {
        g.writeStringField("id", t.id());
        g.writeStringField("title", t.title());
        Json.texts(g, "phrases", t.phrases());
        Json.texts(g, "words", t.words());
        Json.texts(g, "examples", t.examples());
        g.writeNumberField("messages", t.messages());
        g.writeNumberField("authors", t.authors());
        g.writeArrayFieldStart("days");
        for (long d : t.days()) {
            g.writeNumber(d);
        }
        g.writeEndArray();
        g.writeNumberField("last_day", t.lastDay());
        Json.number(g, "per_day_before", t.perDayBefore());
        Json.time(g, "first_at", t.firstAt());
        Json.time(g, "last_at", t.lastAt());
        g.writeStringField("leaf", t.leaf());
        g.writeStringField("draft", t.draft());
        Json.time(g, "computed_at", t.computedAt());
    }

    /** @throws JsonProcessingException when it is not JSON */
    public static TopicProposal read(String json) throws JsonProcessingException {
        JsonNode n = Json.tree(json);
        List<Long> days = new ArrayList<>();
        n.path("days").forEach(d -> days.add(d.asLong()));
        return new TopicProposal(
                Json.string(n, "id"),
                Json.string(n, "title"),
                Json.strings(n, "phrases"),
                Json.strings(n, "words"),
                Json.strings(n, "examples"),
                n.path("messages").asLong(),
                n.path("authors").asLong(),
                days,
                n.path("per_day_before").asDouble(),
                Json.millis(n, "first_at"),
                Json.millis(n, "last_at"),
                Json.string(n, "leaf"),
                Json.string(n, "draft"),
                Json.millis(n, "computed_at"));
    }
}
