package io.tidewatch.local.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.elasticsearch.FullDocuments;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.dashboard.kibana.KibanaPanels;
import io.tidewatch.dashboard.kibana.PanelQuery;
import io.tidewatch.local.server.LocalServers;
import io.tidewatch.local.server.LocalServersExtension;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every panel's query over one full document of each kind, in indices of this test's own: what other tests have stored
 * answers nothing here.
 */
@ExtendWith(LocalServersExtension.class)
class KibanaPanelsIT {
    private static final String OWN = "-panels-it";

    @Test
    void shouldDrawSomethingInEveryPanel(LocalServers servers) throws IOException {
        // given
        ElasticsearchHttp elasticsearch = new ElasticsearchHttp(servers.elasticsearchUrl(), Duration.ofSeconds(30));
        IndexTemplates.install(servers.elasticsearchUrl());
        for (String kind : List.of("feedback", "alerts")) {
            ObjectNode document = (ObjectNode) Json.tree(FullDocuments.all().get(kind));
            document.put("@timestamp", 1_793_707_265_005L);
            if (kind.equals("feedback")) {
                document.put("region", "浙江").put("is_complaint", 1).put("is_negative", 1);
                document.putArray("issues").add("logistics.transit_delay");
            }
            elasticsearch.put("/" + IndexTemplates.alias(kind) + OWN + "/_doc/1?refresh=true", document.toString());
        }

        assertThat(KibanaPanels.load()).hasSizeGreaterThan(5);
        for (PanelQuery query : KibanaPanels.load()) {
            // when
            JsonNode answer = elasticsearch.post("/" + query.index() + OWN + "/_search", query.queryJson());

            // then
            assertThat(query.isAnswered(answer))
                    .as("%s: %s", query.title(), answer)
                    .isTrue();
            assertThat(query.isAnswered(Json.tree("{\"hits\":{\"total\":{\"value\":0}}}")))
                    .isFalse();
        }
    }
}
