package io.tidewatch.connector.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.junit.jupiter.api.Test;

class IndexRequestTest {

    @Test
    void shouldComeBackEqualWhenItWentThroughACheckpoint() throws Exception {
        var serializer = new IndexRequestStateSerializer();
        var request = new IndexRequest(
                "tidewatch-feedback-2026.11.11",
                "微博:1",
                7,
                "{\"text\":\"慢\"}".getBytes(StandardCharsets.UTF_8),
                "t-0-1");
        var state = new BufferedRequestState<>(List.of(new RequestEntryWrapper<>(request, request.json().length)));

        var back = serializer.deserialize(serializer.getVersion(), serializer.serialize(state));

        assertThat(back.getBufferedRequestEntries())
                .singleElement()
                .satisfies(e -> assertThat(e.getRequestEntry()).isEqualTo(request));
    }

    @Test
    void shouldRefuseWhatWouldFailAWholeBulkRequest() {
        assertThatThrownBy(() -> IndexRequest.of("i", "x".repeat(513), 1, "{}")).hasMessageContaining("513 bytes");
        assertThatThrownBy(() -> IndexRequest.of("i", "", 1, "{}")).hasMessageContaining("id");
        assertThatThrownBy(() -> IndexRequest.of("i", "a", -1, "{}")).hasMessageContaining("version: -1");
    }

    @Test
    void shouldNotPrintTheDocument() {
        assertThat(IndexRequest.of("i", "a", 1, "{\"text\":\"secret\"}").toString())
                .doesNotContain("secret");
    }

    @Test
    void shouldNameTheIndexByTheUtcDayOfTheEvent() {
        long lateEveningInUtc = Instant.parse("2026-11-11T23:59:59Z").toEpochMilli();

        assertThat(IndexNames.of(IndexNames.FEEDBACK, lateEveningInUtc)).isEqualTo("tidewatch-feedback-2026.11.11");
        assertThat(IndexNames.of(IndexNames.DEAD_LETTERS, lateEveningInUtc + 1_000))
                .isEqualTo("tidewatch-dead-letters-2026.11.12");
    }

    @Test
    void shouldKeepSecretsOutOfPrintedSettings() {
        var settings = new ElasticsearchSettings("https://es:9200", "tidewatch", "hunter2", "a2V5");

        assertThat(settings.toString()).doesNotContain("hunter2").doesNotContain("a2V5");
        assertThat(ElasticsearchConnection.authorization(settings)).isEqualTo("ApiKey a2V5");
        assertThatThrownBy(() -> ElasticsearchSettings.of("localhost:9200"))
                .hasMessageContaining("http(s)://host:port");
    }
}
