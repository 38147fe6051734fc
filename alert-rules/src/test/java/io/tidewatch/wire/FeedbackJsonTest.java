package io.tidewatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.feedback.Visibility;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackJsonTest {
    private static final String MINIMAL =
            "{\"id\":\"weibo:1\",\"source\":\"weibo\",\"event_time\":\"2026-11-11T20:01:05+08:00\",\"text\":\"快递五天没动\"}";

    private final FeedbackJson json = new FeedbackJson(100);

    @Test
    void shouldReadAndWriteWhenItWasHeard() throws Exception {
        String json = "{\"id\":\"1\",\"source\":\"hotline\",\"event_time\":\"2026-11-11T20:00:00+08:00\","
                + "\"heard_at\":\"2026-11-12T00:30:00+08:00\",\"text\":\"t\"}";
        FeedbackJson format = new FeedbackJson(FeedbackJson.DEFAULT_MAX_TEXT);

        Feedback f = format.read(json, "phone");

        assertThat(f.heardAt() - f.eventTime()).isEqualTo(4 * 3_600_000L + 1_800_000L);
        assertThat(FeedbackJson.write(f)).contains("\"heard_at\":\"2026-11-12T00:30:00+08:00\"");
        assertThat(FeedbackJson.write(f.toBuilder().heardAt(0).build())).doesNotContain("heard_at");
    }

    @Test
    void shouldFillDefaultsWhenOptionalFieldsAreMissing() throws Exception {
        Feedback f = json.read(MINIMAL.getBytes(StandardCharsets.UTF_8), "im");

        assertThat(f.channel()).isEqualTo("im");
        assertThat(f.op()).isEqualTo("create");
        assertThat(f.visibility()).isEqualTo(Visibility.INTERNAL);
        assertThat(f.author().role()).isEqualTo(AuthorRole.CUSTOMER);
        assertThat(f.customer().tier()).isEqualTo("unknown");
        assertThat(f.eventOffset()).isEqualTo(480);
    }

    @Test
    void shouldKeepEveryFieldWhenWrittenAndReadAgain() throws Exception {
        String full = "{\"id\":\"a:1\",\"source\":\"a\",\"channel\":\"social\",\"event_time\":\"2026-11-11T20:01:05Z\","
                + "\"op\":\"update\",\"op_time\":\"2026-11-11T21:00:00Z\",\"text\":\"t\",\"title\":\"x\",\"lang\":\"zh\","
                + "\"url\":\"u\",\"visibility\":\"public\",\"touchpoint\":\"delivery\",\"author\":{\"id\":\"1\",\"role\":\"media\","
                + "\"name\":\"n\",\"followers\":12,\"verified\":\"media\"},\"customer\":{\"id\":\"c\",\"tier\":\"vip\","
                + "\"region\":\"浙江\",\"city\":\"杭州\",\"age_band\":\"25-34\"},\"product\":{\"brand\":\"b\",\"name\":\"p\","
                + "\"version\":\"1\",\"batch\":\"9\"},\"order_id\":\"o\",\"thread_id\":\"t\",\"parent_id\":\"p\","
                + "\"repost_of\":\"r\",\"engagement\":{\"reposts\":3,\"comments\":1,\"likes\":9},\"rating\":0.2,\"csat\":0.5,"
                + "\"nps\":7.0}";
        Feedback f = json.read(full, "other");

        assertThat(json.read(FeedbackJson.write(f), "other")).isEqualTo(f);
    }

    @Test
    void shouldCarryDimensionsMediaAndLink() throws Exception {
        // given
        String line = MINIMAL.replace(
                "\"text\"",
                "\"dims\":{\"courier\":\" 顺丰 \",\"store\":null,\"warehouse\":\"" + "仓".repeat(70) + "\",\"line\":7},"
                        + "\"media\":{\"images\":2,\"videos\":null},\"link\":\"https://desk.example.com/t/77\",\"text\"");
        // when
        Feedback f = json.read(line, "social");
        // then
        assertThat(f.dims()).isEqualTo(java.util.Map.of("courier", "顺丰", "warehouse", "仓".repeat(64), "line", "7"));
        assertThat(f.media()).isEqualTo(new io.tidewatch.feedback.Media(2, 0));
        assertThat(f.link()).isEqualTo("https://desk.example.com/t/77");
        assertThat(json.read(FeedbackJson.write(f), "social")).isEqualTo(f);
        assertThat(json.read(MINIMAL, "social").dims()).isEmpty();
        assertThatThrownBy(() -> json.read(line.replace("\"store\":null", "\"store\":[1]"), "social"))
                .hasMessageContaining("dims.store: array");
    }

    @Test
    void shouldFlagAnUnknownChannel() throws Exception {
        Feedback f = json.read(MINIMAL.replace("\"text\"", "\"channel\":\"telepathy\",\"text\""), "social");

        assertThat(f.channel()).isEqualTo("other");
        assertThat(f.channelUnknown()).isTrue();
    }

    @Test
    void shouldTakeARatingWithoutWords() throws Exception {
        Feedback f = json.read(MINIMAL.replace("快递五天没动", "").replace("\"text\"", "\"rating\":0.2,\"text\""), "social");

        assertThat(f.text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json|malformed_json|record",
                "[1]|malformed_json|record",
                "{\"id\":\"1\"}|missing_field|source",
                "{\"id\":\"1\",\"source\":\"a\",\"text\":\"x\"}|missing_field|event_time",
                "{\"id\":\"1\",\"source\":\"a\",\"text\":\"x\",\"event_time\":\"soon\"}|event_time|'soon'",
                "{\"id\":\"1\",\"source\":\"a\",\"text\":7,\"event_time\":\"2026-11-11T20:01:05Z\"}|wrong_type|text",
                "{\"id\":\"1\",\"source\":\"a\",\"event_time\":\"2026-11-11T20:01:05Z\"}|missing_field|text",
                "{\"id\":\"1\",\"id\":\"2\",\"source\":\"a\"}|malformed_json|record",
                "{\"id\":\"1\",\"source\":\"a\",\"text\":\"\\ud800\",\"event_time\":\"2026-11-11T20:01:05Z\"}|invalid_utf8|text",
                "{\"id\":\"1\",\"source\":\"a\",\"text\":\"x\",\"rating\":3,\"event_time\":\"2026-11-11T20:01:05Z\"}|invalid_value|rating",
                "{\"id\":\"1\",\"source\":\"a\",\"text\":\"x\",\"event_time\":\"2026-11-11T20:01:05Z\",\"csat\":NaN}|invalid_value|csat: 'NaN', expected a number from 0 to 1",
                "{\"id\":\"1\",\"source\":\"a\",\"text\":\"x\",\"event_time\":\"2026-11-11T20:01:05Z\",\"nps\":-Infinity}|invalid_value|nps: '-Infinity'",
                "{\"id\":\"1\",\"source\":\"a\",\"text\":\"x\",\"event_time\":\"2026-11-11T20:01:05Z\",\"engagement\":{\"likes\":NaN}}|invalid_value|likes: 'NaN'",
                "{\"id\":\"1\",\"source\":\"a\",\"text\":\"x\",\"event_time\":\"2026-11-11T20:01:05Z\",\"dims\":{\"share\":NaN}}|malformed_json|record: not JSON in dims.share",
                "{\"id\":\"1\",\"source\":\"a\",\"text\":\"x\",\"event_time\":\"2026-11-11T20:01:05Z\",\"rating\":.5}|malformed_json|record: not JSON in rating",
                "{\"id\":\"1\",\"source\":\"a\",\"text\":\"x\",\"event_time\":\"2026-11-11T20:01:05Z\",\"nps\":N/A}|malformed_json|record: not JSON in nps",
                "{\"id\":\"1\",\"source\":\"a\",\"text\":\"x\",\"op\":\"undo\",\"event_time\":\"2026-11-11T20:01:05Z\"}|invalid_value|'undo'"
            })
    void shouldNameFieldAndReasonWhenBroken(String line, String reason, String names) {
        assertThatThrownBy(() -> json.read(line, "social"))
                .isInstanceOfSatisfying(
                        InvalidFeedbackException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(names)
                .hasMessageContaining("expected");
    }

    @Test
    void shouldRefuseBytesThatAreNotUtf8() {
        assertThatThrownBy(() -> json.read(new byte[] {'{', (byte) 0xff, '}'}, "social"))
                .isInstanceOf(InvalidFeedbackException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void shouldRefuseTextOverTheLimit() {
        assertThatThrownBy(() -> json.read(MINIMAL.replace("快递五天没动", "慢".repeat(101)), "social"))
                .isInstanceOf(InvalidFeedbackException.class)
                .hasMessageContaining("101 characters, expected at most 100");
    }
}
