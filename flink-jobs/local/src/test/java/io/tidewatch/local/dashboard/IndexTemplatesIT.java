package io.tidewatch.local.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.elasticsearch.FullDocuments;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.local.server.LocalServers;
import io.tidewatch.local.server.LocalServersExtension;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The templates in a real Elasticsearch, with an index of this test's own for each kind. */
@ExtendWith(LocalServersExtension.class)
class IndexTemplatesIT {
    @Test
    void shouldTakeEveryFullDocumentAndRefuseAnUnknownField(LocalServers servers) throws IOException {
        // given
        ElasticsearchHttp elasticsearch = new ElasticsearchHttp(servers.elasticsearchUrl(), Duration.ofSeconds(30));
        IndexTemplates.install(servers.elasticsearchUrl());
        IndexTemplates.install(servers.elasticsearchUrl());

        for (Map.Entry<String, String> e : FullDocuments.all().entrySet()) {
            ObjectNode document = (ObjectNode) Json.tree(e.getValue());
            document.put("@timestamp", 1_793_707_265_005L);
            String alias = "/" + IndexTemplates.alias(e.getKey());
            String index = alias + "-templates-it";

            // when
            elasticsearch.put(index + "/_doc/1?refresh=true", document.toString());

            // then
            assertThat(elasticsearch
                            .post(
                                    alias + "/_search",
                                    "{\"query\":{\"term\":{\"_index\":\"" + index.substring(1) + "\"}}}")
                            .at("/hits/total/value")
                            .asInt())
                    .as(e.getKey())
                    .isEqualTo(1);
            assertThatThrownBy(() -> elasticsearch.put(
                            index + "/_doc/2",
                            document.deepCopy().put("planted", "x").toString()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("strict_dynamic_mapping_exception");
        }
    }

    /** Of the day on which a version with a new field is installed. */
    @Test
    void shouldTeachTheIndicesThatAreThereWhatIsNew(LocalServers servers) throws Exception {
        ElasticsearchHttp elasticsearch = new ElasticsearchHttp(servers.elasticsearchUrl(), Duration.ofSeconds(30));
        ObjectNode old = (ObjectNode) Json.tree(IndexTemplates.json("receipts"));
        ((ObjectNode) old.at("/template/mappings/properties")).remove("digest");
        elasticsearch.put("/_index_template/tidewatch-receipts", old.toString());
        elasticsearch.put("/tidewatch-receipts-before-it", "{}");
        ObjectNode document = (ObjectNode) Json.tree(FullDocuments.all().get("receipts"));
        document.put("@timestamp", 1_793_707_265_005L);
        assertThatThrownBy(() -> elasticsearch.put("/tidewatch-receipts-before-it/_doc/1", document.toString()))
                .hasMessageContaining("strict_dynamic_mapping_exception");

        IndexTemplates.install(servers.elasticsearchUrl());

        assertThat(elasticsearch
                        .put("/tidewatch-receipts-before-it/_doc/1", document.toString())
                        .path("result")
                        .asText())
                .isEqualTo("created");
    }
}
