package io.tidewatch.dashboard.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.elasticsearch.FullDocuments;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Needs an Elasticsearch of one's own; over the demo's data the panels are tested with the local servers elsewhere. */
@EnabledIfSystemProperty(named = "tidewatch.test.elasticsearch", matches = "http.*")
class KibanaPanelsIT {
    @Test
    void shouldDrawSomethingInEveryPanel() throws IOException {
        // given
        String url = System.getProperty("tidewatch.test.elasticsearch");
        ElasticsearchHttp elasticsearch = new ElasticsearchHttp(url, Duration.ofSeconds(30));
        IndexTemplates.install(url);
        for (String kind : List.of("feedback", "alerts")) {
            ObjectNode document = (ObjectNode) Json.tree(FullDocuments.all().get(kind));
            document.put("@timestamp", 1_793_707_265_005L);
            if (kind.equals("feedback")) {
                document.put("region", "浙江").put("is_complaint", 1).put("is_negative", 1);
                document.putArray("issues").add("logistics.transit_delay");
            }
            elasticsearch.put(
                    "/" + IndexTemplates.alias(kind) + "-2026.11.03/_doc/1?refresh=true", document.toString());
        }

        assertThat(KibanaPanels.load()).hasSizeGreaterThan(5);
        for (PanelQuery query : KibanaPanels.load()) {
            // when
            var answer = elasticsearch.post("/" + query.index() + "/_search", query.queryJson());

            // then
            assertThat(query.isAnswered(answer))
                    .as("%s: %s", query.title(), answer)
                    .isTrue();
            assertThat(query.isAnswered(Json.tree("{\"hits\":{\"total\":{\"value\":0}}}")))
                    .isFalse();
        }
    }
}
