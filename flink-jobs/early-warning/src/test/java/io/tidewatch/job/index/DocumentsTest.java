package io.tidewatch.job.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.DeliveryOutcome;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Measure;
import io.tidewatch.alert.Receipt;
import io.tidewatch.alert.Severity;
import io.tidewatch.connector.elasticsearch.IndexRequest;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.DeadLetter;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Sentiment;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.wire.FeedbackJson;
import io.tidewatch.wire.IncidentJson;
import io.tidewatch.wire.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private static final long SAID = Instant.parse("2026-11-11T20:01:05Z").toEpochMilli();

    @Test
    void shouldCountEachComplaintIssueOnceWhenAMessageSaysItTwice() throws Exception {
        IndexRequest r = Documents.feedback(
                annotated(
                        feedback("create", null),
                        opinion("logistics.transit_delay", Label.NEGATIVE, true),
                        opinion("logistics.transit_delay", Label.NEGATIVE, true),
                        opinion("product.quality", Label.NEGATIVE, false),
                        opinion("price.value", Label.POSITIVE, false)),
                "t-0-1");

        JsonNode d = json(r);

        assertThat(r.index()).isEqualTo("tidewatch-feedback-2026.11.11");
        assertThat(r.id()).isEqualTo("weibo:1");
        assertThat(r.version()).isEqualTo(SAID);
        assertThat(r.origin()).isEqualTo("t-0-1");
        assertThat(d.path("@timestamp").longValue()).isEqualTo(SAID);
        assertThat(d.path("issues").toString()).isEqualTo("[\"logistics.transit_delay\"]");
        assertThat(d.path("categories").toString()).isEqualTo("[\"logistics\"]");
        assertThat(d.path("region").asText()).isEqualTo("浙江");
        assertThat(d.path("is_negative").intValue()).isEqualTo(1);
        assertThat(d.path("is_complaint").intValue()).isEqualTo(1);
        assertThat(d.path("deleted").booleanValue()).isFalse();
        assertThat(d.path("text").asText()).isEqualTo("三天了还没动");
        assertThat(d.path("opinions")).hasSize(4);
    }

    @Test
    void shouldStayInTheFirstDaysIndexAndRiseInVersionWhenAMessageIsUpdatedLater() throws Exception {
        IndexRequest r = Documents.feedback(annotated(feedback("update", "2026-11-14T00:00:00Z")), "");

        assertThat(r.index()).isEqualTo("tidewatch-feedback-2026.11.11");
        assertThat(r.version()).isEqualTo(Instant.parse("2026-11-14T00:00:00Z").toEpochMilli());
    }

    /** Its past may have been read again meanwhile, which counts its version up. */
    @Test
    void shouldPassOverWhatIsStoredWhenADeleteDoesNotSayItsTime() throws Exception {
        AnnotatedFeedback delete = annotated(feedback("delete", null)).withTimes(SAID + 90_000, SAID + 90_100);

        assertThat(Documents.feedback(delete, "").version()).isEqualTo(SAID + 90_000);
        assertThat(Documents.feedback(annotated(feedback("create", null)).withTimes(SAID + 90_000, 0), "")
                        .version())
                .isEqualTo(SAID);
        assertThat(Documents.feedback(annotated(feedback("update", null)).withTimes(0, 0), "")
                        .version())
                .isEqualTo(SAID);
    }

    /** A part put over the document of an earlier reading is the document of a new message. */
    @Test
    void shouldReadAStoredMessageAgainWithoutTouchingTheRest() throws Exception {
        AnnotatedFeedback before = annotated(feedback("create", null), opinion("other", Label.NEGATIVE, true));
        AnnotatedFeedback again =
                annotated(feedback("create", null), opinion("logistics.transit_delay", Label.NEGATIVE, true))
                        .toBuilder()
                        .analysisVersion("v2")
                        .grade(4)
                        .build();

        ObjectNode merged = (ObjectNode) json(Documents.feedback(before, ""));
        merged.setAll(StoredReading.of(again));

        assertThat(merged).isEqualTo(json(Documents.feedback(again, "")));
        assertThat(StoredReading.of(again).has("text")).isFalse();
        assertThat(StoredReading.of(again).has("id")).isFalse();
    }

    @Test
    void shouldKeepTheDocumentWithoutItsWordsWhenAMessageIsDeleted() throws Exception {
        JsonNode d = json(Documents.feedback(annotated(feedback("delete", "2026-11-12T00:00:00Z")), ""));

        assertThat(d.path("deleted").booleanValue()).isTrue();
        assertThat(d.path("text").asText()).isEmpty();
        assertThat(d.path("tokens").asText()).isEmpty();
        assertThat(d.path("title").isNull()).isTrue();
        assertThat(d.toString()).doesNotContain("三天");
    }

    @Test
    void shouldMakeOneDocumentPerSourceAndMinuteWhenHeartbeatsCome() throws Exception {
        IndexRequest first = Documents.source(annotated(Feedback.heartbeat("weibo", SAID)), "");
        IndexRequest second = Documents.source(
                annotated(Feedback.heartbeat("weibo", SAID + 5_000)).withTimes(SAID + 7_500, 0), "");

        assertThat(second.id()).isEqualTo(first.id()).startsWith("weibo|");
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(second.index()).isEqualTo("tidewatch-sources-2026.11.11");
        assertThat(json(second).path("lag_seconds").doubleValue()).isEqualTo(2.5);
        assertThat(json(second).path("source").asText()).isEqualTo("weibo");
    }

    @Test
    void shouldHashTheIdWhenItIsLongerThanElasticsearchTakes() {
        assertThat(Documents.documentId("慢".repeat(170))).isEqualTo("慢".repeat(170));
        assertThat(Documents.documentId("慢".repeat(171))).startsWith("sha256:").hasSize(39);
    }

    @Test
    void shouldOverwriteAPaneOnlyWithAsManyPostsOrMore() throws Exception {
        Group group = new Group(List.of("issue", "region"), List.of("logistics.transit_delay", "浙江"));

        IndexRequest first = Documents.measure(measure("s", group, 10), "");
        IndexRequest amended = Documents.measure(measure("s", group, 12), "");

        assertThat(amended.id()).isEqualTo(first.id());
        assertThat(amended.version()).isEqualTo(12);
        assertThat(Documents.measure(measure("t", group, 10), "").id()).isNotEqualTo(first.id());
        assertThat(json(amended).path("issue").asText()).isEqualTo("logistics.transit_delay");
        assertThat(json(amended).path("region").asText()).isEqualTo("浙江");
        assertThat(json(amended).has("channel")).isFalse();
    }

    @Test
    void shouldKeyAnAlertByItsEpisodeAndOrderByRevision() throws Exception {
        IndexRequest r = Documents.alert(
                AlertJson.read(
                        "{\"id\":\"e1\",\"fingerprint\":\"f\",\"revision\":3,\"kind\":\"surge\",\"status\":\"amended\",\"severity\":\"critical\",\"starts_at\":\"2026-11-11T23:59:59Z\","
                                + "\"updated_at\":\"2026-11-12T00:10:00Z\",\"group\":{\"issue\":\"logistics.transit_delay\",\"region\":\"浙江\"}}"),
                "");

        assertThat(r.index()).isEqualTo("tidewatch-alerts-2026.11.11");
        assertThat(r.id()).isEqualTo("e1");
        assertThat(r.version()).isEqualTo(3);
        assertThat(json(r).path("region").asText()).isEqualTo("浙江");
    }

    @Test
    void shouldListTheRegionsOfAnIncidentsMembers() throws Exception {
        IndexRequest r = Documents.incident(
                IncidentJson.read(
                        "{\"id\":\"i1\",\"revision\":2,\"status\":\"open\",\"severity\":\"warning\",\"starts_at\":\"2026-11-11T20:00:00Z\",\"members\":["
                                + "{\"kind\":\"surge\",\"status\":\"firing\",\"severity\":\"warning\",\"group\":{\"region\":\"浙江\"}},{\"kind\":\"surge\",\"status\":\"firing\",\"severity\":\"info\",\"group\":{\"region\":\"江苏\"}},"
                                + "{\"kind\":\"surge\",\"status\":\"firing\",\"severity\":\"info\",\"group\":{\"region\":\"浙江\"}}]}"),
                "");

        assertThat(r.index()).isEqualTo("tidewatch-incidents-2026.11.11");
        assertThat(json(r).path("regions")).extracting(JsonNode::asText).containsExactlyInAnyOrder("浙江", "江苏");
    }

    @Test
    void shouldStayInItsIndexWhenAMemberWithAStartBeforeMidnightJoinsAnIncident() throws Exception {
        long start = Instant.parse("2026-11-12T00:03:00Z").toEpochMilli();
        String id = "logistics.transit_delay@" + start / 1_000;

        IndexRequest r = Documents.incident(
                IncidentJson.read(
                        "{\"id\":\"" + id
                                + "\",\"revision\":2,\"status\":\"open\",\"severity\":\"warning\",\"starts_at\":\"2026-11-11T23:58:00Z\"}"),
                "");

        assertThat(r.index()).isEqualTo("tidewatch-incidents-2026.11.12");
        assertThat(json(r).path("@timestamp").longValue()).isEqualTo(start - 300_000);
    }

    @Test
    void shouldKeyReceiptsByDeliveryAndDeadLettersByOrigin() {
        IndexRequest receipt = Documents.receipt(
                new Receipt(
                        "d1",
                        "i",
                        "r",
                        "webhook",
                        AlertStatus.FIRING,
                        Severity.INFO,
                        DeliveryOutcome.DELIVERED,
                        200,
                        null,
                        1,
                        SAID),
                "");
        IndexRequest dead = Documents.deadLetter(
                new DeadLetter("event_time", "p", "annotate", "tidewatch.feedback.social", 1, 7, SAID, null, null, "x"),
                "");

        assertThat(receipt.id()).isEqualTo("d1");
        assertThat(receipt.index()).isEqualTo("tidewatch-receipts-2026.11.11");
        assertThat(dead.id()).isEqualTo("tidewatch.feedback.social-1-7");
        assertThat(dead.index()).isEqualTo("tidewatch-dead-letters-2026.11.11");
    }

    @Test
    void shouldRefuseARecordWithoutTime() {
        assertThatThrownBy(
                        () -> Documents.measure(new Measure("s", Group.ALL, 0, 0, 1, 1, 1, 1, 0, null, null, null), ""))
                .hasMessageContaining("measures: no time");
    }

    private static Feedback feedback(String op, String opTime) throws Exception {
        return new FeedbackJson(1_000)
                .read(
                        "{\"id\":\"weibo:1\",\"source\":\"weibo\",\"event_time\":\"2026-11-12T04:01:05+08:00\",\"op\":\""
                                + op
                                + "\",\"op_time\":" + (opTime == null ? "null" : "\"" + opTime + "\"")
                                + ",\"text\":\"三天了还没动\",\"title\":\"三天\",\"customer\":{\"region\":\"浙江\"}}",
                        "social");
    }

    private static AnnotatedFeedback annotated(Feedback f, Opinion... opinions) {
        return AnnotatedFeedback.builder(f)
                .tokens("三天 了")
                .keywords(List.of("三天"))
                .contentHash("c")
                .voiceKey("v")
                .simhash(7)
                .foldable(true)
                .sentiment(new Sentiment(Label.NEGATIVE, -0.9, 0.9))
                .opinions(List.of(opinions))
                .grade(3)
                .analysisVersion("a1")
                .build();
    }

    private static Opinion opinion(String issue, Label label, boolean complaint) {
        return new Opinion(issue, label, -0.5, 0.8, 0, 2, complaint);
    }

    private static Measure measure(String series, Group group, long posts) {
        return new Measure(series, group, SAID, SAID + 300_000, posts, posts, posts, 0, posts, null, null, null);
    }

    private static JsonNode json(IndexRequest r) throws Exception {
        return Json.tree(r.json());
    }
}
