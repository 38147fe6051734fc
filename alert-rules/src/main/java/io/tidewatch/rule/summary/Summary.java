package io.tidewatch.rule.summary;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.Pseudonym;
import io.tidewatch.feedback.Regions;
import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.Dimensions;
import io.tidewatch.rule.NewTermSpec;
import io.tidewatch.rule.RepeatSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.rule.Step;
import io.tidewatch.rule.cel.CompiledWhere;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.time.Durations;
import io.tidewatch.time.WireTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The one sentence of an alert: the rule's own template, or what is worth saying for its kind. */
public final class Summary {
    private static final List<String> VALUES = List.of(
            "posts",
            "originals",
            "authors",
            "reach",
            "expected",
            "ratio",
            "score",
            "probability",
            "negative_share",
            "doubling_minutes",
            "share",
            "usual_share",
            "delta_points",
            "confidence");

    private final Rule rule;
    private final Group group;
    private final AlertValue value;
    private final long windowMs;
    private final long startsAt;
    private final Taxonomy taxonomy;

    private Summary(Rule rule, Group group, AlertValue value, long windowMs, long startsAt, Taxonomy taxonomy) {
        this.rule = rule;
        this.group = group;
        this.value = value;
        this.windowMs = windowMs;
        this.startsAt = startsAt;
        this.taxonomy = taxonomy;
    }

    /**
     * Writes the sentence in both languages.
     *
     * @param windowMs what {@code value} was measured over, milliseconds; 0 when it has no window
     * @param startsAt first breach, epoch milliseconds
     * @param coldStart true while the baseline still learns, which the sentence then says
     */
    public static Bilingual render(
            Rule rule,
            Group group,
            AlertValue value,
            long windowMs,
            long startsAt,
            Taxonomy taxonomy,
            boolean coldStart) {
        Summary s = new Summary(rule, group, value, windowMs, startsAt, taxonomy);
        Bilingual own = rule.summary();
        String zh = own == null ? s.chinese() : s.fill(own.zh(), true);
        String en = own == null ? s.english() : s.fill(own.en(), false);
        return coldStart ? new Bilingual(zh + "（基线尚在学习）", en + " (baseline still learning)") : new Bilingual(zh, en);
    }

    /**
     * Writes what is to be said once it is over: how long it lasted and how high it went.
     *
     * @param peak the fullest window
     * @param startsAt first breach, epoch milliseconds
     * @param resolvedAt end of the last breach, epoch milliseconds
     */
    public static Bilingual ended(
            Rule rule, Group group, AlertValue value, Peak peak, long startsAt, long resolvedAt, Taxonomy taxonomy) {
        Summary s = new Summary(rule, group, value, rule.windowMs(), startsAt, taxonomy);
        long lasted = Math.max(60_000, (resolvedAt - startsAt) / 60_000 * 60_000);
        if (rule.spec().isAboutAbsence()) {
            boolean resumed = value.originals() > 0;
            return new Bilingual(
                    s.subject(true) + (resumed ? "：恢复有新消息，" : "：") + "告警后" + (resumed ? "又" : "一直") + "静默"
                            + span(lasted, true) + (resumed ? "" : "，不再关注"),
                    s.subject(false) + ": " + (resumed ? "speaks again after " : "forgotten after ")
                            + span(lasted, false) + (resumed ? "" : " without a message"));
        }
        if (rule.spec().share() != null) {
            return new Bilingual(
                    s.subject(true) + "：占比恢复到" + s.figure("share") + "（平时 " + s.figure("usual_share") + "），持续"
                            + span(lasted, true),
                    s.subject(false) + ": share back to " + s.figure("share") + " (usually " + s.figure("usual_share")
                            + ") after " + span(lasted, false));
        }
        String zh = s.subject(true) + "：已恢复，持续" + span(lasted, true) + "，峰值 " + grouped(peak.originals()) + " 条原创投诉";
        String en = s.subject(false) + ": over after " + span(lasted, false) + ", peak " + grouped(peak.originals())
                + " original complaints";
        boolean windowed = rule.windowMs() > 0;
        return new Bilingual(
                windowed ? zh + "（" + span(rule.windowMs(), true) + "）" : zh,
                windowed ? en + " in " + span(rule.windowMs(), false) : en);
    }

    /** Names that a template of such a rule may use. */
    public static Set<String> placeholders(
            Collection<String> by, @Nullable String fixedIssue, Collection<String> labels) {
        Set<String> out = new TreeSet<>(by);
        out.addAll(List.of("alert", "kind", "window", "starts_at"));
        VALUES.forEach(v -> out.add("value." + v));
        labels.forEach(l -> out.add("labels." + l));
        if (by.contains("issue") || fixedIssue != null) {
            out.addAll(List.of("issue", "issue_name"));
        }
        if (by.contains("category")) {
            out.add("category_name");
        }
        return out;
    }

    private String fill(String template, boolean zh) {
        UnaryOperator<String> values = name -> placeholder(name, zh);
        try {
            return SummaryTemplate.parse(template).render(values);
        } catch (IllegalArgumentException e) {
            return template; // lint refuses such a template; an alert must not fail on it
        }
    }

    private String placeholder(String name, boolean zh) {
        if (name.startsWith("value.")) {
            return figure(name.substring("value.".length()));
        }
        if (name.startsWith("labels.")) {
            return rule.labels().getOrDefault(name.substring("labels.".length()), "");
        }
        return switch (name) {
            case "alert" -> rule.name();
            case "kind" -> rule.kind().wire();
            case "window" -> span(windowMs, zh);
            case "starts_at" -> WireTime.print(startsAt);
            case "issue" -> String.valueOf(issue());
            case "issue_name" -> nameOf(String.valueOf(issue()), zh);
            case "category_name" -> nameOf(String.valueOf(group.get("category")), zh);
            case "region" -> region(String.valueOf(group.get(name)), zh);
            default -> shown(name, group.get(name), zh);
        };
    }

    private static String region(String region, boolean zh) {
        if (region.equals(Dimensions.UNKNOWN)) {
            return zh ? "地区未知" : "unknown region";
        }
        return zh ? region : Regions.english(region);
    }

    private @Nullable String issue() {
        String inGroup = group.get("issue");
        return inGroup != null ? inGroup : rule.fixedIssue();
    }

    private String nameOf(String issue, boolean zh) {
        if (issue.isEmpty() || issue.equals(Dimensions.UNKNOWN)) {
            return zh ? "未归类" : "unclassified";
        }
        Bilingual name = taxonomy.nameOf(issue);
        return zh ? name.zh() : name.en();
    }

    private static String shown(String dimension, @Nullable String value, boolean zh) {
        if (value == null || value.equals(Dimensions.UNKNOWN)) {
            return zh ? "未知" : "unknown";
        }
        return Pseudonym.isFor(dimension) ? in(Pseudonym.of(dimension, value), zh) : value;
    }

    private static String in(Bilingual text, boolean zh) {
        return zh ? text.zh() : text.en();
    }

    private String figure(String name) {
        return switch (name) {
            case "posts" -> Long.toString(value.posts());
            case "originals" -> Long.toString(value.originals());
            case "authors" -> Long.toString(value.authors());
            case "reach" -> Long.toString(value.reach());
            case "expected" -> decimal(value.expected());
            case "ratio" -> decimal(value.ratio());
            case "score" -> decimal(value.score());
            case "probability" -> decimal(value.probability());
            case "negative_share" -> percent(value.negativeShare());
            case "share" ->
                value.change() == null ? "–" : percent(value.change().share());
            case "usual_share" ->
                value.change() == null ? "–" : percent(value.change().usual());
            case "delta_points" ->
                decimal(value.change() == null ? null : value.change().deltaPoints());
            case "confidence" ->
                value.change() == null ? "–" : certainty(value.change().confidence());
            default -> decimal(value.doublingMinutes());
        };
    }

    // ---- default sentences

    private String chinese() {
        return subject(true) + "："
                + switch (rule.kind()) {
                    case SURGE, SPIKE -> span(windowMs, true) + " " + counted(true) + surge(true) + people(true);
                    case DRIFT -> "持续累积，" + span(windowMs, true) + " " + counted(true) + surge(true) + people(true);
                    case THRESHOLD ->
                        span(windowMs, true) + " 共 " + value.posts() + " 条，" + counted(true) + people(true);
                    case SHIFT -> shifted(true) + span(windowMs, true) + " " + counted(true) + people(true);
                    case SEQUENCE -> "先后出现 " + steps(" → ", true) + "（" + span(within(), true) + "内）";
                    case REPEAT -> span(windowMs, true) + "内第 " + value.posts() + " 次反馈" + reopened(true);
                    case MATCH -> counted(true) + reach(true);
                    case FLATLINE ->
                        span(windowMs, true)
                                + (value.originals() == 0 ? "没有新消息" : "只有 " + counted(true))
                                + expected(true);
                    case NEW_TERM ->
                        "出现平时少见的新词" + term("「", "」") + "，" + span(windowMs, true) + " " + counted(true) + people(true);
                    case COMPOSITE -> "同时告警：" + members("、");
                };
    }

    private String english() {
        return subject(false) + ": "
                + switch (rule.kind()) {
                    case SURGE, SPIKE -> counted(false) + " in " + span(windowMs, false) + surge(false) + people(false);
                    case DRIFT ->
                        "building up, " + counted(false) + " in " + span(windowMs, false) + surge(false)
                                + people(false);
                    case THRESHOLD ->
                        grouped(value.posts()) + " posts in " + span(windowMs, false) + ", " + counted(false)
                                + people(false);
                    case SHIFT -> shifted(false) + counted(false) + " in " + span(windowMs, false) + people(false);
                    case SEQUENCE -> steps(" → ", false) + " within " + span(within(), false);
                    case REPEAT -> value.posts() + " contacts in " + span(windowMs, false) + reopened(false);
                    case MATCH -> counted(false) + reach(false);
                    case FLATLINE ->
                        (value.originals() == 0 ? "silent for " : "only " + counted(false) + " in ")
                                + span(windowMs, false)
                                + expected(false);
                    case NEW_TERM ->
                        "a word not usual before" + term(" “", "”") + ", " + counted(false) + " in "
                                + span(windowMs, false) + people(false);
                    case COMPOSITE -> "firing together: " + members(", ");
                };
    }

    /** The place before the issue, as in 浙江 运输延误; the rule's name when there is no group. */
    private String subject(boolean zh) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < group.names().size(); i++) {
            switch (group.names().get(i)) {
                case "issue" -> {
                    // comes last
                }
                case "category" -> parts.add(nameOf(group.values().get(i), zh));
                case "region" -> parts.add(region(group.values().get(i), zh));
                case "keyword" -> {
                    if (!(rule.spec() instanceof NewTermSpec)) {
                        parts.add(shown("keyword", group.values().get(i), zh));
                    }
                }
                default -> parts.add(shown(group.names().get(i), group.values().get(i), zh));
            }
        }
        String issue = issue();
        if (issue != null) {
            parts.add(nameOf(issue, zh));
        }
        return parts.isEmpty() ? rule.name() : String.join(" ", parts);
    }

    private String term(String before, String after) {
        String word = group.get("keyword");
        return word == null ? "" : before + word + after;
    }

    private String counted(boolean zh) {
        boolean complaints = rule.where() instanceof CompiledWhere w && w.required("complaint") != null;
        long n = value.originals();
        if (zh) {
            return n + " 条原创" + (complaints ? "投诉" : "消息");
        }
        return grouped(n) + (complaints ? " original complaint" : " original message") + (n == 1 ? "" : "s");
    }

    private String surge(boolean zh) {
        StringBuilder b = new StringBuilder(expected(zh));
        if (value.ratio() != null) {
            b.append(zh ? "，" : ", ").append(decimal(value.ratio())).append(zh ? " 倍" : "×");
        }
        return b.toString();
    }

    private String shifted(boolean zh) {
        if (value.change() == null) {
            return zh ? "占比与平时明显不同，" : "share differs from usual, ";
        }
        double points = value.change().deltaPoints();
        String size = decimal(Math.abs(points));
        return zh
                ? "占比 " + figure("share") + "，平时 " + figure("usual_share") + "，" + (points < 0 ? "低 " : "高 ") + size
                        + " 个百分点（置信度 " + figure("confidence") + "），"
                : "share " + figure("share") + ", usually " + figure("usual_share") + ", " + size + " points "
                        + (points < 0 ? "lower" : "higher") + " (confidence " + figure("confidence") + "), ";
    }

    private String expected(boolean zh) {
        return value.expected() == null ? "" : (zh ? "，预期 " : ", expected ") + decimal(value.expected());
    }

    private String people(boolean zh) {
        return zh
                ? "，" + value.authors() + " 人，负面 " + percent(value.negativeShare())
                : ", " + grouped(value.authors()) + (value.authors() == 1 ? " person, " : " people, ")
                        + percent(value.negativeShare()) + " negative";
    }

    private String reach(boolean zh) {
        if (value.reach() <= 0) {
            return "";
        }
        return zh ? "，触达 " + value.reach() + " 人" : ", reaching " + grouped(value.reach());
    }

    private String reopened(boolean zh) {
        return rule.spec() instanceof RepeatSpec r && r.afterClose() ? (zh ? "，结案后再次反馈" : " after it was closed") : "";
    }

    private long within() {
        return rule.spec() instanceof SequenceSpec s ? s.withinMs() : 0;
    }

    private String steps(String separator, boolean zh) {
        List<String> names = new ArrayList<>();
        if (rule.spec() instanceof SequenceSpec sequence) {
            for (Step s : sequence.steps()) {
                if (!s.absent()) {
                    names.add(in(s.shown(), zh));
                }
            }
        }
        return String.join(separator, names);
    }

    private String members(String separator) {
        return rule.spec() instanceof CompositeSpec c
                ? String.join(separator, c.when().members())
                : "";
    }

    private static String span(long millis, boolean zh) {
        String s = Durations.print(millis);
        return zh
                ? s.replace("d", "天").replace("h", "小时").replace("m", "分钟").replace("s", "秒")
                : s.replace("d", " d ")
                        .replace("h", " h ")
                        .replace("m", " min ")
                        .replace("s", " s ")
                        .strip();
    }

    private static String grouped(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** One decimal, none from a hundred on. */
    private static String decimal(@Nullable Double d) {
        if (d == null || d.isNaN()) {
            return "–";
        }
        String s = String.format(Locale.ROOT, Math.abs(d) < 99.95 ? "%.1f" : "%.0f", d);
        return s.endsWith(".0") ? s.substring(0, s.length() - 2) : s;
    }

    /** Never rounded up to certainty. */
    private static String certainty(double confidence) {
        return confidence >= 0.999
                ? "> 99.9%"
                : String.format(Locale.ROOT, "%.1f%%", Math.floor(confidence * 1000) / 10);
    }

    private static String percent(double share) {
        return Math.round(share * 100) + "%";
    }
}
