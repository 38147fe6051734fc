package io.tidewatch.replay.ruletest;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Group;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.replay.RuleProbe;
import io.tidewatch.replay.VirtualCluster;
import io.tidewatch.replay.explain.GroupName;
import io.tidewatch.replay.explain.MeasureLines;
import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.MatchSpec;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.MeasuredSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.cel.EpisodeCondition;
import io.tidewatch.rule.test.AlertExpectation;
import io.tidewatch.rule.test.RuleTest;
import io.tidewatch.series.RuleReading;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.time.Durations;
import io.tidewatch.time.WireTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says why a test failed: expected against actual, the measures around the time, the nearest miss, where to look. */
final class TestReport {
    private static final String INDENT = "          ";
    private static final int STEPS_BEFORE = 4;
    private static final int STEPS_AFTER = 2;
    private static final int MAX_READ = 6;

    private final TestFolder folder;
    private final RuleTest test;
    private final VirtualCluster.Play play;
    private final VirtualCluster.Played played;
    private final AlertTimeline timeline;
    private final Taxonomy taxonomy;
    private final MessageDescription knownAs;
    private final Map<String, RuleProbe> probes = new HashMap<>();

    TestReport(
            TestFolder folder,
            RuleTest test,
            VirtualCluster.Play play,
            VirtualCluster.Played played,
            AlertTimeline timeline,
            Taxonomy taxonomy,
            MessageDescription knownAs) {
        this.folder = folder;
        this.test = test;
        this.play = play;
        this.played = played;
        this.timeline = timeline;
        this.taxonomy = taxonomy;
        this.knownAs = knownAs;
    }

    /** @param open the rule's alerts at that time */
    AlertMatching matching(AlertExpectation e, List<Alert> open) {
        Map<String, AlertValue> known = new HashMap<>();
        return new AlertMatching(
                e.expected(),
                open,
                knownAs,
                a -> known.computeIfAbsent(a.id(), id -> valueAt(a, test.start() + e.at())));
    }

    /** What the episode's window holds at an instant; what was emitted of it where the rule has no window. */
    private AlertValue valueAt(Alert a, long at) {
        Rule rule = folder.rules().rule(a.rule());
        if (rule == null) {
            return a.value();
        }
        List<RuleReading> readings = probe(rule).readings(a.group(), List.of(at), a.windowMs());
        return readings.isEmpty() ? a.value() : readings.get(0).value();
    }

    private RuleProbe probe(Rule rule) {
        return probes.computeIfAbsent(rule.name(), n -> VirtualCluster.probe(play, played, rule, taxonomy));
    }

    /** @param open the rule's alerts at that time */
    List<String> alerts(AlertExpectation e, List<Alert> open) {
        List<String> out = new ArrayList<>();
        long at = test.start() + e.at();
        out.add("alert_rule_test at " + Durations.print(e.at()) + " (" + WireTime.print(at, test.offsetMinutes())
                + "), line " + e.line() + ": " + e.rule());
        if (e.expected().isEmpty()) {
            out.add("expected: no alert");
        }
        e.expected().forEach(x -> out.add("expected: " + print(x)));
        if (open.isEmpty()) {
            out.add("actual:   no alert");
        }
        open.forEach(a -> out.add("actual:   " + print(a, valueAt(a, at))));
        differences(e, open, out);
        for (Alert a : timeline.episodes(e.rule())) {
            out.add("episode:  " + a.group().values() + " from " + since(a.firedAt())
                    + (a.isOpen()
                            ? ", still open"
                            : " to " + since(a.resolvedAt()) + " ("
                                    + (a.resolution() == null
                                            ? ""
                                            : a.resolution().wire()) + ")"));
        }
        Rule rule = folder.rules().rule(e.rule());
        if (rule != null) {
            measures(rule, e, open, at, out);
        }
        out.add("look at:  " + folder.placeOf(e.rule()) + " (" + e.rule() + ")");
        return out;
    }

    private void differences(AlertExpectation e, List<Alert> open, List<String> out) {
        AlertMatching matching = matching(e, open);
        if (open.size() == e.expected().size()) {
            for (AlertExpectation.Expected x : e.expected()) {
                if (open.stream().noneMatch(a -> matching.difference(x, a) == null)) {
                    open.forEach(a -> out.add("differs:  " + matching.difference(x, a)));
                }
            }
        }
    }

    private void measures(Rule rule, AlertExpectation e, List<Alert> open, long at, List<String> out) {
        if (rule.spec() instanceof CompositeSpec composite) {
            members(composite.when(), at, out);
            out.add(messages(at));
            return;
        }
        RuleProbe probe = probe(rule);
        if (!(rule.spec() instanceof MeasuredSpec)) {
            hits(rule, probe, at, out);
        } else {
            Group group = group(rule, probe, e, open, at);
            List<RuleReading> around = group == null ? List.of() : probe.readings(group, instants(at));
            if (group == null || around.isEmpty()) {
                out.add("measures: nothing was counted for " + (group == null ? "any group" : name(group))
                        + " by then, no message is as where wants it");
            } else {
                out.add("measures: " + name(group) + ", window " + Durations.print(rule.windowMs()));
                table(around, rule.spec().share() != null, out);
                RuleReading then = around.stream()
                        .filter(r -> r.at() <= at)
                        .reduce((a, b) -> b)
                        .orElse(around.get(0));
                misses(rule, RuleProbe.measured(then), out);
            }
        }
        out.add(messages(at));
    }

    private @Nullable Group group(Rule rule, RuleProbe probe, AlertExpectation e, List<Alert> open, long at) {
        List<String> by = rule.series().by();
        for (AlertExpectation.Expected x : e.expected()) {
            if (x.labels().keySet().containsAll(by)) {
                return new Group(
                        by,
                        by.stream()
                                .map(d -> knownAs.value(d, x.labels().getOrDefault(d, "")))
                                .toList());
            }
        }
        return open.isEmpty() ? probe.largest(at) : open.get(0).group();
    }

    private List<Long> instants(long at) {
        List<Long> out = new ArrayList<>();
        for (int i = -STEPS_BEFORE; i <= STEPS_AFTER; i++) {
            long t = at + i * Math.max(folder.file().stepMs(), 1);
            if (t >= test.start()) {
                out.add(t);
            }
        }
        return out;
    }

    private void table(List<RuleReading> readings, boolean share, List<String> out) {
        MeasureLines.table(readings, share, 8, this::since).forEach(l -> out.add(INDENT + l));
    }

    /** Which conditions of which severity hold, and by how much the others fail. */
    private static void misses(Rule rule, Measured measured, List<String> out) {
        MeasureLines.conditions(rule, measured).forEach(l -> out.add(INDENT + l));
    }

    /** What a composite looks at. */
    private void members(EpisodeCondition when, long at, List<String> out) {
        out.add("measures: " + when.canonical());
        for (String member : when.members()) {
            List<Alert> episodes = timeline.episodes(member);
            if (episodes.isEmpty()) {
                out.add("          " + member + ": never fired");
            }
            episodes.stream()
                    .filter(a -> a.firedAt() <= at)
                    .forEach(a ->
                            out.add("          " + member + ": " + a.severity().wire() + " "
                                    + a.group().values() + " from " + since(a.firedAt())
                                    + (a.isOpen() ? ", still open" : " to " + since(a.resolvedAt()))));
        }
    }

    private void hits(Rule rule, RuleProbe probe, long at, List<String> out) {
        List<RuleProbe.Hit> hits =
                probe.hits().stream().filter(h -> h.comesAt() <= at).toList();
        out.add("measures: " + hits.size() + " messages are as where wants them by then");
        hits.stream()
                .skip(Math.max(0, hits.size() - MAX_READ))
                .forEach(h -> out.add("          " + since(h.comesAt()) + " "
                        + h.groups().stream().map(TestReport::name).collect(Collectors.joining(", "))
                        + (h.message().original() || !(rule.spec() instanceof MatchSpec)
                                ? ""
                                : ", a copy, which does not count")));
        if (rule.spec() instanceof MatchSpec) {
            hits.stream()
                    .filter(h -> h.message().original())
                    .reduce((a, b) -> b)
                    .ifPresent(h -> misses(rule, h::measure, out));
        }
    }

    /** How the analyzer read the message. */
    private String messages(long at) {
        Map<String, Long> comes = new HashMap<>();
        play.messages().forEach(m -> comes.putIfAbsent(m.message().feedback().id(), m.comesAt()));
        Map<String, Integer> read = new HashMap<>();
        int messages = 0;
        int originals = 0;
        for (CountedMessage m : played.messages()) {
            if (comes.getOrDefault(m.message().feedback().id(), 0L) > at) {
                continue;
            }
            messages++;
            originals += m.original() ? 1 : 0;
            if (m.message().opinions().isEmpty()) {
                read.merge("no opinion", 1, Integer::sum);
            }
            for (Opinion o : m.message().opinions()) {
                read.merge(
                        o.issue() + " " + o.label().wire() + (m.message().isComplaint(o) ? " (complaint)" : ""),
                        1,
                        Integer::sum);
            }
        }
        return "read:     " + messages + " messages, " + originals + " originals by then, read as "
                + (read.isEmpty()
                        ? "nothing"
                        : read.entrySet().stream()
                                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                        .thenComparing(Map.Entry.comparingByKey()))
                                .limit(MAX_READ)
                                .map(r -> r.getValue() + " × " + r.getKey())
                                .collect(Collectors.joining(", ")));
    }

    private static String print(AlertExpectation.Expected x) {
        String labels = x.labels().entrySet().stream()
                .map(l -> l.getKey() + "=" + l.getValue())
                .collect(Collectors.joining(", "));
        String values = x.values().entrySet().stream()
                .map(v -> v.getKey() + " " + v.getValue())
                .collect(Collectors.joining(", "));
        return "one alert {" + labels + "}" + (values.isEmpty() ? "" : " with " + values);
    }

    private String print(Alert a, AlertValue v) {
        return "one alert {severity=" + a.severity().wire()
                + (a.group().names().isEmpty() ? "" : ", " + name(a.group()))
                + "} since " + since(a.firedAt()) + " with posts " + v.posts() + ", originals "
                + v.originals() + ", authors " + v.authors() + ", expected "
                + number(v.expected()) + ", ratio " + number(v.ratio()) + ", score "
                + number(v.score())
                + (v.change() == null
                        ? ""
                        : ", share " + number(v.change().share()) + ", usual_share "
                                + number(v.change().usual()) + ", delta_points "
                                + number(v.change().deltaPoints()) + ", confidence "
                                + number(v.change().confidence()));
    }

    private static String name(Group g) {
        return GroupName.print(g);
    }

    private String since(long instant) {
        return Durations.print(Math.max(0, instant - test.start()));
    }

    private static String number(@Nullable Double d) {
        return MeasureLines.number(d);
    }
}
