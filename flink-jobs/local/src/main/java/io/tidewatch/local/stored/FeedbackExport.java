package io.tidewatch.local.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads stored feedback page by page from one point in time, so that what is written meanwhile does not shift it. */
public final class FeedbackExport {
    private static final int PAGE = 2_000;
    private static final String KEEP = "5m";

    /** What the index adds to a message. */
    private static final List<String> DERIVED =
            List.of("@timestamp", "region", "issues", "categories", "is_negative", "is_complaint", "deleted");

    private final ElasticsearchHttp elasticsearch;
    private final long from;
    private final long to;

    /**
     * @param from first event time, epoch milliseconds
     * @param to end, itself left out
     */
    public FeedbackExport(ElasticsearchHttp elasticsearch, long from, long to) {
        this.elasticsearch = elasticsearch;
        this.from = from;
        this.to = to;
    }

    /**
     * @param lines takes each message as one line of JSON, in order of event time and id
     * @return how many there were
     * @throws IOException when Elasticsearch is away, has no feedback or answers with an error
     */
    public long write(Consumer<String> lines) throws IOException {
        String point = elasticsearch
                .post("/" + IndexTemplates.alias("feedback") + "/_pit?keep_alive=" + KEEP, "")
                .path("id")
                .asText();
        long written = 0;
        @Nullable JsonNode after = null;
        while (true) {
            JsonNode answer = elasticsearch.post("/_search", page(point, after).toString());
            point = answer.path("pit_id").asText(point);
            JsonNode hits = answer.path("hits").path("hits");
            for (JsonNode hit : hits) {
                lines.accept(hit.path("_source").toString());
                after = hit.path("sort");
                written++;
            }
            if (hits.size() < PAGE) {
                return written;
            }
        }
    }

    private ObjectNode page(String point, @Nullable JsonNode after) {
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("size", PAGE).put("track_total_hits", false);
        request.putObject("pit").put("id", point).put("keep_alive", KEEP);
        ObjectNode filter = request.putObject("query").putObject("bool");
        ObjectNode range =
                filter.putArray("filter").addObject().putObject("range").putObject("event_time");
        range.put("gte", from).put("lt", to).put("format", "epoch_millis");
        filter.putArray("must_not").addObject().putObject("term").put("deleted", true);
        ArrayNode sort = request.putArray("sort");
        sort.addObject().put("event_time", "asc");
        sort.addObject().put("id", "asc");
        ArrayNode excludes = request.putObject("_source").putArray("excludes");
        DERIVED.forEach(excludes::add);
        if (after != null) {
            request.set("search_after", after);
        }
        return request;
    }
}
