package io.tidewatch.local.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.local.server.LocalServers;
import io.tidewatch.local.server.LocalServersExtension;
import io.tidewatch.taxonomy.TopicProposal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalServersExtension.class)
class TopicStoreIT {
    @Test
    void shouldStoreTheseTopicsAndNoOthers(LocalServers servers) throws IOException {
        // given
        IndexTemplates.install(servers.elasticsearchUrl());
        TopicStore store = new TopicStore(new ElasticsearchHttp(servers.elasticsearchUrl(), Duration.ofSeconds(30)));
        assertThat(store.read()).isEmpty();
        store.replace(List.of(), List.of(topic("a", 9), topic("b", 7)));

        // when
        List<TopicProposal> before = store.read();
        store.replace(before, List.of(topic("b", 8)));

        // then
        assertThat(before).containsExactly(topic("a", 9), topic("b", 7));
        assertThat(store.read()).containsExactly(topic("b", 8));
    }

    private static TopicProposal topic(String id, long authors) {
        return new TopicProposal(
                id,
                "欠费停机",
                List.of("欠费停机"),
                List.of("欠费", "停机"),
                List.of("没欠费也停机"),
                authors,
                authors,
                List.of(1L, authors - 1),
                1,
                1_793_707_265_000L,
                1_793_807_265_000L,
                "found." + id,
                "apiVersion: tidewatch/v1",
                1_793_907_265_000L);
    }
}
