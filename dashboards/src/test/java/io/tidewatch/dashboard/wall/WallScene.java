package io.tidewatch.dashboard.wall;

import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.IncidentStatus;
import io.tidewatch.alert.Member;
import io.tidewatch.alert.Severity;
import io.tidewatch.alert.Trend;
import io.tidewatch.surge.ExpectedBand;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.IncidentJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What the live store and the index hold at an instant, for tests and for looking at the page. */
final class WallScene {
    private static final Map<String, Bilingual> NAMES = new LinkedHashMap<>();

    static {
        name("logistics.transit_delay", "运输延误/停滞", "transit delay");
        name("after_sales.refund_slow", "退款慢", "refund slow");
        name("payment.failure", "支付失败/卡顿", "pay failure");
        name("app.crash", "闪退/白屏/报错", "crash");
        name("service.slow_response", "响应慢/排队", "slow reply");
        name("quality.defect", "质量差/故障", "defect");
        name("price.promotion_failure", "券/满减/活动失效", "promo failure");
        name("service.bot_loop", "转不到人工", "bot loop");
        name("logistics.last_mile", "末端配送", "last mile");
        name("quality.expiry_or_short_weight", "临期/缺斤少两", "expiry, short weight");
    }

    static final List<String> TEXTS = List.of(
            "单号显示还在杭州转运中心,三天了一点动静都没有,急用啊",
            "下单五天物流不更新,问客服只会说在催",
            "快递卡在中转站不走了,同城件都能等一个礼拜",
            "Package has been stuck at the hub since Monday, no movement at all",
            "包裹从周一开始就没动过,到底还发不发了");

    private WallScene() {}

    private static void name(String id, String zh, String en) {
        NAMES.put(id, new Bilingual(zh, en));
    }

    static Taxonomy taxonomy() {
        List<Leaf> leaves = new ArrayList<>();
        NAMES.forEach((id, name) -> leaves.add(new Leaf(
                id,
                id.substring(0, id.indexOf('.')),
                name,
                List.of(),
                List.of(),
                List.of(),
                true,
                "P2",
                "",
                "",
                "",
                "",
                "",
                "",
                List.of(),
                List.of())));
        return new Taxonomy(Map.of("logistics", new Bilingual("物流/交付", "logistics")), leaves, "test");
    }

    /** Live figures of an ordinary hour, with one issue {@code factor} times as frequent as usual. */
    static void figures(RedisCommands<String, String> redis, long now, String issue, double factor) {
        redis.del(
                "tw:issues:5m",
                "tw:issues:1h",
                "tw:issues:24h",
                "tw:sentiment:1h",
                "tw:sources",
                "tw:complaints",
                "tw:learning");
        double[] hourly = {22, 31, 18, 15, 27, 12, 9, 14, 11, 6};
        int i = 0;
        for (String id : NAMES.keySet()) {
            double n = hourly[i++];
            double f = id.equals(issue) ? factor : 1;
            redis.zadd("tw:issues:5m", Math.round(n / 12 * (f > 1 ? f * 1.6 : 1)), id);
            redis.zadd("tw:issues:1h", Math.round(n * f), id);
            redis.zadd("tw:issues:24h", Math.round(n * 19 + n * f), id);
        }
        redis.zadd("tw:issues:1h", 13, "other");
        redis.zadd("tw:issues:24h", 290, "other");
        redis.hset("tw:sentiment:1h", Map.of("negative", "412", "neutral", "655", "positive", "238"));
        sources(redis, now, 4_000);
    }

    static void sources(RedisCommands<String, String> redis, long now, long age) {
        int i = 0;
        for (String s : List.of("weibo", "xiaohongshu", "im", "ticket", "review", "app_store")) {
            redis.hset(
                    "tw:sources",
                    s,
                    "{\"last_event\":\"" + WireTime.print(now - age - 1_700L * i++)
                            + "\",\"lag_seconds\":1.2,\"per_minute\":31.5,\"completeness\":1.0}");
        }
    }

    /** Four messages out of a file an hour ago, and nothing else ever. */
    static void imported(RedisCommands<String, String> redis, long now) {
        redis.zadd("tw:issues:1h", 1, "logistics.transit_delay");
        redis.zadd("tw:issues:1h", 1, "quality.defect");
        redis.zadd("tw:issues:24h", 1, "logistics.transit_delay");
        redis.zadd("tw:issues:24h", 1, "quality.defect");
        redis.hset("tw:complaints", Map.of("5m", "0", "1h", "1", "24h", "1"));
        redis.hset("tw:sentiment:1h", Map.of("negative", "3", "neutral", "0", "positive", "1"));
        redis.hset(
                "tw:sources",
                "reviews",
                "{\"last_event\":\"" + WireTime.print(now - 51 * 60_000) + "\",\"lag_seconds\":3060,\"per_minute\":0.0,"
                        + "\"completeness\":1.0,\"imported_at\":\"" + WireTime.print(now - 50 * 60_000)
                        + "\",\"messages\":4}");
        learning(redis, 1);
    }

    static void learning(RedisCommands<String, String> redis, int day) {
        redis.hset("tw:learning", Map.of("days", Integer.toString(day), "of", "14"));
    }

    static void stream(RedisCommands<String, String> redis, long now, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            String json = io.tidewatch.wire.Json.MAPPER
                    .createObjectNode()
                    .put("id", "weibo:s" + i)
                    .put("text", texts.get(i))
                    .put("channel", "social")
                    .put("source", i % 2 == 0 ? "weibo" : "xiaohongshu")
                    .put("visibility", "public")
                    .put("region", "浙江")
                    .put("issue", "logistics.transit_delay")
                    .put("event_time", WireTime.print(now - 9_000L * (texts.size() - i)))
                    .toString();
            redis.xadd(
                    "tw:stream",
                    new XAddArgs().id((now - 60_000 + i) + "-0").maxlen(200),
                    Map.of("type", "feedback", "json", json));
        }
    }

    static Incident incident(String issue, Severity severity, long now, int minutes, String state, String... regions) {
        List<Member> members = new ArrayList<>();
        int i = 0;
        for (String region : regions) {
            long n = 120 - 37L * i++;
            members.add(new Member(
                    issue + region,
                    issue + region,
                    "IssueSurge",
                    AlertKind.SURGE,
                    AlertStatus.AMENDED,
                    severity,
                    new Group(List.of("issue", "region"), List.of(issue, region)),
                    now - minutes * 60_000L,
                    now,
                    AlertValue.builder()
                            .posts(n + 90)
                            .originals(n)
                            .authors(n - 23)
                            .reach(48_000)
                            .expected(n / 8.45)
                            .band(ExpectedBand.of(n / 8.45, 0.05))
                            .ratio(8.45)
                            .score(6.2)
                            .probability(.998)
                            .negativeShare(.93)
                            .doublingMinutes(i == 1 ? 7.2 : null)
                            .trend(i == 1 ? Trend.RISING : Trend.LEVEL)
                            .build(),
                    new Bilingual(region, region)));
        }
        List<EvidenceSample> samples = new ArrayList<>();
        for (String text : TEXTS) {
            samples.add(new EvidenceSample(
                    "weibo:" + samples.size(), text, "social", "weibo", now - 70_000L * samples.size()));
        }
        return new Incident(
                issue + "@" + minutes,
                issue,
                3,
                IncidentStatus.OPEN,
                severity,
                false,
                now - minutes * 60_000L,
                now,
                0,
                state,
                "open".equals(state) ? null : "li.wei",
                "logistics-oncall",
                null,
                NAMES.getOrDefault(issue, new Bilingual(issue, issue)),
                members,
                new Evidence(samples.get(0), samples, List.of("没动"), List.of()),
                null);
    }

    /** A silent source, more than was ever usual, and a product's count that falls. */
    static Incident[] odd(long now) {
        return new Incident[] {
            odd(now, "rule:SourceSilent", "消息中断 tmall", AlertKind.FLATLINE, "source", "tmall", value(0, 8.8, null)),
            odd(now, "logistics.transit_delay", "", AlertKind.SURGE, "region", "浙江", value(425, 0.1, Trend.RISING)),
            odd(now, "payment.failure", "", AlertKind.SPIKE, "region", "广东", value(2610, 2.5, Trend.LEVEL)),
            odd(now, "quality.defect", "", AlertKind.SURGE, "product", "空气炸锅", value(335, 23, Trend.FALLING)),
        };
    }

    private static AlertValue value(long n, double expected, @Nullable Trend trend) {
        return AlertValue.builder()
                .posts(n)
                .originals(n)
                .authors(n)
                .expected(expected)
                .band(ExpectedBand.of(expected, 0.1))
                .ratio(n / expected)
                .doublingMinutes(n == 0 ? null : 30.0)
                .trend(trend)
                .build();
    }

    private static Incident odd(
            long now, String key, String title, AlertKind kind, String dimension, String of, AlertValue value) {
        Incident like = incident("x", Severity.WARNING, now, 43, "open", "浙江");
        Member m = new Member(
                key,
                key,
                kind.wire(),
                kind,
                AlertStatus.AMENDED,
                Severity.WARNING,
                new Group(List.of(dimension), List.of(of)),
                now - 43 * 60_000L,
                now,
                value,
                Bilingual.EMPTY);
        return new Incident(
                key + "@1",
                key,
                2,
                IncidentStatus.OPEN,
                Severity.WARNING,
                false,
                now - 43 * 60_000L,
                now,
                0,
                "open",
                null,
                "voc-team",
                null,
                new Bilingual(title, title),
                List.of(m),
                like.evidence(),
                null);
    }

    static void open(RedisCommands<String, String> redis, Incident... incidents) {
        redis.del("tw:incidents:open");
        for (Incident i : incidents) {
            redis.hset("tw:incidents:open", i.id(), IncidentJson.write(i));
        }
    }

    /** Bulk lines for two days of feedback with a surge of one issue in the last 35 minutes. */
    static String bulk(long now) {
        StringBuilder out = new StringBuilder();
        Random random = new Random(7);
        List<String> ids = new ArrayList<>(NAMES.keySet());
        int id = 0;
        for (long t = now - 2 * 86_400_000L; t < now; t += 60_000) {
            double hour = (t / 3_600_000.0 + 8) % 24;
            double rhythm = 0.35 + 0.65 * Math.pow(Math.sin(Math.PI * ((hour + 18) % 24) / 24), 2);
            for (String issue : ids) {
                double rate = 0.28 * rhythm;
                long ago = (now - t) / 60_000;
                if (issue.equals("logistics.transit_delay") && ago < 35) {
                    rate += 0.14 * (36 - ago);
                }
                int n = poisson(random, rate);
                for (int k = 0; k < n; k++) {
                    out.append(doc(++id, t + random.nextInt(60_000), issue, 1));
                }
            }
            int positive = poisson(random, 1.5 * rhythm);
            for (int k = 0; k < positive; k++) {
                out.append(doc(++id, t, "logistics", 0));
            }
        }
        return out.toString();
    }

    private static String doc(int id, long time, String issue, int complaint) {
        return "{\"index\":{\"_index\":\"tidewatch-feedback-" + WireTime.utcDay(time) + "\",\"_id\":\"" + id + "\"}}\n"
                + "{\"@timestamp\":" + time + ",\"event_time\":\"" + WireTime.print(time) + "\",\"id\":\"weibo:" + id
                + "\",\"source\":\"weibo\",\"visibility\":\"public\",\"region\":\"浙江\",\"text\":\""
                + TEXTS.get(id % TEXTS.size()) + "\",\"issues\":[\"" + issue + "\"],\"is_complaint\":" + complaint
                + ",\"is_negative\":" + complaint + "}\n";
    }

    private static int poisson(Random random, double mean) {
        double limit = Math.exp(-mean);
        double p = random.nextDouble();
        int n = 0;
        while (p > limit) {
            p *= random.nextDouble();
            n++;
        }
        return n;
    }
}
