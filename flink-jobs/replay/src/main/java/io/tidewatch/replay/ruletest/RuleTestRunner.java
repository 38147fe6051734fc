package io.tidewatch.replay.ruletest;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Group;
import io.tidewatch.job.notify.DeliveryTimeline;
import io.tidewatch.notify.DispatchTimeline;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.replay.VirtualCluster;
import io.tidewatch.replay.VirtualMessage;
import io.tidewatch.rule.MeasuredSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.test.AlertExpectation;
import io.tidewatch.rule.test.NotificationExpectation;
import io.tidewatch.rule.test.PrimedBaseline;
import io.tidewatch.rule.test.RuleTest;
import io.tidewatch.rule.test.TaskKill;
import io.tidewatch.rule.test.TestMessage;
import io.tidewatch.rule.test.TestMessages;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.text.Analyzer;
import io.tidewatch.time.Durations;
import io.tidewatch.yaml.Problems;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Runs tests of rules: production analyzer, production operators, virtual time. Thread-safe. */
public final class RuleTestRunner {

    private final Taxonomy taxonomy;
    private final Analyzer analyzer;
    private final MessageDescription knownAs;
    private final VirtualCluster cluster;
    private final ZoneId zone;

    /** @param zone whose hours, weekends and days are usual */
    public RuleTestRunner(Taxonomy taxonomy, Analyzer analyzer, VirtualCluster cluster, ZoneId zone) {
        this.zone = zone;
        this.taxonomy = taxonomy;
        this.analyzer = analyzer;
        this.knownAs = new MessageDescription(analyzer);
        this.cluster = cluster;
    }

    /** What tests say of rules that are not there, or that this version only reads; to be called before they are run. */
    public static void check(TestFolder folder, Problems problems) {
        String file = folder.file().name();
        for (RuleTest test : folder.file().tests()) {
            for (AlertExpectation a : test.alerts()) {
                checkRule(folder, file, a.line(), "alertname", a.rule(), problems);
            }
            for (PrimedBaseline b : test.baselines()) {
                Rule rule = checkRule(folder, file, b.line(), "baseline.rule", b.rule(), problems);
                if (rule == null) {
                    continue;
                }
                if (!(rule.spec() instanceof MeasuredSpec measured && measured.canBePrimed())) {
                    problems.error(
                            file,
                            b.line(),
                            1,
                            "baseline.rule",
                            "kind " + rule.kind().wire() + " has no baseline to be primed");
                }
                if ((rule.spec().share() != null) == Double.isNaN(b.share())) {
                    problems.error(
                            file,
                            b.line(),
                            1,
                            "baseline.share",
                            rule.spec().share() != null
                                    ? "missing, a shift needs the share that is usual, such as share: 0.2"
                                    : "kind " + rule.kind().wire() + " looks at no share");
                }
                Set<String> by = new LinkedHashSet<>(rule.series().by());
                if (!by.equals(b.group().keySet())) {
                    problems.error(
                            file,
                            b.line(),
                            1,
                            "baseline.group",
                            b.group().keySet() + ", expected a value for each of " + by);
                }
            }
            for (NotificationExpectation p : test.pushes()) {
                p.expected().forEach(e -> checkReceiver(folder, e.line(), e.receiver(), problems));
            }
            test.outages().forEach(o -> checkReceiver(folder, o.line(), o.receiver(), problems));
        }
    }

    private static void checkReceiver(TestFolder folder, int line, String name, Problems problems) {
        NotifyConfig delivery = folder.delivery();
        if (delivery != null && !delivery.receivers().containsKey(name)) {
            problems.error(
                    folder.file().name(),
                    line,
                    1,
                    "receiver",
                    "no receiver '" + name + "' in notify.yaml"
                            + Problems.suggestion(
                                    name, new TreeSet<>(delivery.receivers().keySet())));
        }
    }

    private static @org.jspecify.annotations.Nullable Rule checkRule(
            TestFolder folder, String file, int line, String key, String name, Problems problems) {
        Rule rule = folder.rules().rule(name);
        if (rule == null) {
            List<String> names = folder.rules().rules().stream().map(Rule::name).toList();
            problems.error(
                    file, line, 1, key, "no rule '" + name + "' in rule_files" + Problems.suggestion(name, names));
        }
        return rule;
    }

    /** @throws InterruptedException when the caller gives up */
    public Verdict run(TestFolder folder, RuleTest test) throws InterruptedException {
        VirtualCluster.Play play = play(folder, test);
        VirtualCluster.Played played = cluster.play(play);
        AlertTimeline timeline = new AlertTimeline(played.alerts());
        List<List<String>> failures = new ArrayList<>();
        if (played.killed() < test.kills().size()) {
            failures.add(List.of("faults: only " + played.killed() + " of "
                    + test.kills().size() + " kills came about, because no message comes at or after the others"));
        }
        TestReport report = new TestReport(folder, test, play, played, timeline, taxonomy, knownAs);
        for (AlertExpectation e : test.alerts()) {
            List<Alert> open = timeline.open(e.rule(), test.start() + e.at());
            if (!report.matching(e, open).complete()) {
                failures.add(report.alerts(e, open));
            }
        }
        NotifyConfig notify = folder.delivery();
        if (notify != null) {
            for (NotificationExpectation e : test.pushes()) {
                List<String> wrong = pushes(notify, test, e, timeline);
                if (!wrong.isEmpty()) {
                    failures.add(wrong);
                }
            }
        }
        return new Verdict(folder.file().name(), test, failures);
    }

    private VirtualCluster.Play play(TestFolder folder, RuleTest test) {
        List<VirtualMessage> messages = new ArrayList<>();
        for (TestMessage m : TestMessages.of(test)) {
            messages.add(new VirtualMessage(m.comesAt(), analyzer.analyze(m.feedback())));
        }
        List<VirtualCluster.KnownRate> rates = new ArrayList<>();
        for (PrimedBaseline b : test.baselines()) {
            Rule rule = folder.rules().rule(b.rule());
            if (rule != null) {
                rates.add(new VirtualCluster.KnownRate(rule, group(rule, b.group()), b.count(), b.perMs(), b.share()));
            }
        }
        return new VirtualCluster.Play(
                folder.update(),
                test.start(),
                test.start() + test.end(),
                messages,
                rates,
                test.kills().stream().map((TaskKill k) -> test.start() + k.at()).toList(),
                zone);
    }

    private Group group(Rule rule, Map<String, String> values) {
        List<String> by = rule.series().by();
        return new Group(
                by,
                by.stream()
                        .map(d -> knownAs.value(d, values.getOrDefault(d, "unknown")))
                        .toList());
    }

    private static List<DeliveryTimeline.Outage> outages(RuleTest test) {
        return test.outages().stream()
                .map(o -> new DeliveryTimeline.Outage(
                        o.receiver(), test.start() + o.at(), test.start() + o.at() + o.forMs(), o.http(), o.errcode()))
                .toList();
    }

    /** Receivers that the expectation does not name must not have been notified that anything began. */
    private static List<String> pushes(
            NotifyConfig notify, RuleTest test, NotificationExpectation e, AlertTimeline timeline) {
        Map<String, Integer> notified = new TreeMap<>();
        List<DispatchTimeline.Notified> decided = DispatchTimeline.of(notify, timeline.all(), test.start() + e.at());
        List<DispatchTimeline.Notified> all =
                DeliveryTimeline.of(notify, decided, outages(test), test.start() + e.at());
        all.forEach(t -> notified.merge(t.receiver() + " " + t.reason().status().wire(), 1, Integer::sum));
        List<String> wrong = new ArrayList<>();
        Set<String> named = new TreeSet<>();
        for (NotificationExpectation.Expected x : e.expected()) {
            String key = x.receiver() + " " + x.status();
            named.add(key);
            int times = notified.getOrDefault(key, 0);
            if (times != x.times()) {
                wrong.add(
                        "expected: " + key + " " + x.times() + " times, actual: " + times + " (line " + x.line() + ")");
            }
        }
        notified.forEach((key, times) -> {
            if (key.endsWith(" " + AlertStatus.FIRING.wire()) && !named.contains(key)) {
                wrong.add("expected: nothing for " + key + ", actual: " + times + " times");
            }
        });
        if (e.inhibited() != null) {
            List<String> muted = DispatchTimeline.inhibited(notify, timeline.all(), test.start() + e.at()).stream()
                    .map(Alert::rule)
                    .sorted()
                    .toList();
            if (!muted.equals(e.inhibited().stream().sorted().toList())) {
                wrong.add("expected: inhibited " + e.inhibited() + ", actual: " + muted);
            }
        }
        if (!wrong.isEmpty()) {
            wrong.add(0, "notification_test at " + Durations.print(e.at()) + ", line " + e.line());
            if (decided.size() > all.size()) {
                wrong.add("not delivered by then: " + (decided.size() - all.size())
                        + ", because receivers did not take them or newer pushes said more");
            }
            wrong.add("notified by then: "
                    + (all.isEmpty()
                            ? "nobody"
                            : all.stream()
                                    .map(t -> "at " + Durations.print(t.at() - test.start()) + " " + t.receiver() + " "
                                            + t.reason().status().wire() + " ("
                                            + t.reason().name().toLowerCase(java.util.Locale.ROOT) + ")")
                                    .collect(Collectors.joining(", "))));
        }
        return wrong;
    }
}
