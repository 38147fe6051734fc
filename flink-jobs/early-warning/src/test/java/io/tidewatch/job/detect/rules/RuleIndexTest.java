package io.tidewatch.job.detect.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Group;
import io.tidewatch.episode.Signal;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Product;
import io.tidewatch.feedback.Sentiment;
import io.tidewatch.feedback.Verification;
import io.tidewatch.feedback.Visibility;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.job.detect.episode.SingleMessage;
import io.tidewatch.job.detect.follow.RuleEvent;
import io.tidewatch.job.detect.route.MessageRouter;
import io.tidewatch.job.detect.route.RouteFunction;
import io.tidewatch.job.detect.route.TicketClosed;
import io.tidewatch.job.detect.series.SeriesEvent;
import io.tidewatch.rule.Dimensions;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.RepeatSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.rule.SeriesSpec;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.rule.Step;
import io.tidewatch.rule.cel.Row;
import io.tidewatch.rule.cel.Where;
import io.tidewatch.rule.cel.WhereIndex;
import io.tidewatch.series.SeriesMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** Routing through the index against asking every series and rule about every message. */
class RuleIndexTest {
    private static final List<String> ISSUES = List.of(
            "app.crash",
            "app.slow",
            "payment.failure",
            "logistics.transit_delay",
            "logistics.last_mile",
            "other",
            "app");
    private static final List<String> CHANNELS = List.of("im", "phone", "social", "app");
    private static final List<String> SOURCES = List.of("weibo", "crm", "");
    private static final List<String> REGIONS = List.of("浙江", "广东", "unknown");
    private static final List<String> BRANDS = List.of("acme", "bolt");
    private static final List<List<String>> BYS = List.of(
            List.of(),
            List.of("issue"),
            List.of("issue", "region"),
            List.of("channel"),
            List.of("customer"),
            List.of("keyword", "issue"));

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void shouldRouteAsALoopOverAllRulesWould(@ForAll long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        RuleUpdate rules = rules(random, 1 + random.nextInt(120));
        ActiveRules active = ActiveRules.of(rules);
        try (BroadcastOperatorTestHarness<CountedMessage, RuleUpdate, SeriesEvent> harness =
                ProcessFunctionTestHarnesses.forBroadcastProcessFunction(new RouteFunction(rules), LiveRules.STATE)) {
            for (int i = 0; i < 250; i++) {
                CountedMessage message = message(random, i);

                harness.processElement(message, i);

                Routed expected = new Routed();
                loop(active, message, expected);
                assertThat(harness.extractOutputValues()).isEqualTo(expected.events);
                assertThat(values(harness, RouteFunction.MATCHES)).isEqualTo(expected.matches);
                assertThat(values(harness, RouteFunction.FOLLOWED)).isEqualTo(expected.followed);
                harness.getOutput().clear();
                assertThat(values(harness, RouteFunction.WEIGHED)).isEqualTo(expected.weighed);
                clear(harness.getSideOutput(RouteFunction.MATCHES));
                clear(harness.getSideOutput(RouteFunction.WEIGHED));
                clear(harness.getSideOutput(RouteFunction.FOLLOWED));
            }
        }
    }

    @Test
    void shouldTestOnlyWhatTheMessageCanBeWhenRulesNameIssueChannelAndSource() {
        StringBuilder rules = new StringBuilder();
        for (String issue : List.of("app.crash", "app.slow", "payment.failure")) {
            for (String channel : CHANNELS) {
                rules.append(RuleTexts.threshold(
                        "R" + issue.replace(".", "") + channel,
                        "issue == \"" + issue + "\" && channel in [\"" + channel + "\", \"store\"]",
                        3,
                        "0s"));
            }
        }
        rules.append(RuleTexts.threshold("Source", "source == \"crm\" || source == \"weibo\"", 3, "0s"));
        rules.append(RuleTexts.threshold("Any", "complaint", 3, "0s"));
        ActiveRules active = ActiveRules.of(RuleTexts.set(1, rules.toString()));
        AnnotatedFeedback crash = new Feed(1).complaint("app.crash", "浙江", Feed.START, null);

        WhereIndex.Holding holding = active.index().holding(MessageRouter.rows(crash, active.taxonomy()));

        assertThat(holding.tested()).isEqualTo(3);
        assertThat(active.index().plans(holding))
                .extracting(f -> f.target().rules().get(0).name())
                .containsExactly("Rappcrashsocial", "Source", "Any");
    }

    private static <T> List<T> values(BroadcastOperatorTestHarness<?, ?, ?> harness, OutputTag<T> tag) {
        Queue<StreamRecord<T>> out = harness.getSideOutput(tag);
        List<T> values = new ArrayList<>();
        if (out != null) {
            out.forEach(r -> values.add(r.getValue()));
        }
        return values;
    }

    private static void clear(ConcurrentLinkedQueue<?> out) {
        if (out != null) {
            out.clear();
        }
    }

    // what is generated

    private static RuleUpdate rules(SplittableRandom random, int count) {
        Set<String> twins = new HashSet<>();
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String kind = pick(
                    random,
                    List.of("threshold", "surge", "match", "shift", "flatline", "repeat", "sequence", "new_term"));
            String where = where(random, 2);
            List<String> by = pick(random, BYS);
            if (kind.equals("repeat")) {
                by = random.nextBoolean() ? List.of("customer") : List.of("customer", "issue");
            } else if (kind.equals("sequence")) {
                by = pick(random, BYS.subList(0, 5));
            } else if (kind.equals("new_term")) {
                by = pick(random, BYS.subList(0, 4));
            }
            if (!twins.add(kind + where + by)) {
                continue;
            }
            yaml.append("  - alert: R").append(i).append("\n    kind: ").append(kind);
            yaml.append("\n    where: '").append(where).append("'\n    by: ").append(by);
            yaml.append("\n    limits: {max_series: 1000}\n");
            yaml.append(rest(random, kind, i));
        }
        return RuleTexts.set(1, yaml.toString());
    }

    private static String rest(SplittableRandom random, String kind, int i) {
        return switch (kind) {
            case "threshold", "surge" ->
                "    window: 10m\n    severities: {warning: {originals: '>= " + (3 + i) + "'}}\n";
            case "match" ->
                "    severities: {warning: {reach: '>= " + random.nextInt(400) + "'"
                        + (random.nextInt(3) == 0 ? ", surprise: '>= 1'" : "") + "}}\n";
            case "shift" ->
                "    window: 1h\n    share: '" + where(random, 1)
                        + "'\n    severities: {warning: {delta_points: '>= 10', originals: '>= 30'}}\n";
            case "flatline" -> "    window: " + (10 + i) + "m\n    severities: {warning: {originals: '<= 0'}}\n";
            case "repeat" ->
                "    window: 1h\n    times: 2\n    after_close: " + random.nextBoolean()
                        + "\n    severities: {warning: {}}\n";
            case "sequence" ->
                "    within: 1h\n    steps:\n    - {name: a, where: '" + where(random, 1)
                        + "'}\n    - {name: b, where: '"
                        + where(random, 1) + "'" + (random.nextInt(4) == 0 ? ", contiguity: strict" : "")
                        + "}\n    severities: {warning: {}}\n";
            default -> "    window: 1h\n    background: 10d\n    severities: {warning: {originals: '>= 10'}}\n";
        };
    }

    private static String where(SplittableRandom random, int depth) {
        int form = depth == 0 ? random.nextInt(6) : random.nextInt(12);
        if (form >= 9) {
            return "(" + where(random, depth - 1) + " || " + where(random, depth - 1) + ")";
        }
        if (form >= 7) {
            return where(random, depth - 1) + " && " + where(random, depth - 1);
        }
        if (form == 6) {
            return "!(" + where(random, depth - 1) + ")";
        }
        return atom(random);
    }

    private static String atom(SplittableRandom random) {
        return switch (random.nextInt(14)) {
            case 0, 1 -> equal(random, "issue", ISSUES);
            case 2 -> "issue in [\"" + pick(random, ISSUES) + "\", \"" + pick(random, ISSUES) + "\"]";
            case 3 -> equal(random, "category", List.of("app", "payment", "logistics", ""));
            case 4, 5 -> equal(random, "channel", CHANNELS);
            case 6 -> "channel in [\"" + pick(random, CHANNELS) + "\", \"" + pick(random, CHANNELS) + "\"]";
            case 7 -> equal(random, "source", SOURCES);
            case 8 -> equal(random, "region", List.of("浙江", "广东"));
            case 9 -> equal(random, "brand", BRANDS);
            case 10 -> "brand != \"acme\"";
            case 11 -> "followers > " + random.nextInt(400);
            case 12 -> "\"闪退\" in keywords";
            default -> "complaint";
        };
    }

    private static String equal(SplittableRandom random, String name, List<String> values) {
        String value = "\"" + pick(random, values) + "\"";
        return random.nextBoolean() ? name + " == " + value : value + " == " + name;
    }

    private static <T> T pick(SplittableRandom random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static CountedMessage message(SplittableRandom random, int i) {
        AnnotatedFeedback like = new Feed(i).complaint("app.crash", pick(random, REGIONS), Feed.START + i, null);
        Feedback f = like.feedback();
        Feedback said = Feedback.builder("m" + i, pick(random, SOURCES), f.eventTime())
                .channel(pick(random, CHANNELS))
                .text(f.text())
                .lang("zh")
                .visibility(Visibility.PUBLIC)
                .touchpoint(random.nextInt(4) == 0 ? "closed" : null)
                .author(new Author(
                        "a" + random.nextInt(5),
                        random.nextBoolean() ? AuthorRole.CUSTOMER : AuthorRole.AGENT,
                        null,
                        random.nextInt(400),
                        Verification.NONE))
                .customer(new Customer(
                        random.nextInt(4) == 0 ? null : "c" + random.nextInt(3),
                        "unknown",
                        pick(random, REGIONS),
                        null,
                        null))
                .product(new Product(random.nextInt(3) == 0 ? null : pick(random, BRANDS), null, null, null))
                .repostOf(random.nextInt(6) == 0 ? "m0" : null)
                .build();
        List<Opinion> opinions = new ArrayList<>();
        for (int o = random.nextInt(4); o > 0; o--) {
            boolean negative = random.nextBoolean();
            opinions.add(new Opinion(
                    pick(random, ISSUES),
                    negative ? Label.NEGATIVE : Label.POSITIVE,
                    negative ? -.9 : .9,
                    .95,
                    0,
                    6,
                    true));
        }
        List<String> keywords = new ArrayList<>();
        for (int k = random.nextInt(3); k > 0; k--) {
            keywords.add(pick(random, List.of("闪退", "没动", "慢")));
        }
        return new CountedMessage(
                AnnotatedFeedback.builder(said)
                        .keywords(keywords)
                        .contentHash(like.contentHash())
                        .voiceKey(like.contentHash())
                        .simhash(i)
                        .foldable(true)
                        .sentiment(new Sentiment(Label.NEGATIVE, -.9, .95))
                        .opinions(opinions)
                        .grade(3)
                        .analysisVersion("test")
                        .build(),
                random.nextInt(4) != 0);
    }

    // what routing is

    private static final class Routed {
        final List<SeriesEvent> events = new ArrayList<>();
        final List<Signal> matches = new ArrayList<>();
        final List<SingleMessage> weighed = new ArrayList<>();
        final List<RuleEvent> followed = new ArrayList<>();
    }

    private static void loop(ActiveRules active, CountedMessage counted, Routed out) {
        AnnotatedFeedback m = counted.message();
        List<Row> rows = MessageRouter.rows(m, active.taxonomy());
        SeriesMessage slim = MessageRouter.slim(counted, rows.get(0));
        for (ActiveRules.Plan plan : active.plans()) {
            for (Group g : MessageRouter.groups(plan.spec(), plan.where(), rows)) {
                out.events.add(new SeriesEvent(
                        SeriesEvent.keyOf(plan.spec().hash(), g),
                        plan.spec().hash(),
                        g,
                        slim.in(shares(plan, g, rows))));
            }
        }
        for (Rule rule : counted.original() ? active.matches() : List.<Rule>of()) {
            Measured measured = MessageRouter.measured(m);
            SeverityLevel level = rule.levelOf(measured);
            boolean asks = rule.asksFor(Metric.SURPRISE);
            for (Group g : MessageRouter.groups(rule.series(), rule.where(), rows)) {
                if (asks) {
                    out.weighed.add(new SingleMessage(
                            MessageRouter.hit(rule, null, g, counted),
                            measured.of(Metric.GRADE),
                            measured.of(Metric.VELOCITY)));
                } else if (level != null) {
                    out.matches.add(MessageRouter.hit(rule, level, g, counted));
                }
            }
        }
        for (Rule rule : counted.original() ? active.newTerms() : List.<Rule>of()) {
            for (Group g : MessageRouter.groups(rule.series(), rule.where(), rows)) {
                out.followed.add(event(active, rule, 0, g, true, false, 0, slim));
            }
        }
        for (Rule rule : m.feedback().repostOf() == null ? active.repeats() : List.<Rule>of()) {
            boolean closes = ((RepeatSpec) rule.spec()).afterClose() && TicketClosed.by(m.feedback());
            for (Group g : MessageRouter.groups(rule.series(), closes ? Where.ALL : rule.where(), rows)) {
                if (!g.values().contains(Dimensions.UNKNOWN)) {
                    out.followed.add(event(active, rule, 0, g, !closes, closes, 0, slim));
                }
            }
        }
        for (ActiveRules.SequencePlan plan : active.sequences()) {
            steps(plan.rule(), rows).forEach((g, bits) -> {
                for (int path = 0; (bits != 0 || plan.every()) && path < plan.paths(); path++) {
                    out.followed.add(event(active, plan.rule(), path, g, true, false, bits, slim));
                }
            });
        }
    }

    private static Map<Group, Integer> steps(Rule rule, List<Row> rows) {
        Map<Group, Integer> out = new LinkedHashMap<>();
        List<Step> steps = ((SequenceSpec) rule.spec()).steps();
        for (Row row : rows) {
            if (rule.where().test(row)) {
                int bits = 0;
                for (int i = 0; i < steps.size(); i++) {
                    bits |= steps.get(i).where().test(row) ? 1 << i : 0;
                }
                for (Group g : groups(rule.series(), row)) {
                    if (!g.values().contains(Dimensions.UNKNOWN)) {
                        out.merge(g, bits, (a, b) -> a | b);
                    }
                }
            }
        }
        return out;
    }

    private static List<String> shares(ActiveRules.Plan plan, Group group, List<Row> rows) {
        return plan.shares().entrySet().stream()
                .filter(share -> rows.stream()
                        .anyMatch(row -> plan.where().test(row)
                                && share.getValue().test(row)
                                && groups(plan.spec(), row).contains(group)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Set<Group> groups(SeriesSpec spec, Row row) {
        return new LinkedHashSet<>(MessageRouter.groups(spec, Where.ALL, List.of(row)));
    }

    private static RuleEvent event(
            ActiveRules active,
            Rule rule,
            int path,
            Group group,
            boolean counts,
            boolean closes,
            int steps,
            SeriesMessage slim) {
        return new RuleEvent(
                rule.name(), rule.structure(), active.revision(), path, group, counts, closes, steps, "", 3, slim);
    }
}
