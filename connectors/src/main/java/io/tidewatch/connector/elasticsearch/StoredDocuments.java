package io.tidewatch.connector.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.RestClient;

/** Reads documents back, one question after the other. Not for the path of a message: it waits for the answer. */
public final class StoredDocuments implements AutoCloseable {
    private static final int ANSWER_TIMEOUT_MS = 10_000;

    private final RestClient rest;

    public StoredDocuments(ElasticsearchSettings settings) {
        this.rest = ElasticsearchConnection.rest(settings, ANSWER_TIMEOUT_MS);
    }

    /**
     * @param alias what to look through; that it is not there yet is no fault
     * @param query the body of a search that asks for versions
     * @throws IOException when Elasticsearch is away or refuses
     */
    public List<StoredDocument> search(String alias, String query) throws IOException {
        Request request = new Request("POST", "/" + alias + "/_search?ignore_unavailable=true");
        request.setJsonEntity(query);
        Response response = rest.performRequest(request);
        List<StoredDocument> found = new ArrayList<>();
        try (InputStream body = response.getEntity().getContent()) {
            for (JsonNode hit : Json.tree(body.readAllBytes()).path("hits").path("hits")) {
                if (hit.path("_source") instanceof ObjectNode source) {
                    found.add(new StoredDocument(
                            hit.path("_index").asText(),
                            hit.path("_id").asText(),
                            hit.path("_version").asLong(),
                            source));
                }
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        rest.close();
    }
}
