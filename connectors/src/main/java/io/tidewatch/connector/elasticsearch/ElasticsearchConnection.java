package io.tidewatch.connector.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import co.elastic.clients.util.BinaryData;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.io.InputStream;
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
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The official client, asked asynchronously. */
final class ElasticsearchConnection implements BulkClient {
    private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchConnection.class);
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int ANSWER_TIMEOUT_MS = 60_000;
    private static final String JSON = "application/json";

    private final RestClient rest;
    private final RestClientTransport transport;
    private final ElasticsearchAsyncClient client;

    ElasticsearchConnection(ElasticsearchSettings settings) {
        rest = rest(settings, ANSWER_TIMEOUT_MS);
        transport = new RestClientTransport(rest, new JacksonJsonpMapper());
        client = new ElasticsearchAsyncClient(transport);
    }

    /** The caller closes it. */
    static RestClient rest(ElasticsearchSettings settings, int answerTimeoutMs) {
        HttpHost[] hosts = Arrays.stream(settings.url().split(","))
                .map(u -> HttpHost.create(u.trim()))
                .toArray(HttpHost[]::new);
        RestClientBuilder builder = RestClient.builder(hosts)
                .setRequestConfigCallback(
                        c -> c.setConnectTimeout(CONNECT_TIMEOUT_MS).setSocketTimeout(answerTimeoutMs));
        String authorization = authorization(settings);
        if (authorization != null) {
            builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", authorization)});
        }
        return builder.build();
    }

    static @Nullable String authorization(ElasticsearchSettings s) {
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

    /** The right to ask may be withheld from a writer; then the check is left to whoever set it up. */
    @Override
    public CompletableFuture<Boolean> hasTemplate(String index) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        // Not through the typed client: it insists on a template to try out, where we ask for those that are there.
        Request question = new Request("POST", "/_index_template/_simulate_index/" + index);
        rest.performRequestAsync(question, new ResponseListener() {
            @Override
            public void onSuccess(Response response) {
                try (InputStream body = response.getEntity().getContent()) {
                    answer.complete(Json.tree(body.readAllBytes())
                            .at("/template/mappings/properties")
                            .isObject());
                } catch (IOException e) {
                    answer.completeExceptionally(e);
                }
            }

            @Override
            public void onFailure(Exception problem) {
                if (BulkOutcomeClassifier.status(problem) == 403) {
                    LOG.warn("index template not checked, not allowed: index={}", index);
                    answer.complete(true);
                } else {
                    answer.completeExceptionally(problem);
                }
            }
        });
        return answer;
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
