package io.tidewatch.connector.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import co.elastic.clients.util.BinaryData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The official client, asked asynchronously. */
final class ElasticsearchConnection implements BulkClient {
    private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchConnection.class);
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int ANSWER_TIMEOUT_MS = 60_000;
    private static final String JSON = "application/json";

    private final RestClientTransport transport;
    private final ElasticsearchAsyncClient client;

    ElasticsearchConnection(ElasticsearchSettings settings) {
        HttpHost[] hosts = Arrays.stream(settings.url().split(","))
                .map(u -> HttpHost.create(u.trim()))
                .toArray(HttpHost[]::new);
        RestClientBuilder rest = RestClient.builder(hosts)
                .setRequestConfigCallback(
                        c -> c.setConnectTimeout(CONNECT_TIMEOUT_MS).setSocketTimeout(ANSWER_TIMEOUT_MS));
        String authorization = authorization(settings);
        if (authorization != null) {
            rest.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", authorization)});
        }
        transport = new RestClientTransport(rest.build(), new JacksonJsonpMapper());
        client = new ElasticsearchAsyncClient(transport);
    }

    static @org.jspecify.annotations.Nullable String authorization(ElasticsearchSettings s) {
        if (s.apiKey() != null) {
            return "ApiKey " + s.apiKey();
        }
        return s.user() == null
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString((s.user() + ":" + s.password()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public CompletableFuture<List<ItemResult>> bulk(List<IndexRequest> requests) {
        BulkRequest.Builder bulk = new BulkRequest.Builder();
        for (IndexRequest r : requests) {
            bulk.operations(o -> o.index(i -> i.index(r.index())
                    .id(r.id())
                    .version(r.version())
                    .versionType(VersionType.ExternalGte)
                    .document(BinaryData.of(r.json(), JSON))));
        }
        return client.bulk(bulk.build()).thenApply(response -> {
            List<ItemResult> results = new ArrayList<>(requests.size());
            for (BulkResponseItem item : response.items()) {
                results.add(result(item));
            }
            return results;
        });
    }

    private static ItemResult result(BulkResponseItem item) {
        ErrorCause error = item.error();
        if (error == null) {
            return new ItemResult(item.status(), null, null);
        }
        ErrorCause cause = error.causedBy();
        String reason = error.reason() + (cause == null ? "" : ": " + cause.reason());
        return new ItemResult(item.status(), error.type(), reason);
    }

    /** The right to simulate may be withheld from a writer; then the check is left to whoever set it up. */
    @Override
    public CompletableFuture<Boolean> hasTemplate(String index) {
        return client.indices()
                .simulateIndexTemplate(s -> s.name(index))
                .handle((response, problem) -> {
                    if (problem == null) {
                        return CompletableFuture.completedFuture(
                                !response.template().mappings().properties().isEmpty());
                    }
                    if (BulkOutcomeClassifier.status(problem) == 403) {
                        LOG.warn("index template not checked, not allowed: index={}", index);
                        return CompletableFuture.completedFuture(true);
                    }
                    return CompletableFuture.<Boolean>failedFuture(problem);
                })
                .thenCompose(f -> f);
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
