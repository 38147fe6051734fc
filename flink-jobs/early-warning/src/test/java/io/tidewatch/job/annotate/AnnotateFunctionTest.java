package io.tidewatch.job.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.DeadLetter;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.AnnotatedJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotateFunctionTest {
    private static final String SOCIAL = "tidewatch.feedback.social";
    private static final Instant NOW = Instant.parse("2026-11-11T12:00:00Z");

    private BroadcastOperatorTestHarness<RawRecord, TaxonomyUpdate, KeyedMessage> harness;
    private long offset;

    @BeforeEach
    void open() throws Exception {
        harness = ProcessFunctionTestHarnesses.forBroadcastProcessFunction(
                new AnnotateFunction(
                        1_000,
                        new TimeGuard(
                                Duration.ofDays(30).toMillis(),
                                Duration.ofMinutes(10).toMillis()),
                        FakeAnalysis.FACTORY,
                        TaxonomyUpdate.PACKAGED,
                        () -> Clock.fixed(NOW, ZoneOffset.UTC)),
                LiveTaxonomy.STATE);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldDropDimensionsThatAreNotDeclaredWhereTheMessageIsRead() throws Exception {
        // given
        String carried = "\"dims\":{\"courier\":\"顺丰\",\"hub\":\"萧山\"},\"text\"";
        String own = "apiVersion: tidewatch/dimensions/v1\ndimensions: [{name: hub, zh: 分拨, en: Hub}]\n";
        // when
        receive(SOCIAL, message("w:1", "慢", "2026-11-11T19:59:00+08:00").replace("\"text\"", carried));
        harness.processBroadcastElement(
                new TaxonomyUpdate(5, Map.of("t.yaml", "any"), Map.of("dimensions.yaml", own)), 0);
        receive(SOCIAL, message("w:2", "慢", "2026-11-11T19:59:00+08:00").replace("\"text\"", carried));
        // then
        List<KeyedMessage> out = harness.extractOutputValues();
        assertThat(AnnotatedJson.read(out.get(0).value()).feedback().dims()).isEqualTo(Map.of("courier", "顺丰"));
        assertThat(AnnotatedJson.read(out.get(1).value()).feedback().dims()).isEqualTo(Map.of("hub", "萧山"));
    }

    @Test
    void shouldAnnotateAndKeepTheTimesWhenAMessageIsGood() throws Exception {
        receive(SOCIAL, message("w:1", "物流太慢", "2026-11-11T19:59:00+08:00"));

        AnnotatedFeedback a = annotated();

        assertThat(a.feedback().id()).isEqualTo("w:1");
        assertThat(a.feedback().channel()).isEqualTo("social");
        assertThat(a.receivedAt()).isEqualTo(NOW.toEpochMilli() - 1_000);
        assertThat(a.annotatedAt()).isEqualTo(NOW.toEpochMilli());
        assertThat(a.opinions()).hasSize(1);
        assertThat(messages().get(0).key()).isEqualTo("w:1");
        assertThat(deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tidewatch.feedback.service, im",
        "tidewatch.feedback.review, review",
        "tidewatch.feedback.taobao, other",
    })
    void shouldTakeTheChannelOfTheTopicWhenTheMessageNamesNone(String topic, String channel) throws Exception {
        receive(topic, message("w:1", "好", "2026-11-11T20:00:00+08:00"));

        assertThat(annotated().feedback().channel()).isEqualTo(channel);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | malformed_json",
                "[] | malformed_json",
                "'' | malformed_json",
                "{\"id\":\"a\",\"id\":\"b\"} | malformed_json",
                "{\"id\":\"a\",\"event_time\":\"2026-11-11T20:00:00+08:00\",\"text\":\"x\"} | missing_field",
                "{\"id\":\"a\",\"source\":\"w\",\"event_time\":\"2026-11-11T20:00:00+08:00\",\"text\":5} | wrong_type",
                "{\"id\":\"a\",\"source\":\"w\",\"event_time\":\"2026-11-11T20:00:00+08:00\",\"text\":\"\\ud800\"} | invalid_utf8",
                "{\"id\":\"a\",\"source\":\"w\",\"event_time\":\"yesterday\",\"text\":\"x\"} | event_time",
                "{\"id\":\"a\",\"source\":\"w\",\"event_time\":\"2099-01-01T00:00:00Z\",\"text\":\"x\"} | event_time",
                "{\"id\":\"a\",\"source\":\"w\",\"event_time\":\"1970-01-01T00:00:00Z\",\"text\":\"x\"} | event_time",
                "{\"id\":\"a\",\"source\":\"w\",\"event_time\":\"2026-10-12T11:59:59Z\",\"text\":\"x\"} | event_time",
                "{\"id\":\"a\",\"source\":\"w\",\"event_time\":\"2026-11-11T12:00:00Z\",\"op\":\"update\",\"op_time\":\"2099-01-01T00:00:00Z\",\"text\":\"x\"} | event_time",
                "{\"id\":\"a\",\"source\":\"w\",\"event_time\":\"2026-11-11T12:00:00Z\",\"text\":\"BREAK\"} | analysis_failed",
                "{\"id\":\"a\",\"source\":\"w\",\"event_time\":\"2026-11-11T12:00:00Z\",\"text\":\"OVERFLOW\"} | analysis_failed",
            })
    void shouldSetAsideWithReasonAndOriginWhenAMessageIsBad(String json, String reason) throws Exception {
        offset = 41;

        receive(SOCIAL, json);

        assertThat(messages()).isEmpty();
        assertThat(deadLetters()).singleElement().satisfies(d -> {
            assertThat(d.reason()).isEqualTo(reason);
            assertThat(d.stage()).isEqualTo("annotate");
            assertThat(d.topic()).isEqualTo(SOCIAL);
            assertThat(d.partition()).isEqualTo(3);
            assertThat(d.offset()).isEqualTo(41);
            assertThat(d.at()).isEqualTo(NOW.toEpochMilli());
        });
    }

    @Test
    void shouldSetAsideWhenTheBytesAreNotUtf8() throws Exception {
        byte[] bytes = message("w:1", "XX", "2026-11-11T20:00:00+08:00").getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == 'X' ? (byte) 0xff : bytes[i];
        }

        receive(new RawRecord(SOCIAL, 3, 0, 0, bytes));

        assertThat(deadLetters()).extracting(DeadLetter::reason).containsExactly("invalid_utf8");
    }

    @Test
    void shouldCutThePayloadWhenARecordHasFiveMegabytes() throws Exception {
        receive(SOCIAL, message("w:1", "慢".repeat(1_700_000), "2026-11-11T20:00:00+08:00"));

        assertThat(deadLetters()).singleElement().satisfies(d -> {
            assertThat(d.reason()).isEqualTo("text_too_long");
            assertThat(d.id()).isEqualTo("w:1");
            assertThat(d.payload()).hasSizeBetween(1_000, 2_000);
        });
    }

    @Test
    void shouldHidePersonalDataWhenAMessageIsSetAside() throws Exception {
        receive(
                SOCIAL,
                "{\"id\":\"w:1\",\"source\":\"w\",\"event_time\":\"打13812345678\",\"order_id\":\"ORDER-7\",\"text\":\"打13812345678\","
                        + "\"author\":{\"id\":\"user-9\",\"name\":\"王小明\"},\"customer\":{\"id\":\"cust-9\"},"
                        + "\"url\":\"https://w.test/p/1?who=ORDER-7\",\"contact\":{\"phone\":\"user-9\"}}");
        receive(
                SOCIAL,
                "{\"id\":\"w:2\",\"text\":\"打\\u0031\\u0033812345678\",\"author\":{\"id\":\"user-9\",\"name\":\"王小明\"},"
                        + "\"customer\":{\"id\":\"cust-9\"},\"url\":\"https://w.test/p/1#ORDER-7\",\"order_id\":\"ORDER-7\"");

        assertThat(deadLetters())
                .hasSize(2)
                .allSatisfy(d -> assertThat(d.payload() + d.problem())
                        .contains("<phone>")
                        .doesNotContain("13812345678")
                        .doesNotContain("ORDER-7")
                        .doesNotContain("王小明")
                        .doesNotContain("user-9")
                        .doesNotContain("cust-9"));
    }

    @Test
    void shouldNotLetHalfAPhoneNumberThroughWhenThePayloadIsCut() throws Exception {
        String json = "{\"text\":\"";
        for (int digits = 0; digits < 12; digits++) {
            String filler = "x".repeat(DeadLetters.MAX_PAYLOAD - json.length() - digits);
            receive(SOCIAL, json + filler + "13812345678" + "y".repeat(3_000));
        }

        assertThat(deadLetters())
                .hasSize(12)
                .allSatisfy(d -> assertThat(d.payload()).doesNotContainPattern("[0-9]"));
    }

    @Test
    void shouldMoveTheEventToTheClockWhenItIsALittleAhead() throws Exception {
        receive(SOCIAL, message("w:1", "好", "2026-11-11T12:09:59Z"));

        assertThat(annotated().feedback().eventTime()).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void shouldMoveTheEventToTheSameInstantOnAReplayWhenTheBrokerSaysWhenItCame() throws Exception {
        long received = NOW.minusSeconds(3_600).toEpochMilli();
        byte[] value = message("w:1", "好", WireTime.print(received + 60_000)).getBytes(StandardCharsets.UTF_8);

        receive(new RawRecord(SOCIAL, 3, 0, received, true, value, Map.of()));

        assertThat(annotated().feedback().eventTime()).isEqualTo(received);
    }

    @Test
    void shouldPassHeartbeatsOnKeyedBySource() throws Exception {
        receive(SOCIAL, "{\"op\":\"heartbeat\",\"source\":\"weibo\",\"event_time\":\"2026-11-11T12:00:00Z\"}");

        assertThat(annotated().feedback().isHeartbeat()).isTrue();
        assertThat(messages().get(0).key()).isEqualTo("heartbeat:weibo");
    }

    @Test
    void shouldSetAsideAHeartbeatWhenItsClockIsWrong() throws Exception {
        receive(SOCIAL, "{\"op\":\"heartbeat\",\"source\":\"weibo\",\"event_time\":\"2099-11-11T12:00:00Z\"}");

        assertThat(messages()).isEmpty();
        assertThat(deadLetters()).extracting(DeadLetter::reason).containsExactly("event_time");
    }

    @Test
    void shouldFillFieldsFromCloudEventsHeadersWhenTheBodyLeavesThemOut() throws Exception {
        byte[] value = "{\"text\":\"慢\",\"source\":\"body\"}".getBytes(StandardCharsets.UTF_8);

        receive(new RawRecord(
                SOCIAL,
                3,
                0,
                0,
                false,
                value,
                Map.of("ce_id", "w:7", "ce_source", "header", "ce_time", "2026-11-11T11:59:00Z")));

        assertThat(annotated().feedback().id()).isEqualTo("w:7");
        assertThat(annotated().feedback().source()).isEqualTo("body");
    }

    @Test
    void shouldKeepTheFlagOfAnUnknownChannelThroughTheWire() throws Exception {
        receive(
                SOCIAL,
                "{\"id\":\"a\",\"source\":\"w\",\"channel\":\"pigeon\",\"event_time\":\"2026-11-11T12:00:00Z\",\"text\":\"x\"}");

        assertThat(annotated().feedback().channel()).isEqualTo("other");
        assertThat(annotated().feedback().channelUnknown()).isTrue();
    }

    private static String message(String id, String text, String eventTime) {
        return "{\"id\":\"" + id + "\",\"source\":\"weibo\",\"event_time\":\"" + eventTime + "\",\"text\":\"" + text
                + "\"}";
    }

    private void receive(String topic, String json) throws Exception {
        receive(new RawRecord(topic, 3, offset++, NOW.toEpochMilli() - 1_000, json.getBytes(StandardCharsets.UTF_8)));
    }

    private void receive(RawRecord record) throws Exception {
        harness.processElement(new StreamRecord<>(record, 0));
    }

    private List<KeyedMessage> messages() {
        return harness.extractOutputValues();
    }

    private AnnotatedFeedback annotated() throws Exception {
        return AnnotatedJson.read(messages().get(0).value());
    }

    private List<DeadLetter> deadLetters() {
        var out = harness.getSideOutput(AnnotateFunction.DEAD_LETTERS);
        return out == null
                ? List.of()
                : out.stream().map(StreamRecord::getValue).toList();
    }
}
