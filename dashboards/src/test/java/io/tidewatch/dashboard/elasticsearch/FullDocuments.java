package io.tidewatch.dashboard.elasticsearch;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Attached;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.DeliveryOutcome;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Forecast;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.IncidentStatus;
import io.tidewatch.alert.LevelShare;
import io.tidewatch.alert.Lift;
import io.tidewatch.alert.Measure;
import io.tidewatch.alert.Member;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.Receipt;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.alert.ShareChange;
import io.tidewatch.alert.Trace;
import io.tidewatch.alert.Trend;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.DeadLetter;
import io.tidewatch.feedback.Engagement;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Product;
import io.tidewatch.feedback.Sentiment;
import io.tidewatch.feedback.Verification;
import io.tidewatch.feedback.Visibility;
import io.tidewatch.surge.ExpectedBand;
import io.tidewatch.taxonomy.TopicProposal;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.wire.AnnotatedJson;
import io.tidewatch.wire.DeadLetterJson;
import io.tidewatch.wire.IncidentJson;
import io.tidewatch.wire.MeasureJson;
import io.tidewatch.wire.ReceiptJson;
import io.tidewatch.wire.TopicJson;
import java.util.List;
import java.util.Map;

/** One document per kind with every field filled, as its writer prints it. */
public final class FullDocuments {
    private static final long T = 1_793_707_265_005L;
    private static final Group GROUP = new Group(List.of("issue", "region"), List.of("logistics.transit_delay", "浙江"));
    private static final AlertValue VALUE = AlertValue.builder()
            .posts(210)
            .originals(120)
            .authors(97)
            .reach(48_000)
            .expected(14.2)
            .band(new ExpectedBand(9, 20))
            .ratio(8.5)
            .score(6.2)
            .probability(0.998)
            .negativeShare(0.93)
            .doublingMinutes(7.0)
            .surprise(9.5)
            .silentDays(49)
            .trend(Trend.RISING)
            .change(new ShareChange(0.4, 0.2, 20, 0.999))
            .forecast(new Forecast(Severity.CRITICAL, 20, 10, 45.5))
            .build();
    private static final EvidenceSample SAMPLE = new EvidenceSample(
            "weibo:1",
            "快递三天没动",
            "social",
            "weibo",
            T,
            "asks",
            "先问",
            new Attached(2, 1, "https://desk.example.com/t/77"));
    private static final Evidence EVIDENCE = new Evidence(
            SAMPLE,
            List.of(SAMPLE),
            List.of("没动"),
            List.of(new Lift("courier", "X", 4.1, new Bilingual("承运商", "Courier"))),
            T - 2_000,
            T - 1_000,
            List.of(new LevelShare("courier", "X", 0.84, 0.2, 0.9, new Bilingual("承运商", "Courier"))));
    private static final Bilingual WORDS = new Bilingual("物流延误", "Transit delay");

    private FullDocuments() {}

    /** Kind → JSON as its writer prints it, for every kind that has a writer. */
    public static Map<String, String> all() {
        return Map.of(
                "feedback", AnnotatedJson.write(feedback()),
                "measures",
                        MeasureJson.write(new Measure(
                                "issue-region-channel",
                                GROUP,
                                T,
                                T + 1,
                                1,
                                1,
                                1,
                                1,
                                1,
                                1.5,
                                new ExpectedBand(0, 3),
                                2.5)),
                "alerts", AlertJson.write(alert()),
                "incidents", IncidentJson.write(incident()),
                "receipts",
                        ReceiptJson.write(new Receipt(
                                "d",
                                "i",
                                "r",
                                "webhook",
                                AlertStatus.FIRING,
                                Severity.CRITICAL,
                                DeliveryOutcome.FAILED,
                                500,
                                "away",
                                3,
                                T,
                                "other")),
                "topics",
                        TopicJson.write(new TopicProposal(
                                "3f1c2ab4",
                                "欠费停机",
                                List.of("欠费停机"),
                                List.of("欠费", "停机"),
                                List.of("没欠费也停机"),
                                9,
                                8,
                                List.of(1L, 8L),
                                1.5,
                                T,
                                T + 1,
                                "found.qian_fei_ting_ji",
                                "apiVersion: tidewatch/v1",
                                T + 2)),
                "dead-letters",
                        DeadLetterJson.write(new DeadLetter(
                                "malformed_json", "not JSON", "annotate", "t", 1, 42, T, "weibo:1", "weibo", "{")));
    }

    private static AnnotatedFeedback feedback() {
        Feedback feedback = Feedback.builder("weibo:1", "weibo", T)
                .channelUnknown(true)
                .op("update")
                .opTime(T + 1)
                .heardAt(T + 2)
                .text("快递三天没动")
                .title("title")
                .lang("zh")
                .url("https://example.com/1")
                .visibility(Visibility.PUBLIC)
                .touchpoint("delivery")
                .author(new Author("a", AuthorRole.CUSTOMER, "name", 120, Verification.NONE))
                .customer(new Customer("c", "vip", "浙江", "杭州", "25-34"))
                .product(new Product("acme", "kettle", "2", "b7"))
                .orderId("o")
                .threadId("t")
                .parentId("p")
                .repostOf("r")
                .engagement(new Engagement(3, 1, 9))
                .rating(0.2)
                .csat(0.3)
                .nps(4.0)
                .dims(Map.of("courier", "顺丰"))
                .media(new io.tidewatch.feedback.Media(2, 1))
                .link("https://desk.example.com/t/77")
                .build();
        return AnnotatedFeedback.builder(feedback)
                .receivedAt(T)
                .annotatedAt(T + 2)
                .tokens("快递 三天 没 动")
                .keywords(List.of("没动"))
                .contentHash("h")
                .voiceKey("v")
                .simhash(7L)
                .foldable(true)
                .pii(List.of("phone"))
                .mentions(List.of("u_7f"))
                .topics(List.of("双11"))
                .noise("advertising")
                .sentiment(new Sentiment(Label.NEGATIVE, -0.91, 0.97))
                .opinions(List.of(new Opinion("logistics.transit_delay", Label.NEGATIVE, -0.93, 0.95, 0, 9, true)))
                .grade(3)
                .analysisVersion("1")
                .build();
    }

    private static Alert alert() {
        return Alert.builder(
                        "a",
                        "f",
                        "logistics.transit_delay",
                        "LogisticsDelaySurge",
                        AlertKind.SURGE,
                        Severity.CRITICAL,
                        GROUP)
                .revision(2)
                .issueName(new Bilingual("运输延误", "Transit delay"))
                .ruleVersion("v1")
                .status(AlertStatus.RESOLVED)
                .resolution(Resolution.RECOVERED)
                .labels(Map.of("team", "logistics"))
                .startsAt(T)
                .firedAt(T)
                .updatedAt(T)
                .resolvedAt(T)
                .windowMs(600_000)
                .value(VALUE)
                .evidence(EVIDENCE)
                .completeness(0.99)
                .summary(WORDS)
                .owner("logistics-oncall")
                .runbook("runbooks/logistics-delay.md")
                .peak(new Peak(T, 120))
                .trace(new Trace(T, T, T))
                .held(Alert.HELD_BY_BUDGET)
                .level(new Group(List.of("courier"), List.of("X")))
                .partOf("b")
                .build();
    }

    private static Incident incident() {
        return new Incident(
                "i",
                "logistics.transit_delay",
                2,
                IncidentStatus.RESOLVED,
                Severity.CRITICAL,
                false,
                T,
                T,
                T,
                "acknowledged",
                "li.wei",
                "logistics-oncall",
                "runbooks/logistics-delay.md",
                WORDS,
                List.of(new Member(
                        "a",
                        "f",
                        "LogisticsDelaySurge",
                        AlertKind.SURGE,
                        AlertStatus.FIRING,
                        Severity.CRITICAL,
                        GROUP,
                        T,
                        T,
                        VALUE,
                        WORDS,
                        "swell",
                        "b")),
                EVIDENCE,
                new Peak(T, 120),
                new Group(List.of("courier"), List.of("X")));
    }
}
