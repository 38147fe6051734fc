package io.tidewatch.connector.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.connector.ingest.FeedbackBatch.Message;
import io.tidewatch.connector.ingest.FeedbackBatch.Problem;
import io.tidewatch.wire.FeedbackJson;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class FeedbackBatchTest {
    private static final FeedbackJson FORMAT = new FeedbackJson(100);

    @Test
    void shouldReadOneObjectOverSeveralLines() {
        FeedbackBatch batch = read("{\n\"id\":\"a:1\",\n\"source\":\"a\",\"event_time\":\"2026-11-22T10:00:00+08:00\","
                + "\n\"text\":\"快递五天没动\"}\n");

        assertThat(batch.problems()).isEmpty();
        assertThat(batch.messages()).singleElement().satisfies(m -> {
            assertThat(m.id()).isEqualTo("a:1");
            assertThat(m.topic()).isEqualTo("tidewatch.feedback.social");
        });
    }

    @Test
    void shouldReadAnArray() {
        FeedbackBatch batch = read("[" + feedback("a:1", "im") + "," + feedback("a:2", "survey") + "]");

        assertThat(batch.messages())
                .extracting(Message::topic)
                .containsExactly("tidewatch.feedback.service", "tidewatch.feedback.survey");
    }

    @Test
    void shouldTakeTheGoodLinesAndNameEachBadOne() {
        FeedbackBatch batch =
                read(feedback("a:1", "review") + "\n\n{\"id\":\"a:2\"}\nnot json\n{\"id\":1,\"source\":\"a\","
                        + "\"event_time\":\"yesterday\",\"text\":\"x\"}\n[]\n");

        assertThat(batch.messages()).extracting(Message::id).containsExactly("a:1");
        assertThat(batch.problems()).extracting(Problem::line).containsExactly(3, 4, 5, 6);
        assertThat(batch.problems())
                .extracting(Problem::reason)
                .containsExactly("missing_field", "malformed_json", "event_time", "malformed_json");
        assertThat(batch.problems().get(0).problem()).startsWith("source: missing");
    }

    @Test
    void shouldNameAnEmptyBody() {
        assertThat(read(" \n").problems())
                .singleElement()
                .satisfies(p -> assertThat(p.problem()).contains("empty"));
    }

    private static FeedbackBatch read(String body) {
        return FeedbackBatch.read(body, FORMAT, UnaryOperator.identity());
    }

    private static String feedback(String id, String channel) {
        return "{\"id\":\"" + id + "\",\"source\":\"a\",\"channel\":\"" + channel
                + "\",\"event_time\":\"2026-11-22T10:00:00+08:00\",\"text\":\"快递五天没动\"}";
    }
}
