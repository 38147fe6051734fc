package io.tidewatch.alert.words;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.alert.ShareChange;
import io.tidewatch.alert.Trend;
import io.tidewatch.episode.Suspension;
import io.tidewatch.episode.SuspensionWriter;
import io.tidewatch.notify.AlertFixtures;
import io.tidewatch.notify.IncidentState;
import io.tidewatch.notify.Incidents;
import io.tidewatch.notify.KnownBefore;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.notify.config.NotifyFileTest;
import io.tidewatch.notify.message.PushMessage;
import io.tidewatch.notify.message.PushWriter;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSet;
import io.tidewatch.rule.cel.RuleFixtures;
import io.tidewatch.rule.file.DimensionFiles;
import io.tidewatch.rule.file.RuleFiles;
import io.tidewatch.rule.summary.Summary;
import io.tidewatch.surge.ExpectedBand;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.time.LocalTimes;
import io.tidewatch.yaml.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An example of one kind in one state: an alert of a shipped rule with figures that belong to the state, as the detector would
 * write it and as a phone would show it.
 *
 * @param summary as the alert carries it
 * @param push as a receiver gets it
 */
record Told(AlertKind kind, State state, Phase phase, Bilingual summary, PushMessage push) {
    private static final long START = AlertFixtures.START;
    private static final long NOW = START + 43 * 60_000;
    private static final Taxonomy TAXONOMY = TaxonomyFiles.packaged();
    private static final RuleSet RULES = shipped();
    private static final PushWriter WRITER = new PushWriter(
            NotifyFile.readOrThrow("notify.yaml", NotifyFileTest.WHOLE), page -> "拉群，十分钟内到齐", LocalTimes.DEFAULT);

    /** What a person must be told apart: status, direction, resolution. */
    enum State {
        FIRING(AlertStatus.FIRING, null, Reason.FIRST),
        AMENDED_UP(AlertStatus.AMENDED, null, Reason.DOUBLED),
        AMENDED_LEVEL(AlertStatus.AMENDED, null, Reason.REPEAT),
        AMENDED_DOWN(AlertStatus.AMENDED, null, Reason.REPEAT),
        RECOVERED(AlertStatus.RESOLVED, Resolution.RECOVERED, Reason.RESOLVED),
        RECOVERED_BUT_NOT_USUAL(AlertStatus.RESOLVED, Resolution.RECOVERED, Reason.RESOLVED),
        NEW_LEVEL(AlertStatus.RESOLVED, Resolution.NEW_LEVEL, Reason.RESOLVED),
        RULE_CHANGED(AlertStatus.RESOLVED, Resolution.RULE_CHANGED, Reason.RESOLVED),
        RULE_REMOVED(AlertStatus.RESOLVED, Resolution.RULE_REMOVED, Reason.RESOLVED),
        LOST(AlertStatus.RESOLVED, Resolution.LOST, Reason.RESOLVED);

        final AlertStatus status;
        final @Nullable Resolution resolution;
        final Reason reason;

        State(AlertStatus status, @Nullable Resolution resolution, Reason reason) {
            this.status = status;
            this.resolution = resolution;
            this.reason = reason;
        }

        boolean isOpen() {
            return status != AlertStatus.RESOLVED;
        }

        /** Those that a kind can be in. */
        static List<State> of(AlertKind kind) {
            boolean hasALevel = kind == AlertKind.SURGE || kind == AlertKind.SPIKE;
            return Stream.of(values()).filter(s -> hasALevel || s != NEW_LEVEL).toList();
        }
    }

    /** The system's own: a rule that is suspended. */
    private static Told suspended(State state) {
        Rule rule = RULES.rule("IssueSurge");
        Alert open = new SuspensionWriter(TAXONOMY)
                .open(new Suspension(rule.name(), "3f9a1c2b7d", .347, .2, START, START + 3_600_000), rule);
        Alert alert = state.resolution == null ? open : SuspensionWriter.ended(open, state.resolution, NOW);
        Course course = new Course(0, 0, null, null, null);
        Phase phase = state.isOpen()
                ? course.whileOpen(AlertKind.SUSPENDED, state == State.FIRING, state.reason != Reason.REPEAT)
                : course.atEnd(AlertKind.SUSPENDED, state.resolution);
        IncidentState s = new Incidents().apply(null, open, NOW).state();
        if (!state.isOpen()) {
            s = new Incidents().apply(s, alert, NOW).state();
        }
        return new Told(
                AlertKind.SUSPENDED,
                state,
                phase,
                alert.summary(),
                WRITER.compose(s, state.reason, KnownBefore.INCIDENT, NOW));
    }

    static Told of(AlertKind kind, State state) {
        if (kind == AlertKind.SUSPENDED) {
            return suspended(state);
        }
        Rule rule = rule(kind);
        Group group = group(kind);
        AlertValue value = value(kind, state);
        Peak peak = new Peak(START + 600_000, Math.max(value.originals(), peak(kind, state)));
        Course course = new Course(value.originals(), peak.originals(), value.trend(), Usual.of(value), value.change());
        Phase phase = state.isOpen()
                ? course.whileOpen(kind, state == State.FIRING, state.reason != Reason.REPEAT)
                : course.atEnd(kind, state.resolution);
        Bilingual summary = state.isOpen()
                ? Summary.open(
                        rule,
                        group,
                        value,
                        peak,
                        state == State.FIRING,
                        START,
                        TAXONOMY,
                        LocalTimes.DEFAULT,
                        DimensionFiles.packaged(),
                        false)
                : Summary.ended(
                        rule,
                        group,
                        value,
                        peak,
                        state.resolution,
                        START,
                        NOW,
                        TAXONOMY,
                        LocalTimes.DEFAULT,
                        DimensionFiles.packaged());
        Alert alert = alert(rule, group, value, peak, state).summary(summary).build();
        IncidentState s = new Incidents()
                .apply(
                        null,
                        alert.toBuilder()
                                .status(AlertStatus.FIRING)
                                .resolution(null)
                                .resolvedAt(0)
                                .build(),
                        NOW)
                .state();
        if (!state.isOpen()) {
            s = new Incidents()
                    .apply(s, alert.toBuilder().revision(2).build(), NOW)
                    .state();
        }
        return new Told(kind, state, phase, summary, WRITER.compose(s, state.reason, KnownBefore.INCIDENT, NOW));
    }

    String summaryIn(String lang) {
        return lang.equals("en") ? summary.en() : summary.zh();
    }

    String impactIn(String lang) {
        return push.linesIn(lang).get(0);
    }

    /** All of it but why: the rule's kind is named there. */
    String all(String lang) {
        return summaryIn(lang) + "\n" + push.titleIn(lang) + "\n"
                + push.linesIn(lang).stream()
                        .filter(l -> !l.startsWith("依据") && !l.startsWith("Why"))
                        .collect(Collectors.joining("\n"));
    }

    private static Alert.Builder alert(Rule rule, Group group, AlertValue value, Peak peak, State state) {
        String issue = group.get("issue") != null ? group.get("issue") : rule.fixedIssue();
        String incident = issue == null ? "rule:" + rule.name() : issue;
        Leaf leaf = TAXONOMY.leaf(incident);
        boolean sequence = rule.kind() == AlertKind.SEQUENCE;
        List<EvidenceSample> samples = rule.kind() == AlertKind.FLATLINE
                ? List.of()
                : List.of(
                        new EvidenceSample(
                                "w:1",
                                "等了五天还没到，气死了",
                                "im",
                                "desk",
                                START,
                                sequence ? "told us" : null,
                                sequence ? "先向我们投诉" : null),
                        new EvidenceSample(
                                "w:2",
                                "再也不买了",
                                "social",
                                "weibo",
                                START + 1_000,
                                sequence ? "told everybody" : null,
                                sequence ? "又公开发声" : null));
        return Alert.builder("e1", "f1", incident, rule.name(), rule.kind(), Severity.WARNING, group)
                .issueName(leaf == null ? null : leaf.name())
                .ruleVersion("3f9a1c2b7d")
                .status(state.status)
                .resolution(state.resolution)
                .startsAt(START)
                .firedAt(START)
                .updatedAt(NOW)
                .resolvedAt(state.isOpen() ? 0 : NOW)
                .windowMs(rule.windowMs())
                .value(value)
                .evidence(new Evidence(null, samples, List.of(), List.of()))
                .owner("logistics-oncall")
                .runbook("runbooks/x.md")
                .peak(peak);
    }

    private static AlertValue value(AlertKind kind, State state) {
        AlertValue.Builder b = AlertValue.builder().negativeShare(0.93);
        return switch (kind) {
            case SURGE, SPIKE, DRIFT -> {
                boolean high = state == State.RECOVERED_BUT_NOT_USUAL;
                long n = high ? 159 : counted(state);
                double expected = high ? 23 : 14.2;
                yield b.posts(n + n / 3)
                        .originals(n)
                        .authors(n - n / 5)
                        .expected(expected)
                        .band(high ? new ExpectedBand(15, 32) : new ExpectedBand(9, 20))
                        .ratio(n / expected)
                        .trend(kind == AlertKind.DRIFT ? null : trend(state))
                        .build();
            }
            case THRESHOLD, NEW_TERM -> {
                long n = counted(state);
                yield b.posts(n + n / 3)
                        .originals(n)
                        .authors(n - n / 5)
                        .trend(trend(state))
                        .build();
            }
            case SHIFT -> {
                double share = state == State.RECOVERED ? 0.31 : state == State.RECOVERED_BUT_NOT_USUAL ? 0.36 : 0.42;
                yield b.posts(900)
                        .originals(812)
                        .authors(640)
                        .change(new ShareChange(share, 0.30, (share - 0.30) * 100, 0.9995))
                        .build();
            }
            case FLATLINE -> {
                long n = state == State.AMENDED_UP
                        ? 1
                        : state == State.AMENDED_DOWN ? 3 : state == State.RECOVERED ? 5 : 0;
                yield b.posts(n)
                        .originals(n)
                        .authors(n)
                        .expected(8.8)
                        .band(new ExpectedBand(5, 13))
                        .ratio(n / 8.8)
                        .build();
            }
            case REPEAT, SEQUENCE, MATCH, COMPOSITE, SUSPENDED -> {
                long n = kind == AlertKind.COMPOSITE ? 260 : state == State.FIRING ? 3 : 4;
                yield b.posts(n)
                        .originals(n)
                        .authors(kind == AlertKind.REPEAT || kind == AlertKind.SEQUENCE ? 1 : n)
                        .reach(kind == AlertKind.MATCH ? 620_000 : 0)
                        .build();
            }
        };
    }

    private static long counted(State state) {
        return switch (state) {
            case FIRING -> 120;
            case AMENDED_UP -> 240;
            case AMENDED_LEVEL, NEW_LEVEL, RULE_CHANGED, RULE_REMOVED, LOST -> 210;
            case AMENDED_DOWN -> 90;
            case RECOVERED, RECOVERED_BUT_NOT_USUAL -> 9;
        };
    }

    private static long peak(AlertKind kind, State state) {
        return switch (kind) {
            case SURGE, SPIKE, DRIFT, THRESHOLD, NEW_TERM -> state == State.FIRING ? 0 : 240;
            case FLATLINE -> state == State.AMENDED_UP ? 3 : 0;
            case SHIFT, SEQUENCE, REPEAT, MATCH, COMPOSITE, SUSPENDED -> 0;
        };
    }

    private static Trend trend(State state) {
        return switch (state) {
            case FIRING, AMENDED_UP -> Trend.RISING;
            case AMENDED_DOWN -> Trend.FALLING;
            default -> Trend.LEVEL;
        };
    }

    private static Rule rule(AlertKind kind) {
        String name = switch (kind) {
            case SURGE -> "IssueSurge";
            case SPIKE -> "PaymentFailureSpike";
            case DRIFT -> "IssueDrift";
            case THRESHOLD -> "FoodComplaintsInOneCity";
            case SHIFT -> "SentimentShift";
            case SEQUENCE -> "ComplaintGoesPublic";
            case REPEAT -> "RepeatComplainant";
            case MATCH -> "SafetyComplaint";
            case FLATLINE -> "SourceSilent";
            case NEW_TERM -> "NewComplaintTerm";
            case COMPOSITE -> "CrossChannelCrisis";
            case SUSPENDED -> "IssueSurge";
        };
        return RULES.rule(name);
    }

    private static Group group(AlertKind kind) {
        return switch (kind) {
            case SURGE -> new Group(List.of("issue", "region"), List.of("logistics.transit_delay", "浙江"));
            case SPIKE, SUSPENDED -> Group.ALL;
            case DRIFT, COMPOSITE -> new Group(List.of("issue"), List.of("logistics.transit_delay"));
            case THRESHOLD -> new Group(List.of("issue", "city"), List.of("food.foreign_object", "杭州"));
            case SHIFT -> new Group(List.of("channel"), List.of("social"));
            case SEQUENCE, REPEAT -> new Group(List.of("customer"), List.of("7c1e09"));
            case MATCH -> new Group(List.of("issue", "region"), List.of("quality.safety_hazard", "浙江"));
            case FLATLINE -> new Group(List.of("source"), List.of("tmall"));
            case NEW_TERM -> new Group(List.of("category", "keyword"), List.of("quality", "脱胶"));
        };
    }

    private static RuleSet shipped() {
        Map<String, String> files = new LinkedHashMap<>();
        for (String file : List.of("shipped", "issues", "people", "watch", "crisis")) {
            files.put(file + ".yaml", RuleFixtures.resource("/tidewatch/rules/" + file + ".yaml"));
        }
        Problems problems = new Problems();
        RuleSet rules = RuleFiles.read(files, TAXONOMY, problems);
        problems.throwIfErrors();
        return rules;
    }
}
