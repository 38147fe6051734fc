package io.tidewatch.dashboard.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Needs an Elasticsearch of one's own; the whole path is tested with the local servers elsewhere. */
@EnabledIfSystemProperty(named = "tidewatch.test.elasticsearch", matches = "http.*")
class IndexTemplatesIT {
    private final String url = System.getProperty("tidewatch.test.elasticsearch");
    private final ElasticsearchHttp elasticsearch = new ElasticsearchHttp(url, Duration.ofSeconds(30));

    @Test
    void shouldTakeEveryFullDocumentAndRefuseAnUnknownField() throws IOException {
        // given
        IndexTemplates.install(url);
        IndexTemplates.install(url);

        for (Map.Entry<String, String> e : FullDocuments.all().entrySet()) {
            ObjectNode document = (ObjectNode) Json.tree(e.getValue());
            document.put("@timestamp", 1_793_707_265_005L);
            String index = "/" + IndexTemplates.alias(e.getKey()) + "-2026.11.03";

            // when
            elasticsearch.put(index + "/_doc/1?refresh=true", document.toString());

            // then
            assertThat(elasticsearch
                            .post(
                                    "/" + IndexTemplates.alias(e.getKey()) + "/_search",
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
}
