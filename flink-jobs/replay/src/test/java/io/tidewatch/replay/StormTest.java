package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.copies.Decorations;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** People count, not posts: storms of one voice and a crowd of many, with the shipped rules on raw messages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class StormTest {
    private static final long ONSET = Feed.START + 26 * Feed.HOUR;
    private static final int STORM = 5_000;

    private static final String[] WHO = {"我妈", "我爸", "我", "我同学", "我室友", "邻居", "我们公司", "我姐", "老家亲戚", "我女朋友"};
    private static final String[] WHEN = {"上周一", "双休日", "上个月底", "前几天", "生日那天", "国庆前", "周三晚上", "大前天", "开学前", "月初"};
    private static final String[] WHAT = {
        "买的奶粉", "下单的空调", "订的婚纱", "拍的手机壳", "囤的猫粮", "抢的球鞋", "买的书架", "订的水果", "换的轮胎", "挑的窗帘"
    };
    private static final String[] STATE = {
        "快递五天没动", "物流太慢了", "包裹一直没到", "快递还没收到", "货到现在还没送到", "物流三天没更新", "快递卡在中转站", "包裹滞留在分拨中心", "配送延误了", "快递等了一周才到"
    };
    private static final String[] END = {
        "气死我了", "太差劲", "客服也不管", "真让人失望", "再也不买了", "要求退款", "急得不行", "完全没人理", "垃圾服务", "等着用呢"
    };

    private record Raw(long time, String line) {}

    private final List<Raw> lines = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(11);
    private List<Alert> alerts = List.of();
    private int n;

    @TempDir
    static Path dir;

    @BeforeAll
    void play() throws Exception {
        for (String region : List.of("浙江", "广东", "北京", "江苏", "上海", "四川", "湖北", "湖南")) {
            for (int i = 0; i < 150; i++) {
                say(region, Feed.START + random.nextLong(28 * Feed.HOUR), ownWords(), person(), null);
            }
        }
        // someone is always there besides the one who posts by the thousand
        for (int i = 0; i < 28 * 6 * 18; i++) {
            say("山东", Feed.START + random.nextLong(28 * Feed.HOUR), ownWords(), person(), null);
        }
        for (int i = 0; i < STORM; i++) {
            say("浙江", inTheHour(), post("浙江"), person(), "weibo:1");
            say("广东", inTheHour(), post("广东"), person(), null);
            say("北京", inTheHour(), decorated(post("北京"), i % 40), person(), null);
            say("江苏", inTheHour(), decorated(post("江苏")), person(), null);
            say("湖南", inTheHour(), decorated("订的家具物流三个星期没有动，客服只会说再等等，要求退款"), person(), null);
            say("上海", inTheHour(), ownWords(), "tireless", null);
            say("山东", inTheHour(), ownWords(), "untiring", null);
        }
        for (int i = 0; i < 500; i++) {
            say("四川", inTheHour(), ownWords(), person(), null);
        }
        lines.sort(Comparator.comparingLong(Raw::time));
        Path file = dir.resolve("storm.jsonl");
        Files.write(file, lines.stream().map(Raw::line).toList());
        Map<String, String> shipped = Map.of("shipped.yaml", Files.readString(shippedRules()));
        alerts = Backtest.run(
                file,
                new RuleUpdate(1, shipped, Map.of()),
                () -> Analyzer.of(TaxonomyFiles.packaged(), "a key of sixteen bytes".getBytes(StandardCharsets.UTF_8)),
                2);
    }

    @Test
    void shouldRaiseASurgeWhenFiveHundredPeopleComplainInTheirOwnWords() {
        assertThat(swellsIn("四川")).isNotEmpty();
    }

    @Test
    void shouldRaiseNoneWhenOnePostIsRepostedFiveThousandTimes() {
        assertThat(swellsIn("浙江")).isEmpty();
    }

    @Test
    void shouldRaiseNoneWhenOneTextIsCopiedFiveThousandTimes() {
        assertThat(swellsIn("广东")).isEmpty();
    }

    @Test
    void shouldRaiseNoneWhenCopiesAreDecorated() {
        assertThat(swellsIn("北京")).isEmpty();
    }

    @Test
    void shouldRaiseNoneWhenEachCopyCarriesAnotherDecoration() {
        assertThat(swellsIn("江苏")).isEmpty();
        assertThat(swellsIn("湖南")).isEmpty();
    }

    @Test
    void shouldRaiseNoneWhenOneAuthorPostsByTheThousand() {
        assertThat(swellsIn("上海")).isEmpty();
        assertThat(swellsIn("山东")).isEmpty();
    }

    private List<String> swellsIn(String region) {
        return alerts.stream()
                .filter(a -> region.equals(a.group().get("region")))
                .map(a -> a.rule() + " " + a.group() + " " + a.value())
                .toList();
    }

    private long inTheHour() {
        return ONSET + random.nextLong(Feed.HOUR);
    }

    private String person() {
        return "person" + n;
    }

    private String ownWords() {
        return ownWords(random);
    }

    public static String ownWords(SplittableRandom random) {
        return of(WHO, random) + of(WHEN, random) + of(WHAT, random) + "，" + of(STATE, random) + "，" + of(END, random);
    }

    private static String post(String region) {
        return region + "的朋友注意，在他家订的年货快递卡在中转站十天了，打了六次电话都说再等等，老人孩子就等着这些东西过年，实在太气人";
    }

    /** One post with small things around it, as those write who pass it on. */
    private static String decorated(String post, int kind) {
        String[] before = {"", "扩散！", "求转发：", "真的假的？", "看看这个 ", "无语了，", "天哪", "有人管吗？", "帮转 ", "唉，"};
        String[] after = {"", "😡", "😭😭", "！！", " 转发微博", " 求关注", "……", "🙏", " 大家小心", "[怒]"};
        String name = kind % 3 == 0 ? "" : "@用户" + kind + " ";
        return before[kind % 10] + name + post + after[kind / 10 % 10];
    }

    private String decorated(String post) {
        int sides = random.nextInt(3);
        return (sides != 1 ? Decorations.one(random) : "") + post + (sides != 0 ? Decorations.one(random) : "");
    }

    private static String of(String[] parts, SplittableRandom random) {
        return parts[random.nextInt(parts.length)];
    }

    private void say(String region, long time, String text, String author, String repostOf) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("id", "weibo:storm" + n++);
        m.put("source", "weibo");
        m.put("channel", "social");
        m.put("event_time", WireTime.print(time));
        m.put("text", text);
        m.put("author", Map.of("id", author, "followers", 50));
        m.put("customer", Map.of("region", region));
        if (repostOf != null) {
            m.put("repost_of", repostOf);
        }
        lines.add(new Raw(time, Json.MAPPER.valueToTree(m).toString()));
    }

    private static Path shippedRules() throws IOException {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("alert-rules/rules/shipped.yaml"))) {
            at = at.getParent();
        }
        if (at == null) {
            throw new IOException("alert-rules/rules/shipped.yaml: expected above the working directory");
        }
        return at.resolve("alert-rules/rules/shipped.yaml");
    }
}
