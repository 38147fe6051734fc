package io.tidewatch.local.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.connector.elasticsearch.BulkLimits;
import io.tidewatch.connector.elasticsearch.ElasticsearchSettings;
import io.tidewatch.connector.elasticsearch.ElasticsearchSink;
import io.tidewatch.connector.elasticsearch.IndexRequest;
import io.tidewatch.connector.elasticsearch.RejectionHandler;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.local.server.LocalServers;
import io.tidewatch.local.server.LocalServersExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our Elasticsearch sink against the real server. */
@ExtendWith(LocalServersExtension.class)
class ElasticsearchSinkIT {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final String DAY = "tidewatch-sources-2019.01.02";

    @Test
    void shouldEndWithTheHighestVersionOfEachDocumentWhenStatesComeTwiceAndOutOfOrder(LocalServers servers)
            throws Exception {
        IndexTemplates.install(servers.elasticsearchUrl());
        List<IndexRequest> requests = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (int id = 0; id < 1_000; id++) {
                for (int version : new int[] {2, 3, 1}) {
                    requests.add(document("v" + id, version, "it-version-" + version));
                }
            }
        }

        write(servers, requests);

        assertThat(Connected.count(servers.elasticsearchUrl(), DAY, term("it-version-3")))
                .isEqualTo(1_000);
        assertThat(Connected.count(servers.elasticsearchUrl(), DAY, term("it-version-2")))
                .isZero();
        assertThat(Connected.count(servers.elasticsearchUrl(), DAY, term("it-version-1")))
                .isZero();
        JsonNode one = Connected.get(servers.elasticsearchUrl() + "/" + DAY + "/_doc/v7");
        assertThat(one.path("_version").asLong()).isEqualTo(3);
    }

    @Test
    void shouldHandOverTheBadAndWriteTheGoodWhenADocumentDoesNotFitItsTemplate(LocalServers servers) throws Exception {
        IndexTemplates.install(servers.elasticsearchUrl());
        IndexRequest unknownField = IndexRequest.of(DAY, "bad-1", 1, "{\"@timestamp\":1,\"surprise\":true}");
        IndexRequest wrongType = IndexRequest.of(DAY, "bad-2", 1, "{\"@timestamp\":1,\"lag_seconds\":\"many\"}");

        write(
                servers,
                List.of(document("good-1", 1, "it-good"), unknownField, wrongType, document("good-2", 1, "it-good")));

        assertThat(Connected.count(servers.elasticsearchUrl(), DAY, term("it-good")))
                .isEqualTo(2);
        assertThat(Rejected.PROBLEMS.get("bad-1")).contains("strict_dynamic_mapping_exception");
        assertThat(Rejected.PROBLEMS.get("bad-2")).contains("document_parsing_exception");
    }

    @Test
    void shouldFailTheJobAndMakeNoIndexWhenTheTemplateIsMissing(LocalServers servers) throws Exception {
        String index = "untemplated-2019.01.02";

        assertThatThrownBy(() -> write(servers, List.of(IndexRequest.of(index, "1", 1, "{\"a\":1}"))))
                .hasStackTraceContaining("no index template for " + index);

        assertThat(Connected.get(servers.elasticsearchUrl() + "/" + index)
                        .path("status")
                        .asInt())
                .isEqualTo(404);
    }

    private static void write(LocalServers servers, List<IndexRequest> requests) throws Exception {
        StreamExecutionEnvironment env = Connected.environment("500ms");
        env.fromData(TypeInformation.of(IndexRequest.class), requests.toArray(IndexRequest[]::new))
                .uid("documents")
                .sinkTo(new ElasticsearchSink(
                        ElasticsearchSettings.of(servers.elasticsearchUrl()), BulkLimits.DEFAULT, Rejected::new))
                .uid("sink");
        env.execute("elasticsearch-sink-it");
    }

    private static IndexRequest document(String id, long version, String source) {
        return IndexRequest.of(
                DAY, id, version, "{\"@timestamp\":1546387200000,\"source\":\"" + source + "\",\"lag_seconds\":1.5}");
    }

    private static String term(String source) {
        return "{\"query\":{\"term\":{\"source\":\"" + source + "\"}}}";
    }

    private static final class Rejected implements RejectionHandler {
        static final Map<String, String> PROBLEMS = new ConcurrentHashMap<>();

        @Override
        public CompletableFuture<Void> reject(IndexRequest request, String problem) {
            PROBLEMS.put(request.id(), problem);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }
}
