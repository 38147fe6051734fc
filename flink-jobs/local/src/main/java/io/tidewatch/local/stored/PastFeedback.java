package io.tidewatch.local.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stored messages by the version of the analysis that read them. A document is only changed as the write that was looked at: one
 * that somebody has written meanwhile stays as it is.
 */
public final class PastFeedback {
    private static final String ALIAS = IndexTemplates.alias("feedback");
    private static final String VERSION = "analysis_version";

    private static final int CHANGED = 409;
    private static final int GONE = 404;
    private static final int REFUSED = 400;

    private final ElasticsearchHttp elasticsearch;
    private final String indices;

    public PastFeedback(ElasticsearchHttp elasticsearch) {
        this(elasticsearch, ALIAS);
    }

    /** @param indices names or patterns, separated by commas */
    PastFeedback(ElasticsearchHttp elasticsearch, String indices) {
        this.elasticsearch = elasticsearch;
        this.indices = indices;
    }

    /**
     * How many messages of all are read by a version.
     *
     * @throws IOException when Elasticsearch is away or answers with an error
     */
    public ReadPast read(String version) throws IOException {
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("size", 0).put("track_total_hits", true);
        deleted(request.putObject("query").putObject("bool").putArray("must_not"));
        request.putObject("aggs")
                .putObject("read")
                .putObject("filter")
                .putObject("term")
                .put(VERSION, version);
        JsonNode answer = search(request);
        return new ReadPast(
                version,
                answer.at("/aggregations/read/doc_count").asLong(),
                answer.at("/hits/total/value").asLong());
    }

    /**
     * Messages that are not read by a version, the newest first.
     *
     * @param after the last that was looked at, null for the newest
     * @throws IOException when Elasticsearch is away or answers with an error
     */
    List<PastMessage> unread(String version, @Nullable JsonNode after, int size) throws IOException {
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("size", size).put("track_total_hits", false).put("seq_no_primary_term", true);
        ArrayNode not = request.putObject("query").putObject("bool").putArray("must_not");
        deleted(not);
        not.addObject().putObject("term").put(VERSION, version);
        ArrayNode sort = request.putArray("sort");
        sort.addObject().putObject("event_time").put("order", "desc").put("unmapped_type", "date");
        sort.addObject().putObject("id").put("order", "asc").put("unmapped_type", "keyword");
        if (after != null) {
            request.set("search_after", after);
        }
        List<PastMessage> found = new ArrayList<>();
        for (JsonNode hit : search(request).path("hits").path("hits")) {
            found.add(new PastMessage(
                    hit.path("_index").asText(),
                    hit.path("_id").asText(),
                    hit.path("_seq_no").asLong(),
                    hit.path("_primary_term").asLong(),
                    hit.path("_source"),
                    hit.path("sort")));
        }
        return found;
    }

    private static void deleted(ArrayNode not) {
        not.addObject().putObject("term").put("deleted", true);
    }

    private JsonNode search(ObjectNode request) throws IOException {
        return elasticsearch.post("/" + indices + "/_search?ignore_unavailable=true", request.toString());
    }

    /**
     * What came of a write.
     *
     * @param written how many documents changed
     * @param changedMeanwhile how many somebody else had written since they were looked at, so that they were left
     * @param refused how many Elasticsearch does not take as they would be
     */
    record Outcome(int written, int changedMeanwhile, int refused) {}

    /**
     * Puts parts in place of those of the documents, each only when nobody wrote the document since it was looked at.
     *
     * @throws IOException when Elasticsearch is away, answers with an error or could not take all of them now; those that it took
     *     have changed since they were looked at
     */
    Outcome write(Map<PastMessage, ObjectNode> parts) throws IOException {
        StringBuilder bulk = new StringBuilder();
        parts.forEach((message, part) -> {
            ObjectNode action = Json.MAPPER.createObjectNode();
            action.putObject("update")
                    .put("_index", message.index())
                    .put("_id", message.id())
                    .put("if_seq_no", message.seqNo())
                    .put("if_primary_term", message.primaryTerm());
            bulk.append(action).append('\n');
            bulk.append("{\"doc\":").append(part).append("}\n");
        });
        int written = 0;
        int changed = 0;
        int refused = 0;
        String passing = "";
        for (JsonNode item : elasticsearch.post("/_bulk", bulk.toString()).path("items")) {
            int status = item.at("/update/status").asInt();
            if (status / 100 == 2) {
                written++;
            } else if (status == CHANGED || status == GONE) {
                changed++;
            } else if (status == REFUSED) {
                refused++;
            } else {
                passing = status + " " + item.at("/update/error/type").asText();
            }
        }
        if (!passing.isEmpty()) {
            throw new IOException("a document was not taken now: " + passing);
        }
        return new Outcome(written, changed, refused);
    }
}
