package io.tidewatch.job.detect;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.tidewatch.episode.DayBudget;
import io.tidewatch.episode.Episode;
import io.tidewatch.episode.MemberAlert;
import io.tidewatch.episode.Signal;
import io.tidewatch.episode.Suspension;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.DeadLetter;
import io.tidewatch.feedback.Engagement;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Product;
import io.tidewatch.feedback.Sentiment;
import io.tidewatch.feedback.Verification;
import io.tidewatch.feedback.Visibility;
import io.tidewatch.feedback.shared.IdCounts;
import io.tidewatch.feedback.shared.IdField;
import io.tidewatch.feedback.shared.SharedId;
import io.tidewatch.feedback.shared.SharedIds;
import io.tidewatch.job.detect.copies.ComingMessage;
import io.tidewatch.job.detect.copies.CopyCluster;
import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.job.detect.copies.IdActivity;
import io.tidewatch.job.detect.copies.SharedIdsSerializer;
import io.tidewatch.job.detect.episode.BreachChange;
import io.tidewatch.job.detect.episode.PendingSignal;
import io.tidewatch.job.detect.episode.RecordedEpisode;
import io.tidewatch.job.detect.episode.SingleMessage;
import io.tidewatch.job.detect.episode.SuspendedAlertsFunction;
import io.tidewatch.job.detect.figures.HeardDays;
import io.tidewatch.job.detect.figures.SourceArrivals;
import io.tidewatch.job.detect.figures.Tally;
import io.tidewatch.job.detect.figures.TallyEvent;
import io.tidewatch.job.detect.figures.TallyPane;
import io.tidewatch.job.detect.figures.WallEvent;
import io.tidewatch.job.detect.follow.Contact;
import io.tidewatch.job.detect.follow.Contacts;
import io.tidewatch.job.detect.follow.RuleEvent;
import io.tidewatch.job.detect.follow.StepEvent;
import io.tidewatch.job.detect.launch.ProductActivity;
import io.tidewatch.job.detect.redact.Redaction;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.RuleOwner;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.series.Primer;
import io.tidewatch.job.detect.series.SeriesControl;
import io.tidewatch.job.detect.series.SeriesEvent;
import io.tidewatch.job.detect.series.SeriesName;
import io.tidewatch.job.detect.series.SeriesSerializer;
import io.tidewatch.job.detect.tide.CategoryActivity;
import io.tidewatch.job.detect.tide.TideLevel;
import io.tidewatch.job.detect.time.AnnotatedRecord;
import io.tidewatch.job.detect.time.OutagesOfSource;
import io.tidewatch.job.detect.time.SourceActivity;
import io.tidewatch.job.detect.time.SourceOutage;
import io.tidewatch.level.LevelMember;
import io.tidewatch.limit.Standing;
import io.tidewatch.series.LaunchSlot;
import io.tidewatch.series.ProductCount;
import io.tidewatch.series.RuleReading;
import io.tidewatch.series.Series;
import io.tidewatch.series.SeriesMessage;
import io.tidewatch.surge.ExpectedBand;
import io.tidewatch.surge.MessageDays;
import io.tidewatch.term.TermClock;
import io.tidewatch.term.TermPane;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.api.java.typeutils.ListTypeInfo;
import org.apache.flink.api.java.typeutils.MapTypeInfo;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that travels or is kept goes through Flink's own serializers, with its nullable fields empty and filled. */
class DetectStreamTypesTest {
    private static final long T = Feed.START;
    private static final AlertValue BARE =
            AlertValue.builder().posts(1).originals(1).authors(1).build();
    private static final AlertValue FULL = AlertValue.builder()
            .posts(9)
            .originals(8)
            .authors(7)
            .reach(6)
            .expected(1.5)
            .ratio(5.3)
            .score(4.2)
            .probability(.98)
            .negativeShare(.5)
            .doublingMinutes(12.0)
            .change(new ShareChange(.4, .2, 20, .999))
            .completeness(.75)
            .forecast(new Forecast(Severity.CRITICAL, 20, 10, null))
            .build();
    private static final EvidenceSample SAMPLE =
            new EvidenceSample("weibo:1", "快递😀五天没动", "social", "weibo", T).with(new Attached(2, 0, null));
    private static final Evidence WHY = new Evidence(
                    SAMPLE,
                    List.of(SAMPLE),
                    List.of("没动"),
                    List.of(new Lift("city", "杭州", 2.5), new Lift("hub", "北仓", 2, new Bilingual("仓", "Hub"))))
            .withShares(List.of(
                    new LevelShare("city", "杭州", .8, .2, .9),
                    new LevelShare("hub", "北仓", .8, .2, .9, new Bilingual("仓", "Hub"))));
    private static final Bilingual WORDS = new Bilingual("一", "one");

    static Stream<Object> values() {
        AnnotatedFeedback bare = new Feed(1).complaint("app.crash", "浙江", T, null);
        AnnotatedFeedback full = full(bare);
        SeriesMessage slim = SeriesMessage.builder(T, "a")
                .author(-1)
                .followers(5)
                .text("t")
                .channel("social")
                .source("weibo")
                .keywords(List.of("k"))
                .traits(List.of("city=杭州"))
                .receivedAt(1)
                .annotatedAt(2)
                .build();
        RuleReading calm = new RuleReading("R", T, null, 0, true, BARE, Evidence.NONE, true, 0, 0);
        Signal quiet = new Signal("R", "s", io.tidewatch.alert.Group.ALL, calm);
        Signal breach = new Signal(
                "R",
                "s",
                RuleTexts.ZHEJIANG,
                new RuleReading("R", T, Severity.CRITICAL, T, false, FULL, WHY, false, 1, 2, true, 3_600_000L, true));
        return Stream.of(
                bare,
                full,
                new CountedMessage(full, true),
                new SeriesEvent("k", "s", RuleTexts.ZHEJIANG, slim),
                new SeriesEvent("k", "s", RuleTexts.ZHEJIANG, slim.in(List.of("half"))),
                new SeriesEvent("k", "s", RuleTexts.ZHEJIANG, null),
                SeriesEvent.learnt(new Primer("s", RuleTexts.ZHEJIANG, new byte[] {1, -2})),
                new Primer("s", RuleTexts.ZHEJIANG, new byte[] {1, -2}),
                new SourceActivity("weibo", T, 5, 3, T),
                new SourceOutage("weibo", T, T + 1, Long.MAX_VALUE, Long.MAX_VALUE),
                new OutagesOfSource(List.of(new SourceOutage("weibo", T, T + 1, T + 2, T + 3))),
                SeriesControl.of(new SourceOutage("weibo", T, T + 1, T + 2, T + 3)),
                SeriesControl.of(new TideLevel(T, 1.5, 1.2)),
                new Suspension("a", "b", .3, .2, T, T),
                new SuspendedAlertsFunction.Open(alert(null, null, null, BARE, Evidence.NONE), T, T),
                SeriesControl.of(new LaunchSlot(T, List.of(new ProductCount("p", "i", 3)), Map.of("i", .25))),
                new LaunchSlot(T, List.of(new ProductCount("p", "i", 3)), Map.of()),
                new ProductActivity("p", "i", T, 3),
                new TideLevel(T, 1.5, 1.2),
                new CategoryActivity("app", T, 5, 3),
                SeriesControl.of(RuleTexts.set(3, RuleTexts.match("A"))),
                quiet,
                breach,
                new SingleMessage(quiet, 3, .5),
                new MessageDays(20_000, -1),
                new PendingSignal(quiet, 0),
                new PendingSignal(breach, T),
                PendingSignal.of(new RecordedEpisode(alert(null, null, null, BARE, Evidence.NONE), T)),
                new RecordedEpisode(alert(null, null, null, BARE, Evidence.NONE), T),
                new BreachChange(T, true),
                new StepEvent(T, "a", 5),
                new RuleEvent("R", "s", 1, 0, RuleTexts.ZHEJIANG, true, false, 3, "o", 4, slim),
                new RuleOwner("R", "s", 1, 0, RuleTexts.ZHEJIANG, T),
                new Contacts(List.of(new Contact("", 1, slim), new Contact("o", 5, slim)), Contacts.NEVER),
                new TermPane(3, 1, Map.of("漏水", 2L)),
                new TermClock(T, 0),
                member(null),
                member(new EvidenceSample("a", "t", "im", "weibo", T, "step", "先问")),
                RuleTexts.set(3, RuleTexts.match("A")),
                new RuleUpdate(1, Map.of(), Map.of()),
                new AnnotatedRecord(full, "tidewatch.feedback.social-0"),
                tally(),
                new TallyEvent("i", "r", "c", "", T, true, -5, 10, -1, false),
                new Redaction("weibo:1", 5),
                TallyPane.EMPTY,
                new SourceArrivals(T, T + 1, 2, 3, 4, T, 5),
                HeardDays.UNKNOWN,
                new HeardDays(List.of(20_000L, 20_001L), true),
                new TallyPane(3, 2, 1, 1, 1, List.of(1L, -2L), List.of(5L, 6L), T),
                new IdActivity("weibo", T, new byte[] {1, -2}),
                new SharedId("weibo", IdField.ORDER, "0", T, SharedId.OPEN, T + 1, 200, 1_000),
                new ComingMessage(full, T, T - 1),
                new CopyCluster(List.of(1L, -2L), List.of(T, T + 1), List.of("a", "")),
                new SeriesName("s", RuleTexts.ZHEJIANG),
                Standing.first(T).after(T + 600_000),
                new DayBudget(20_000, 3),
                alert(null, null, null, BARE, Evidence.NONE).toBuilder()
                        .held(Alert.HELD_BY_BUDGET)
                        .build(),
                new WallEvent("alert", T, "{}"),
                alert(null, null, null, BARE, Evidence.NONE),
                alert(Resolution.RECOVERED, new Peak(T, 9), new Trace(1, 2, 3), FULL, WHY),
                new LevelMember(alert(null, null, null, BARE, Evidence.NONE), null, null, null, 0),
                new LevelMember(alert(null, null, null, BARE, Evidence.NONE), Group.ALL, "leader", Severity.WARNING, 2),
                episode(BARE, Evidence.NONE),
                episode(FULL, WHY),
                new Measure("complaints", RuleTexts.ZHEJIANG, T, T + 60_000, 1, 2, 3, 4, 5, null, null, null),
                new Measure(
                        "complaints",
                        RuleTexts.ZHEJIANG,
                        T,
                        T + 60_000,
                        1,
                        2,
                        3,
                        4,
                        5,
                        1.5,
                        new ExpectedBand(0, 3),
                        -2.5),
                incident(null, null),
                incident("li", new Peak(T, 9)),
                new Receipt(
                        "d",
                        "i",
                        "r",
                        "webhook",
                        AlertStatus.FIRING,
                        Severity.INFO,
                        DeliveryOutcome.DELIVERED,
                        200,
                        null,
                        1,
                        T),
                new Receipt(
                        "d",
                        "i",
                        "r",
                        "webhook",
                        AlertStatus.FIRING,
                        Severity.INFO,
                        DeliveryOutcome.FAILED,
                        0,
                        "timeout",
                        2,
                        T),
                new DeadLetter("malformed_json", "p", "annotate", "t", 0, 1, T, null, null, "x"),
                new DeadLetter("missing_field", "p", "index", "t", 0, 1, T, "weibo:1", "weibo", "x"));
    }

    private static MemberAlert member(EvidenceSample first) {
        return new MemberAlert(
                "C",
                "s",
                1,
                RuleTexts.ZHEJIANG,
                "R",
                "f",
                Severity.CRITICAL,
                true,
                T,
                FULL,
                first,
                List.of("没动"),
                1,
                2);
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void shouldSurviveAStreamWithoutGenericTypes(T value) throws Exception {
        @SuppressWarnings("unchecked")
        TypeInformation<T> type = TypeInformation.of((Class<T>) value.getClass());
        Configuration config = new Configuration();
        config.set(PipelineOptions.GENERIC_TYPES, false);
        TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl(config));
        DataOutputSerializer out = new DataOutputSerializer(256);

        serializer.serialize(value, out);
        T read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

        assertThat(type).isInstanceOf(PojoTypeInfo.class);
        assertNoGenericTypes(type, type.toString());
        assertThat(read).usingRecursiveComparison().isEqualTo(value);
        assertThat(serializer.copy(value)).usingRecursiveComparison().isEqualTo(value);
    }

    @Test
    void shouldReadASeriesBackAsItWas() throws Exception {
        Series series = new Series(T, DetectSettings.CHINA_MS);
        series.add(SeriesMessage.builder(T, "a")
                .negative(true)
                .author(1)
                .followers(5)
                .text("t")
                .channel("social")
                .source("weibo")
                .keywords(List.of("k"))
                .traits(List.of("city=杭州"))
                .receivedAt(1)
                .annotatedAt(2)
                .build());
        RuleUpdate set = RuleTexts.set(1, RuleTexts.surge("Swell"));
        series.read(T + 30_000, List.of(RuleTexts.rule(set, "Swell")), 30_000);
        DataOutputSerializer out = new DataOutputSerializer(256);
        SeriesSerializer.INSTANCE.serialize(series, out);
        byte[] packed = out.getCopyOfBuffer();

        Series read = SeriesSerializer.INSTANCE.deserialize(new DataInputDeserializer(packed));

        out.clear();
        SeriesSerializer.INSTANCE.serialize(read, out);
        assertThat(out.getCopyOfBuffer()).isEqualTo(packed);
    }

    @Test
    void shouldReadTheIdsOfASourceBackAsTheyWere() throws Exception {
        SharedIds ids = new SharedIds();
        Feed feed = new Feed(1);
        for (long slot = T; slot < T + 3 * Feed.HOUR; slot += 10 * Feed.MINUTE) {
            IdCounts counts = new IdCounts();
            counts.add(feed.complaint("app.crash", "浙江", T, null).feedback());
            ids.add(slot, counts);
        }
        ids.look("weibo", T + 2 * Feed.HOUR);
        DataOutputSerializer out = new DataOutputSerializer(256);
        SharedIdsSerializer.INSTANCE.serialize(ids, out);
        byte[] packed = out.getCopyOfBuffer();

        SharedIds read = SharedIdsSerializer.INSTANCE.copy(
                SharedIdsSerializer.INSTANCE.deserialize(new DataInputDeserializer(packed)));

        out.clear();
        SharedIdsSerializer.INSTANCE.serialize(read, out);
        assertThat(out.getCopyOfBuffer()).isEqualTo(packed);
    }

    private static void assertNoGenericTypes(TypeInformation<?> type, String path) {
        assertThat(type).describedAs(path).isNotInstanceOf(GenericTypeInfo.class);
        if (type instanceof PojoTypeInfo<?> pojo) {
            for (int i = 0; i < pojo.getArity(); i++) {
                assertNoGenericTypes(
                        pojo.getTypeAt(i),
                        path + "." + pojo.getPojoFieldAt(i).getField().getName());
            }
        } else if (type instanceof ListTypeInfo<?> list) {
            assertNoGenericTypes(list.getElementTypeInfo(), path + "[]");
        } else if (type instanceof MapTypeInfo<?, ?> map) {
            assertNoGenericTypes(map.getKeyTypeInfo(), path + " key");
            assertNoGenericTypes(map.getValueTypeInfo(), path + " value");
        }
    }

    private static AnnotatedFeedback full(AnnotatedFeedback m) {
        Feedback f = Feedback.builder("weibo:1", "weibo", T)
                .channelUnknown(true)
                .op("update")
                .opTime(T + 1)
                .text("😀")
                .title("title")
                .lang("zh")
                .url("https://x.test")
                .visibility(Visibility.PUBLIC)
                .touchpoint("hotline")
                .author(new Author("a", AuthorRole.MEDIA, "name", 9, Verification.COMPANY))
                .customer(new Customer("c", "vip", "浙江", "杭州", "30"))
                .product(new Product("b", "n", "v", "1"))
                .orderId("o")
                .threadId("t")
                .parentId("p")
                .repostOf("weibo:0")
                .engagement(new Engagement(1, 2, 3))
                .rating(.5)
                .csat(1.0)
                .nps(10.0)
                .build();
        return AnnotatedFeedback.builder(f)
                .receivedAt(1)
                .annotatedAt(2)
                .tokens("t")
                .keywords(List.of("k"))
                .contentHash("c")
                .voiceKey("v")
                .simhash(-1)
                .pii(List.of("phone"))
                .mentions(List.of("u_7f"))
                .topics(List.of("双11"))
                .noise("advertising")
                .sentiment(new Sentiment(Label.POSITIVE, 1, .5))
                .opinions(m.opinions())
                .grade(5)
                .analysisVersion("v1")
                .build();
    }

    private static Tally tally() {
        return new Tally("i", "r", "c", "", T, true, 1, 2, 3, 4, 5, 6, 7, T);
    }

    private static Alert alert(Resolution resolution, Peak peak, Trace trace, AlertValue value, Evidence why) {
        return Alert.builder("id", "fp", "app.crash", "R", AlertKind.SURGE, Severity.WARNING, RuleTexts.ZHEJIANG)
                .issueName(new Bilingual("闪退", "Crash"))
                .ruleVersion("v")
                .status(resolution == null ? AlertStatus.FIRING : AlertStatus.RESOLVED)
                .resolution(resolution)
                .historical(true)
                .labels(Map.of("team", "logistics"))
                .startsAt(T)
                .firedAt(T)
                .updatedAt(T)
                .windowMs(600_000)
                .value(value)
                .evidence(why)
                .completeness(1.0)
                .summary(WORDS)
                .owner(resolution == null ? null : resolution.wire())
                .runbook(resolution == null ? null : resolution.wire())
                .peak(peak)
                .trace(trace)
                .level(resolution == null ? null : RuleTexts.ZHEJIANG)
                .partOf(resolution == null ? null : "leader")
                .build();
    }

    private static Episode episode(AlertValue value, Evidence why) {
        return Episode.builder("id", "R", "s", RuleTexts.ZHEJIANG, T)
                .firedAt(T)
                .revision(2)
                .severity(Severity.CRITICAL)
                .value(value)
                .evidence(why)
                .coldStart(true)
                .peakAt(T)
                .peakOriginals(9)
                .emittedAt(T)
                .emittedOriginals(8)
                .updatedAt(T)
                .keepUntil(T)
                .receivedAt(1)
                .annotatedAt(2)
                .evaluatedAt(3)
                .build();
    }

    private static Incident incident(String who, Peak peak) {
        Member m = new Member(
                "a",
                "fp",
                "R",
                AlertKind.SURGE,
                AlertStatus.FIRING,
                Severity.INFO,
                RuleTexts.ZHEJIANG,
                T,
                T,
                FULL,
                WORDS);
        return new Incident(
                "i",
                "app.crash",
                1,
                IncidentStatus.OPEN,
                Severity.INFO,
                false,
                T,
                T,
                0,
                "open",
                who,
                who,
                who,
                WORDS,
                List.of(m),
                WHY,
                peak);
    }
}
