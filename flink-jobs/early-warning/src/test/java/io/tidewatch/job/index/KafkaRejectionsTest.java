package io.tidewatch.job.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.connector.elasticsearch.IndexRequest;
import io.tidewatch.feedback.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KafkaRejectionsTest {

    @Test
    void shouldSayWhereTheRecordLiesWhenElasticsearchRejectsItsDocument() {
        var request = new IndexRequest(
                "tidewatch-alerts-2026.11.11",
                "e1",
                1,
                "x".repeat(5_000).getBytes(StandardCharsets.UTF_8),
                "tidewatch.dead-letters-3-17");

        DeadLetter d = KafkaRejections.deadLetter(request, "document_parsing_exception: bad", 5);

        assertThat(d.topic()).isEqualTo("tidewatch.dead-letters");
        assertThat(d.partition()).isEqualTo(3);
        assertThat(d.offset()).isEqualTo(17);
        assertThat(d.reason()).isEqualTo("index_rejected");
        assertThat(d.problem()).startsWith("document_parsing_exception");
        assertThat(d.payload()).hasSize(2_000);
        assertThat(d.id()).isEqualTo("e1");
    }
}
