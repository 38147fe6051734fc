package io.tidewatch.local.topics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.taxonomy.TopicProposal;
import io.tidewatch.wire.Json;
import io.tidewatch.wire.TopicJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The topics of the running stack, one document each, under their ids. What is no topic any more goes, with its examples. */
final class TopicStore {
    private static final String KIND = "topics";
    private static final String INDEX = IndexTemplates.alias(KIND) + "-all";
    private static final int MOST = 1_000;

    private final ElasticsearchHttp elasticsearch;

    TopicStore(ElasticsearchHttp elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /** As they were last stored, most authors first. */
    List<TopicProposal> read() throws IOException {
        String query = "{\"size\":" + MOST
                + ",\"sort\":[{\"authors\":{\"order\":\"desc\",\"unmapped_type\":\"long\"}},"
                + "{\"id\":{\"order\":\"asc\",\"unmapped_type\":\"keyword\"}}]}";
        JsonNode answer = elasticsearch.post("/" + INDEX + "/_search?ignore_unavailable=true", query);
        List<TopicProposal> out = new ArrayList<>();
        for (JsonNode hit : answer.path("hits").path("hits")) {
            out.add(TopicJson.read(hit.path("_source").toString()));
        }
        return out;
    }

    /**
     * Stores these and no others.
     *
     * @param before what is stored now
     */
    void replace(List<TopicProposal> before, List<TopicProposal> topics) throws IOException {
        for (TopicProposal t : topics) {
            ObjectNode document = (ObjectNode) Json.tree(TopicJson.write(t));
            document.set("@timestamp", document.get("computed_at"));
            elasticsearch.put("/" + INDEX + "/_doc/" + t.id() + "?refresh=true", document.toString());
        }
        Set<String> kept = topics.stream().map(TopicProposal::id).collect(Collectors.toSet());
        StringBuilder gone = new StringBuilder();
        before.stream()
                .filter(t -> !kept.contains(t.id()))
                .forEach(t ->
                        gone.append("{\"delete\":{\"_id\":\"").append(t.id()).append("\"}}\n"));
        if (gone.length() > 0) {
            elasticsearch.post("/" + INDEX + "/_bulk?refresh=true", gone.toString());
        }
    }
}
