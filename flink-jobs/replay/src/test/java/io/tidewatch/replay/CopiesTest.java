package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.job.detect.copies.Decorations;
import io.tidewatch.job.detect.copies.FoldCopiesFunction;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.FeedbackJson;
import io.tidewatch.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many voices are counted, from raw texts to what is called an original. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopiesTest {
    private static final int COPIES = 5_000;
    private static final int PEOPLE = 500;

    private Analyzer analyzer;

    @BeforeAll
    void load() {
        analyzer = Analyzer.of(TaxonomyFiles.packaged(), "a key of sixteen bytes".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "订的年货快递卡在中转站十天了，打了六次电话都说再等等，实在太气人",
                "买的冰箱才用了三个星期就不制冷了，售后说要等配件，等了半个月没人联系我，投诉也没有回音，一家人的菜全坏了",
                "千万不要在他们家买东西，我上个月下单的空调一直显示待发货，客服每天都说明天发，问退款又说要审核七个工作日，到今天钱也没退货也没有，电话直接打不通了"
            })
    void shouldCountOneVoiceWhenEachCopyCarriesAnotherDecoration(String post) throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < COPIES; i++) {
            int sides = i % 3;
            texts.add((sides != 1 ? Decorations.one(random) : "") + post + (sides != 0 ? Decorations.one(random) : ""));
        }
        assertThat(Set.copyOf(texts)).hasSizeGreaterThan(COPIES * 8 / 10);

        assertThat(originals(texts)).isLessThanOrEqualTo(60);
    }

    @Test
    void shouldCountOneVoiceWhateverTheOrder() throws Exception {
        SplittableRandom random = new SplittableRandom(6);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            texts.add(Decorations.one(random) + "充值了三百块钱一直没有到账，找客服三天了还在说核实，谁来管管这个平台" + Decorations.one(random));
        }
        List<AnnotatedFeedback> messages = annotated(texts);
        Set<CountedMessage> inOrder = new HashSet<>(counted(messages));
        Collections.shuffle(messages, new Random(7));

        assertThat(new HashSet<>(counted(messages))).isEqualTo(inOrder);
    }

    @Test
    @Disabled(
            "not mended: on social media people who complain of the same in much the same words are counted as copies of one")
    void shouldCountEachPersonOfACrowdThatSaysMuchTheSame() throws Exception {
        List<String> bought = List.of("双十二买的", "上月下单的", "前天的订单", "我那个包裹", "给爸爸买的外套", "预售的靴子", "新手机");
        List<String> what = List.of("快递实在太慢了", "物流慢得离谱", "快递卡在半路不动", "物流一直没有更新");
        List<String> since = List.of("等了四天还没到", "等了六天还是没有到", "一个礼拜了还在路上", "五天了还没发出来");
        List<String> so = List.of("客服也没人回复", "打电话没人接听", "下次再也不买了", "太让人失望了", "到底什么时候能到");
        SplittableRandom random = new SplittableRandom(8);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            texts.add(pick(random, bought) + pick(random, what) + "，" + pick(random, since) + "，" + pick(random, so));
        }

        assertThat(originals(texts)).isGreaterThanOrEqualTo(PEOPLE * 9 / 10);
    }

    private static String pick(SplittableRandom random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    @Test
    void shouldCountEachPersonOfACrowd() throws Exception {
        SplittableRandom random = new SplittableRandom(10);
        Set<String> texts = new HashSet<>();
        while (texts.size() < PEOPLE) {
            texts.add(StormTest.ownWords(random));
        }

        assertThat(originals(List.copyOf(texts))).isGreaterThanOrEqualTo(PEOPLE * 95 / 100);
    }

    @Test
    void shouldCountEachPersonWhoHasOwnWords() throws Exception {
        String[] fact = {
            "快递五天没动", "物流显示一直在中转站", "下单一个星期了还没发货", "包裹到现在都没收到", "说好的次日达等了四天", "显示签收可是我没有拿到", "快递卡在分拨中心不动了", "物流信息三天没有更新"
        };
        String[] service = {
            "客服一直说让我再等等", "打了好几次电话都没人接", "客服每次都是复制粘贴的回复", "申请退款也不给处理", "商家说不归他们管", "快递公司和商家互相推", "投诉了也没有人理", "在线客服全是机器人"
        };
        String[] demand = {
            "请尽快给我一个说法", "以后再也不会在这里买了", "希望平台能够尽快处理", "要求马上退款", "再不解决我就打12315", "太让人失望了", "真的无语了", "这服务态度太差了"
        };
        String[] about = {"给孩子买的书包", "我妈要用的药", "新房子的灯", "过生日的蛋糕模具", "公司要的打印纸", "换季的被子", "刚订的手机", "急用的充电器"};
        String[] where = {"在杭州", "在老家", "寄到学校", "发往昆明", "从广州发的", "送到公司", "寄给我爸", "在县城"};
        SplittableRandom random = new SplittableRandom(8);
        Set<String> texts = new HashSet<>();
        while (texts.size() < PEOPLE) {
            List<String> clauses = new ArrayList<>(List.of(
                    of(about, random) + of(where, random), of(fact, random), of(service, random), of(demand, random)));
            if (random.nextInt(3) == 0) {
                Collections.swap(clauses, 1, 2);
            }
            if (random.nextInt(3) == 0) {
                clauses.add(of(service, random));
            }
            texts.add(String.join("，", clauses));
        }

        assertThat(originals(List.copyOf(texts))).isGreaterThanOrEqualTo(PEOPLE * 95 / 100);
    }

    @Test
    void shouldCountEachPersonWhoQuotesOneSentenceInOwnWords() throws Exception {
        SplittableRandom random = new SplittableRandom(9);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            texts.add(Decorations.letters(random, 15) + "，希望平台能够重视并尽快给消费者一个满意的答复，" + Decorations.letters(random, 12));
        }

        assertThat(originals(texts)).isEqualTo(PEOPLE);
    }

    private static String of(String[] parts, SplittableRandom random) {
        return parts[random.nextInt(parts.length)];
    }

    private long originals(List<String> texts) throws Exception {
        return counted(annotated(texts)).stream()
                .filter(CountedMessage::original)
                .count();
    }

    private static List<CountedMessage> counted(List<AnnotatedFeedback> messages) throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, AnnotatedFeedback, CountedMessage> harness =
                Operators.open(new FoldCopiesFunction(Feed.DAY), FoldCopiesFunction::keyOf, null)) {
            for (AnnotatedFeedback m : messages) {
                harness.processElement(m, m.feedback().eventTime());
            }
            harness.processWatermark(Feed.START + Feed.HOUR);
            return Operators.drain(harness);
        }
    }

    private List<AnnotatedFeedback> annotated(List<String> texts) throws Exception {
        FeedbackJson reader = new FeedbackJson(64 * 1024);
        List<AnnotatedFeedback> out = new ArrayList<>();
        for (String text : texts) {
            Map<String, Object> m = new LinkedHashMap<>();
            m.put("id", "weibo:" + out.size());
            m.put("source", "weibo");
            m.put("channel", "social");
            m.put("event_time", WireTime.print(Feed.START + out.size() * 100L));
            m.put("text", text);
            out.add(analyzer.analyze(reader.readTree(Json.MAPPER.valueToTree(m), "social")));
        }
        return out;
    }
}
