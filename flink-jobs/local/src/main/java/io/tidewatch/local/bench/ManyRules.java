package io.tidewatch.local.bench;

import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules as a company comes to have them: ten that look at everything, then one team after another with rules of its own, ever
 * narrower: per category and channel, per issue, per category in a channel, per issue in a channel, per category in a region
 * or from a source. A smaller set is the beginning of a larger one. About ten rules share what they count.
 */
public final class ManyRules {
    /** How many there can be. */
    public static final int MAX = 10_000;

    private static final int PER_FILE = 1_000;
    private static final List<String> CHANNELS =
            List.of("social", "im", "phone", "email", "ticket", "review", "survey", "rss", "app", "store");
    private static final List<String> SOURCES = List.of(
            "weibo",
            "douyin",
            "xiaohongshu",
            "wechat-kf",
            "hotline",
            "mailbox",
            "zendesk",
            "appstore",
            "in-app",
            "jd",
            "tmall");
    private static final List<String> REGIONS = List.of(
            "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北",
            "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆");
    private static final List<String> KINDS = List.of(
            surge("10m"),
            spike("5m"),
            threshold("1h"),
            drift("6h"),
            flatline("3h"),
            shift("role == \"customer\"", "1h"),
            shift("channel == \"phone\"", "1h"),
            shift("channel == \"social\"", "3h"),
            shift("tier == \"vip\"", "3h"),
            shift("grade >= 4", "1h"));

    private final List<String> rules = new ArrayList<>();

    private ManyRules() {}

    /** @param count 1 to {@link #MAX} */
    public static RuleUpdate first(int count) {
        List<String> rules = all().subList(0, count);
        Map<String, String> files = new LinkedHashMap<>();
        for (int from = 0; from < count; from += PER_FILE) {
            files.put(
                    "bench" + from / PER_FILE + ".yaml",
                    head() + String.join("", rules.subList(from, Math.min(count, from + PER_FILE))));
        }
        return new RuleUpdate(1, files, Map.of());
    }

    private static String head() {
        return """
                apiVersion: tidewatch/v1
                groups:
                - name: bench
                  interval: 30s
                  limits: {max_series: 1000000}
                  rules:
                """;
    }

    private static List<String> all() {
        ManyRules all = new ManyRules();
        all.broad();
        all.narrow(TaxonomyFiles.packaged());
        if (all.rules.size() < MAX) {
            throw new IllegalStateException("rules: " + all.rules.size() + ", expected " + MAX);
        }
        return all.rules;
    }

    /** What anybody begins with. */
    private void broad() {
        add("complaint", "[issue, region]", KINDS.get(0));
        add("complaint", "[issue, region]", KINDS.get(1));
        add("complaint", "[issue, region]", KINDS.get(3));
        add("complaint", "[category]", KINDS.get(2));
        add("complaint", "[category]", KINDS.get(5));
        add("complaint", "[channel]", KINDS.get(0));
        add("channel != \"rss\"", "[source]", KINDS.get(4));
        add("complaint", "[issue]", match(5));
        add("complaint", "[customer]", repeat(3));
        add("complaint", "[customer]", sequence("channel == \"im\"", "channel == \"social\""));
    }

    private void narrow(Taxonomy taxonomy) {
        List<String> categories =
                taxonomy.leaves().stream().map(Leaf::category).distinct().toList();
        List<String> issues = taxonomy.leaves().stream().map(Leaf::id).toList();
        for (String category : categories) {
            some("category == \"" + category + "\" && complaint", "[region]", 4);
        }
        for (String channel : CHANNELS) {
            some("channel == \"" + channel + "\" && complaint", "[category]", 3);
        }
        for (String issue : issues) {
            some("issue == \"" + issue + "\" && complaint", "[region]", 8);
            one(issue);
        }
        for (String category : categories) {
            for (String channel : CHANNELS) {
                some("category == \"" + category + "\" && channel == \"" + channel + "\" && complaint", "[]", 10);
            }
        }
        for (String issue : issues) {
            for (String channel : CHANNELS) {
                some("issue == \"" + issue + "\" && channel == \"" + channel + "\" && complaint", "[]", 5);
            }
        }
        for (String category : categories) {
            for (String region : REGIONS) {
                some("category == \"" + category + "\" && region == \"" + region + "\" && complaint", "[]", 10);
            }
            for (String source : SOURCES) {
                some("category == \"" + category + "\" && source == \"" + source + "\" && complaint", "[]", 10);
            }
        }
    }

    /** Rules about one issue that look at messages one by one. */
    private void one(String issue) {
        String where = "issue == \"" + issue + "\" && complaint";
        add(where, "[issue]", match(4));
        add(where, "[customer]", repeat(2));
        add(where, "[customer]", sequence("channel == \"phone\"", "channel == \"social\""));
    }

    private void some(String where, String by, int count) {
        for (String kind : KINDS.subList(0, count)) {
            add(where, by, kind);
        }
    }

    private void add(String where, String by, String kind) {
        rules.add("  - alert: Bench" + rules.size() + "\n    where: '" + where + "'\n    by: " + by + "\n" + kind);
    }

    private static String surge(String window) {
        return counting("surge", window, "sensitivity: normal, ratio: '>= 2', originals: '>= 30', authors: '>= 15'");
    }

    private static String spike(String window) {
        return counting("spike", window, "sensitivity: normal, ratio: '>= 3', originals: '>= 30', authors: '>= 15'");
    }

    private static String drift(String window) {
        return counting("drift", window, "sensitivity: normal, ratio: '>= 1.3', originals: '>= 100'");
    }

    private static String threshold(String window) {
        return counting("threshold", window, "originals: '>= 100000'");
    }

    private static String flatline(String window) {
        return counting("flatline", window, "originals: '<= 0', ratio: '< .2'");
    }

    private static String shift(String share, String window) {
        return "    share: '" + share + "'\n"
                + counting("shift", window, "delta_points: '>= 10', confidence: '>= .999', originals: '>= 30'");
    }

    private static String counting(String kind, String window, String holds) {
        return "    kind: " + kind + "\n    window: " + window + "\n    severities: {warning: {" + holds + "}}\n";
    }

    private static String match(int grade) {
        return "    kind: match\n    severities: {warning: {grade: '>= " + grade + "', reach: '>= 1000000'}}\n";
    }

    private static String repeat(int times) {
        return "    kind: repeat\n    window: 1h\n    times: " + times + "\n    severities: {info: {}}\n";
    }

    private static String sequence(String first, String second) {
        return "    kind: sequence\n    within: 1h\n    steps:\n    - {name: asks, where: '" + first
                + "'}\n    - {name: posts, where: '" + second + "'}\n    severities: {info: {}}\n";
    }
}
