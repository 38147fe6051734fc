package io.tidewatch.rule.summary;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.Pseudonym;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.ShareChange;
import io.tidewatch.alert.words.Course;
import io.tidewatch.alert.words.Phase;
import io.tidewatch.alert.words.Phrases;
import io.tidewatch.alert.words.Usual;
import io.tidewatch.alert.words.Wording;
import io.tidewatch.feedback.Regions;
import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.DeclaredDimensions;
import io.tidewatch.rule.Dimensions;
import io.tidewatch.rule.NewTermSpec;
import io.tidewatch.rule.RepeatSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.rule.Step;
import io.tidewatch.rule.cel.CompiledWhere;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.time.Durations;
import io.tidewatch.time.LocalTimes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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
            "surprise",
            "share",
            "usual_share",
            "delta_points",
            "confidence");

    private final Rule rule;
    private final Group group;
    private final AlertValue value;
    private final long startsAt;
    private final Taxonomy taxonomy;
    private final LocalTimes times;
    private final DeclaredDimensions dimensions;

    private Summary(
            Rule rule,
            Group group,
            AlertValue value,
            long startsAt,
            Taxonomy taxonomy,
            LocalTimes times,
            DeclaredDimensions dimensions) {
        this.times = times;
        this.dimensions = dimensions;
        this.rule = rule;
        this.group = group;
        this.value = value;
        this.startsAt = startsAt;
        this.taxonomy = taxonomy;
    }

    /**
     * Writes the sentence of an open alert in both languages.
     *
     * @param peak the fullest window so far
     * @param first true for an alert that begins, false for one that is amended
     * @param startsAt first breach, epoch milliseconds
     * @param times how clock times are written
     * @param dimensions as people read those that the installation declares
     * @param coldStart true while the baseline still learns, which the sentence then says
     */
    public static Bilingual open(
            Rule rule,
            Group group,
            AlertValue value,
            Peak peak,
            boolean first,
            long startsAt,
            Taxonomy taxonomy,
            LocalTimes times,
            DeclaredDimensions dimensions,
            boolean coldStart) {
        Summary s = new Summary(rule, group, value, startsAt, taxonomy, times, dimensions);
        Bilingual own = rule.summary();
        Bilingual said = own == null
                ? s.say(s.course(peak).whileOpen(rule.kind(), first, !first), s.facts(peak))
                : new Bilingual(s.fill(own.zh(), true), s.fill(own.en(), false));
        return coldStart ? new Bilingual(said.zh() + "（基线尚在学习）", said.en() + " (baseline still learning)") : said;
    }

    /**
     * Writes what is to be said once it is over: how it ended, how long it lasted and how high it went. What a rule's author
     * wrote for the open alert does not stand for its end.
     *
     * @param peak the fullest window
     * @param resolution how it ended; null when that is not known
     * @param startsAt first breach, epoch milliseconds
     * @param resolvedAt end of the last breach, epoch milliseconds
     * @param times how clock times are written
     * @param dimensions as people read those that the installation declares
     */
    public static Bilingual ended(
            Rule rule,
            Group group,
            AlertValue value,
            Peak peak,
            @Nullable Resolution resolution,
            long startsAt,
            long resolvedAt,
            Taxonomy taxonomy,
            LocalTimes times,
            DeclaredDimensions dimensions) {
        Summary s = new Summary(rule, group, value, startsAt, taxonomy, times, dimensions);
        long lasted = Math.max(60_000, (resolvedAt - startsAt) / 60_000 * 60_000);
        return s.say(
                s.course(peak).atEnd(rule.kind(), resolution),
                s.facts(peak).with("lasted", new Bilingual(span(lasted, true), span(lasted, false))));
    }

    /** Names that a template of such a rule may use. */
    public static Set<String> placeholders(
            Collection<String> by, @Nullable String fixedIssue, Collection<String> labels) {
        Set<String> out = new TreeSet<>(by);
        out.addAll(List.of("alert", "kind", "window", "starts_at", "usual"));
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
            case "window" -> span(rule.windowMs(), zh);
            case "usual" ->
                usual() == null
                        ? ""
                        : zh ? usual().figures().zh() : usual().figures().en();
            case "starts_at" -> times.stamp(startsAt);
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

    private String shown(String dimension, @Nullable String value, boolean zh) {
        if (value == null || value.equals(Dimensions.UNKNOWN)) {
            Bilingual name = dimensions.nameOf(dimension);
            return zh
                    ? (name == null ? "" : name.zh()) + "未知"
                    : "unknown" + (name == null ? "" : " " + name.en().toLowerCase(Locale.ROOT));
        }
        return Pseudonym.isFor(dimension) ? in(Pseudonym.of(dimension, value), zh) : value;
    }

    private static String in(Bilingual text, boolean zh) {
        return zh ? text.zh() : text.en();
    }

    private String figure(String name) {
        Usual usual = usual();
        return switch (name) {
            case "posts" -> Long.toString(value.posts());
            case "originals" -> Long.toString(value.originals());
            case "authors" -> Long.toString(value.authors());
            case "reach" -> Long.toString(value.reach());
            case "expected" -> usual == null ? "–" : usual.bareExpected();
            case "ratio" -> usual == null ? decimal(value.ratio()) : usual.bareMultiple();
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
            case "surprise" -> decimal(value.surprise());
            default -> decimal(value.doublingMinutes());
        };
    }

    // ---- default sentences

    private Bilingual say(Phase phase, Wording facts) {
        Bilingual said = facts.fill(Phrases.of(rule.kind(), phase).says());
        return new Bilingual(subject(true) + "：" + said.zh(), subject(false) + ": " + said.en());
    }

    private @Nullable Usual usual() {
        return Usual.of(value);
    }

    private Course course(Peak peak) {
        return new Course(value.originals(), peak.originals(), value.trend(), usual(), value.change());
    }

    private Wording facts(Peak peak) {
        Usual usual = usual();
        Course course = course(peak);
        ShareChange change = value.change();
        Wording w = new Wording()
                .with("window", rule.windowMs() == 0 ? null : both(zh -> span(rule.windowMs(), zh)))
                .with("count", both(zh -> counted(value.originals(), zh)))
                .with("peak", both(zh -> counted(peak.originals(), zh)))
                .with("posts", grouped(value.posts()))
                .with("usual", usual == null ? null : usual.figures())
                .with("expected", usual == null ? null : usual.expectation())
                .with("compared", course.compared(" "))
                .with("fell", course.fell())
                .with("people", both(this::people))
                .with("reach", value.reach() <= 0 ? "" : grouped(value.reach()))
                .with("silence", both(this::silence))
                .with("term", both(this::term))
                .with("steps", both(this::steps))
                .with("within", rule.spec() instanceof SequenceSpec q ? both(zh -> span(q.withinMs(), zh)) : null)
                .with("members", both(this::members))
                .with(
                        "reopened",
                        rule.spec() instanceof RepeatSpec r && r.afterClose()
                                ? new Bilingual("结案后再次反馈", "after it was closed")
                                : null);
        return change == null
                ? w
                : w.with("share", percent(change.share()))
                        .with("usual_share", percent(change.usual()))
                        .with("points", decimal(Math.abs(change.deltaPoints())))
                        .with("confidence", certainty(change.confidence()))
                        .with("moved", course.moved());
    }

    private static Bilingual both(Function<Boolean, String> text) {
        return new Bilingual(text.apply(true), text.apply(false));
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

    private String term(boolean zh) {
        String word = group.get("keyword");
        return word == null ? "" : zh ? "「" + word + "」" : "“" + word + "”";
    }

    private String counted(long n, boolean zh) {
        boolean complaints = rule.where() instanceof CompiledWhere w && w.required("complaint") != null;
        if (zh) {
            return n + " 条原创" + (complaints ? "投诉" : "消息");
        }
        return grouped(n) + (complaints ? " original complaint" : " original message") + (n == 1 ? "" : "s");
    }

    private String people(boolean zh) {
        return zh
                ? value.authors() + " 人，负面 " + percent(value.negativeShare())
                : grouped(value.authors()) + (value.authors() == 1 ? " person, " : " people, ")
                        + percent(value.negativeShare()) + " negative";
    }

    private String silence(boolean zh) {
        String window = span(rule.windowMs(), zh);
        if (value.originals() == 0) {
            return zh ? window + "没有新消息" : "no message for " + window;
        }
        String n = counted(value.originals(), zh);
        return zh ? window + "只有 " + n : "only " + n + " in " + window;
    }

    private String steps(boolean zh) {
        List<String> names = new ArrayList<>();
        if (rule.spec() instanceof SequenceSpec sequence) {
            for (Step s : sequence.steps()) {
                if (!s.absent()) {
                    names.add(in(s.shown(), zh));
                }
            }
        }
        return String.join(" → ", names);
    }

    private String members(boolean zh) {
        return rule.spec() instanceof CompositeSpec c
                ? String.join(zh ? "、" : ", ", c.when().members())
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

    private static String decimal(@Nullable Double d) {
        return d == null || d.isNaN() ? "–" : Usual.decimal(d);
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
