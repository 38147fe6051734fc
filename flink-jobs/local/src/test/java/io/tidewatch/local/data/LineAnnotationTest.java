package io.tidewatch.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.connector.file.LineReader;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.job.annotate.TextAnalysis;
import io.tidewatch.wire.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineAnnotationTest {
    private static final TextAnalysis REAL = TextAnalysis.packaged(
                    "a key of many bytes".getBytes(StandardCharsets.UTF_8))
            .open();

    private final LineAnnotation annotation = new LineAnnotation(REAL, 100);

    @Test
    void shouldAnnotateWithoutAnyTimeOfOurs() throws Exception {
        JsonNode n = Json.tree(apply(FeedbackFixtures.line("a", 0)));

        assertThat(n.path("id").asText()).isEqualTo("a");
        assertThat(n.path("annotated_at").isNull()).isTrue();
        assertThat(n.path("received_at").isNull()).isTrue();
        assertThat(n.path("grade").asInt()).isBetween(1, 5);
        assertThat(apply(FeedbackFixtures.line("a", 0))).isEqualTo(n.toString());
    }

    @Test
    void shouldNotRememberTheLineBefore() {
        String rated = FeedbackFixtures.line("b", 0).replace("慢", "").replace("\"op\":", "\"rating\":0.2,\"op\":");
        String alone = apply(rated);

        apply(FeedbackFixtures.line("a", 0).replace("慢", "快递三天没动了，差评"));

        assertThat(apply(rated)).isEqualTo(alone);
    }

    @Test
    void shouldTakeAbsurdTimes() throws Exception {
        String far = FeedbackFixtures.line("a", 0).replaceFirst("20\\d\\d-", "2099-");

        assertThat(Json.tree(apply(far)).has("error")).isFalse();
    }

    @Test
    void shouldSayWhatIsWrongWithALine() throws Exception {
        JsonNode n = Json.tree(apply("{\"id\":\"a\",\"source\":\"s\",\"event_time\":\"13800138000\",\"text\":\"x\"}"));

        assertThat(n.path("line").asInt()).isEqualTo(7);
        assertThat(n.path("reason").asText()).isEqualTo("event_time");
        assertThat(n.path("error").asText()).startsWith("event_time: '").doesNotContain("13800138000");
        assertThat(annotation.broken()).isEqualTo(1);
    }

    @Test
    void shouldGiveALineForEachBrokenOne() throws Exception {
        byte[] invalid = {'{', '"', (byte) 0xFF, '"', '}'};

        assertThat(reason(apply(""))).isEqualTo("malformed_json");
        assertThat(reason(apply("no"))).isEqualTo("malformed_json");
        assertThat(reason(annotation.apply(invalid, 1))).isEqualTo("invalid_utf8");
        assertThat(reason(annotation.apply(new byte[LineReader.MAX_LINE + 1], 1)))
                .isEqualTo("record_too_long");
        assertThat(reason(apply(FeedbackFixtures.line("a", 0).replace("慢", "慢".repeat(101)))))
                .isEqualTo("text_too_long");
    }

    @Test
    void shouldNotQuoteTheCustomerWhenTheAnalysisFails() throws Exception {
        LineAnnotation failing = new LineAnnotation(
                new TextAnalysis() {
                    @Override
                    public AnnotatedFeedback analyze(Feedback feedback) {
                        throw new IllegalStateException(feedback.text());
                    }

                    @Override
                    public AnnotatedFeedback again(AnnotatedFeedback stored) {
                        return stored;
                    }

                    @Override
                    public String version() {
                        return "failing";
                    }

                    @Override
                    public String mask(String text) {
                        return text;
                    }
                },
                100);

        JsonNode n = Json.tree(failing.apply(FeedbackFixtures.line("a", 0).getBytes(StandardCharsets.UTF_8), 1));

        assertThat(n.path("reason").asText()).isEqualTo("analysis_failed");
        assertThat(n.path("error").asText()).doesNotContain("慢").contains("IllegalStateException");
    }

    private String apply(String line) {
        return annotation.apply(line.getBytes(StandardCharsets.UTF_8), 7);
    }

    private static String reason(String json) throws Exception {
        return Json.tree(json).path("reason").asText();
    }
}
