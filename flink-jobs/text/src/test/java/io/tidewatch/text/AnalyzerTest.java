package io.tidewatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Verification;
import io.tidewatch.feedback.Visibility;
import io.tidewatch.taxonomy.TaxonomyFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyzerTest {
    private static final Author PERSON = new Author("u-1", AuthorRole.CUSTOMER, "张三", 120, Verification.NONE);

    private final Analyzer analyzer = MessageFixtures.ANALYZER;

    @Test
    void shouldHashIdsAndDropNamesAndQueriesWhenPublished() {
        // given
        Feedback f = full("快递五天没动，电话13812345678", "create", "vip", "发布于 浙江", PERSON);
        // when
        Feedback out = analyzer.analyze(f).feedback();
        // then
        assertThat(out.author().id()).matches("[0-9a-f]{32}");
        assertThat(out.customer().id())
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(out.author().id());
        assertThat(out.orderId()).matches("[0-9a-f]{32}");
        assertThat(out.author().name()).isNull();
        assertThat(out.url()).isEqualTo("https://example.com/p/1");
        assertThat(out.customer().region()).isEqualTo("浙江");
        assertThat(out.text()).isEqualTo("快递五天没动，电话[手机号]");
        assertThat(out.title()).isEqualTo("催单[手机号]");
        assertThat(out.lang()).isEqualTo("zh");
        assertThat(out.id()).isEqualTo(f.id());
        assertThat(out.threadId()).isEqualTo("t-1");
        assertThat(analyzer.analyze(f).pii()).containsExactly("phone");
    }

    @Test
    void shouldKeepMentionsAsHashesAndTopicsMasked() {
        // when
        AnnotatedFeedback a =
                analyzer.analyze(MessageFixtures.post("@云雀快运 @张伟 @云雀快运 #双11快递# #找我13812345678# 五天没动", PERSON));
        AnnotatedFeedback other = analyzer.analyze(MessageFixtures.post("@张伟 在吗", PERSON));
        // then
        assertThat(a.mentions()).hasSize(2).allMatch(m -> m.matches("[0-9a-f]{32}"));
        assertThat(other.mentions()).containsExactly(a.mentions().get(1));
        assertThat(a.topics()).containsExactly("双11快递", "找我[手机号]");
        assertThat(other.topics()).isEmpty();
    }

    @Test
    void shouldHaveTheMoodButNotTheComplaintsOfWhatIsPassedOn() {
        // when
        AnnotatedFeedback praise = MessageFixtures.analyze("//@小周:好可爱，太喜欢了！[抱抱]");
        AnnotatedFeedback anger = MessageFixtures.analyze("转发微博//@小周:快递五天没动，气死我了");
        AnnotatedFeedback nothing = MessageFixtures.analyze("//@小周: //@小李:");
        // then
        assertThat(praise.sentiment().label()).isEqualTo(Label.POSITIVE);
        assertThat(anger.sentiment().label()).isEqualTo(Label.NEGATIVE);
        assertThat(anger.opinions()).noneMatch(Opinion::complaint);
        assertThat(nothing.sentiment().label()).isEqualTo(Label.NEUTRAL);
    }

    @Test
    void shouldKeepTheNameOnlyWhenTheAccountIsPublic() {
        assertThat(named(new Author("a", AuthorRole.MEDIA, "晚报", 10, Verification.MEDIA)))
                .isEqualTo("晚报");
        assertThat(named(new Author("a", AuthorRole.CUSTOMER, "大V", 100_000, Verification.PERSON)))
                .isEqualTo("大V");
        assertThat(named(new Author("a", AuthorRole.CUSTOMER, "李四", 99_999, Verification.PERSON)))
                .isNull();
    }

    @Test
    void shouldGiveOtherHashesWhenTheKeyDiffers() {
        // given
        Analyzer other = Analyzer.of(TaxonomyFiles.packaged(), "another key of 16+".getBytes(StandardCharsets.UTF_8));
        Feedback f = MessageFixtures.post("好", PERSON);
        // when, then
        assertThat(other.analyze(f).feedback().author().id())
                .isNotEqualTo(analyzer.analyze(f).feedback().author().id());
        assertThat(other.version()).isEqualTo(analyzer.version()).matches("[0-9a-f]{12}-[0-9a-f]{8}");
    }

    @Test
    void shouldMaskDimensionsAndKeepNoLinkThatIsNoPlainAddress() {
        // given
        Feedback f = MessageFixtures.post("慢", PERSON).toBuilder()
                .dims(new java.util.TreeMap<>(java.util.Map.of("courier", "顺丰", "store", "一店13812345678")))
                .link("https://desk.example.com/t/77?token=abc")
                .build();
        // when
        AnnotatedFeedback a = analyzer.analyze(f);
        // then
        assertThat(a.feedback().dims()).containsEntry("courier", "顺丰");
        assertThat(a.feedback().dims().get("store")).doesNotContain("13812345678");
        assertThat(a.feedback().link()).isEqualTo("https://desk.example.com/t/77");
        for (String bad : java.util.List.of(
                "http://desk.example.com/",
                "javascript:alert(1)",
                "https://a b",
                "https://x/\"><script>",
                "https://user:pw@desk.example.com/",
                "data:text/html,x")) {
            assertThat(analyzer.analyze(f.toBuilder().link(bad).build())
                            .feedback()
                            .link())
                    .as(bad)
                    .isNull();
        }
    }

    @Test
    void shouldGiveNoTitleToAMessageWithoutOne() {
        // when
        AnnotatedFeedback untitled = analyzer.analyze(MessageFixtures.post("好", PERSON));
        AnnotatedFeedback empty = analyzer.analyze(MessageFixtures.post("", PERSON));
        // then
        assertThat(untitled.feedback().title()).isNull();
        assertThat(empty.feedback().title()).isNull();
        assertThat(empty.sentiment().label()).isEqualTo(Label.NEUTRAL);
    }

    @Test
    void shouldPassHeartbeatsUntouchedAndEmptyDeletes() {
        // given
        Feedback heartbeat = Feedback.heartbeat("weibo", 1_794_312_065_000L);
        Feedback delete = full("快递五天没动", "delete", "vip", "浙江", PERSON);
        // when
        AnnotatedFeedback beat = analyzer.analyze(heartbeat);
        AnnotatedFeedback gone = analyzer.analyze(delete);
        // then
        assertThat(beat.feedback()).isEqualTo(heartbeat);
        assertThat(gone.feedback().text()).isEmpty();
        assertThat(gone.feedback().title()).isNull();
        assertThat(gone.opinions()).isEmpty();
        assertThat(gone.feedback().author().id()).matches("[0-9a-f]{32}");
    }

    @Test
    void shouldPointIntoThePublishedTextWhenMarkupWasTakenOut() {
        // given
        String raw = "<p>电话13812345678，客服很好。</p>快递五天没动，无语";
        // when
        AnnotatedFeedback a = MessageFixtures.analyze(raw);
        // then
        Opinion complaint =
                a.opinions().stream().filter(Opinion::complaint).findFirst().orElseThrow();
        assertThat(a.feedback().text().substring(complaint.from(), complaint.to()))
                .isEqualTo("快递五天没动");
        assertThat(complaint.confidence()).isGreaterThan(0.9);
        assertThat(complaint.score()).isLessThan(-0.9);
        assertThat(a.tokens()).contains("快递 五 天").doesNotContain("，");
        assertThat(a.keywords()).startsWith("没动").doesNotContain("手机", "手机号");
    }

    @Test
    void shouldReadTheTitleWhenTheTextSaysNothing() {
        // given
        Feedback f = withTitle("如题", "快递五天没动");
        // when
        AnnotatedFeedback a = analyzer.analyze(f);
        // then
        assertThat(a.opinions()).singleElement().satisfies(o -> {
            assertThat(o.issue()).isEqualTo("logistics.transit_delay");
            assertThat(o.from()).isZero();
            assertThat(o.to()).isZero();
        });
        assertThat(a.sentiment().label()).isEqualTo(Label.NEGATIVE);
    }

    @Test
    void shouldTakeTheScoreForSentimentWhenThereIsNoText() {
        assertThat(rated(0.0).sentiment().label()).isEqualTo(Label.NEGATIVE);
        assertThat(rated(1.0).sentiment().label()).isEqualTo(Label.POSITIVE);
        assertThat(rated(0.5).sentiment().label()).isEqualTo(Label.NEUTRAL);
    }

    @ParameterizedTest
    @CsvSource({
        "advertising,低价代购名牌包 加微信 abc123 一手货源 招代理",
        "advertising,内部优惠券群 扫码进群免费领取 https://t.cn/x",
        "lottery,转发本条微博并关注 揪三位送手机 开奖时间周五",
        "bot,此用户没有填写评价。",
        "bot,系统默认好评！"
    })
    void shouldFlagNoiseWithItsReason(String reason, String text) {
        assertThat(MessageFixtures.analyze(text).noise()).isEqualTo(reason);
        assertThat(MessageFixtures.analyze(text).grade()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"客服让我加微信返现，结果货是假的，骗人", "抽奖活动就是骗人的，从来没中过", "代购的包拉链坏了", "转发微博", "这家店关注很久了，终于下单"})
    void shouldCountWhatCustomersSayWhenItNamesSignsOfNoise(String text) {
        assertThat(MessageFixtures.analyze(text).noise()).isNull();
    }

    @Test
    void shouldNotCountAgentsAsComplainants() {
        // given
        Feedback f =
                MessageFixtures.post("亲，快递五天没动给您添麻烦了", new Author("a", AuthorRole.AGENT, null, 0, Verification.NONE));
        // when
        AnnotatedFeedback a = analyzer.analyze(f);
        // then
        assertThat(a.noise()).isNull();
        assertThat(a.opinions()).noneMatch(a::isComplaint);
        assertThat(a.grade()).isEqualTo(1);
    }

    @Test
    void shouldGradeByFloorAndRaiseOnly() {
        assertThat(grade("请问怎么开发票", "unknown", PERSON)).isEqualTo(1);
        assertThat(grade("收银就开一个口，排队排了四十分钟", "unknown", PERSON)).isBetween(2, 3);
        int plain = grade("快递有点慢", "unknown", PERSON);
        assertThat(plain).isGreaterThanOrEqualTo(4);
        assertThat(grade("快递有点慢", "vip", PERSON)).isEqualTo(5);
        assertThat(grade("快递有点慢", "unknown", new Author("x", AuthorRole.CUSTOMER, null, 200_000, Verification.PERSON)))
                .isEqualTo(5);
        assertThat(grade("充电宝突然冒烟着火", "unknown", PERSON)).isEqualTo(5);
        assertThat(grade("好评，点赞", "vip", PERSON)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "快递五天没动,zh",
        "The parcel is late,en",
        "这个 refund 到底什么时候 arrive please reply,mixed",
        "😀😀,other",
        "안녕하세요 여러분,other",
        "APP又崩了,zh",
        "ok,en"
    })
    void shouldDetectTheLanguage(String text, String lang) {
        assertThat(MessageFixtures.analyze(text).feedback().lang()).isEqualTo(lang);
    }

    @Test
    void shouldGiveTheSameWhenManyThreadsShareIt() throws Exception {
        // given
        List<String> texts = TaxonomyFiles.packaged().leaves().stream()
                .flatMap(l -> l.examples().stream())
                .toList();
        List<AnnotatedFeedback> alone =
                texts.stream().map(MessageFixtures::analyze).toList();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            // when
            List<Callable<List<AnnotatedFeedback>>> tasks = IntStream.range(0, 4)
                    .<Callable<List<AnnotatedFeedback>>>mapToObj(i ->
                            () -> texts.stream().map(MessageFixtures::analyze).toList())
                    .toList();
            // then
            for (var result : pool.invokeAll(tasks)) {
                assertThat(result.get()).isEqualTo(alone);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private int grade(String text, String tier, Author author) {
        return analyzer.analyze(full(text, "create", tier, "浙江", author)).grade();
    }

    private @Nullable String named(Author author) {
        return analyzer.analyze(MessageFixtures.post("好", author))
                .feedback()
                .author()
                .name();
    }

    private static Feedback full(String text, String op, String tier, String region, Author author) {
        Feedback f = MessageFixtures.post(text, author);
        return Feedback.builder(f.id(), f.source(), f.eventTime())
                .channel(f.channel())
                .op(op)
                .text(text)
                .title("催单13812345678")
                .url("https://example.com/p/1?token=abc#x")
                .visibility(Visibility.PUBLIC)
                .author(author)
                .customer(new Customer("c-1", tier, region, "杭州", null))
                .product(f.product())
                .orderId("o-1")
                .threadId("t-1")
                .engagement(f.engagement())
                .build();
    }

    private static Feedback withTitle(String text, String title) {
        Feedback f = MessageFixtures.post(text, PERSON);
        return Feedback.builder(f.id(), f.source(), f.eventTime())
                .channel(f.channel())
                .op(f.op())
                .text(text)
                .title(title)
                .visibility(Visibility.PUBLIC)
                .author(PERSON)
                .customer(f.customer())
                .product(f.product())
                .engagement(f.engagement())
                .build();
    }

    private AnnotatedFeedback rated(double rating) {
        Feedback f = MessageFixtures.post("", PERSON);
        return analyzer.analyze(Feedback.builder(f.id(), f.source(), f.eventTime())
                .channel(f.channel())
                .op(f.op())
                .visibility(Visibility.PUBLIC)
                .author(PERSON)
                .customer(f.customer())
                .product(f.product())
                .engagement(f.engagement())
                .rating(rating)
                .build());
    }
}
