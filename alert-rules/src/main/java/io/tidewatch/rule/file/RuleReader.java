package io.tidewatch.rule.file;

import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.Dimensions;
import io.tidewatch.rule.DriftSpec;
import io.tidewatch.rule.FlatlineSpec;
import io.tidewatch.rule.MatchSpec;
import io.tidewatch.rule.NewTermSpec;
import io.tidewatch.rule.Recover;
import io.tidewatch.rule.RepeatSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSpec;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.rule.SeriesSpec;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.rule.ShiftSpec;
import io.tidewatch.rule.SpikeSpec;
import io.tidewatch.rule.Step;
import io.tidewatch.rule.SurgeSpec;
import io.tidewatch.rule.ThresholdSpec;
import io.tidewatch.rule.cel.CompiledWhere;
import io.tidewatch.rule.cel.EpisodeCondition;
import io.tidewatch.rule.cel.InvalidExpressionException;
import io.tidewatch.rule.cel.Where;
import io.tidewatch.rule.cel.WhereCompiler;
import io.tidewatch.rule.summary.Summary;
import io.tidewatch.rule.summary.SummaryTemplate;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.time.ActiveTimes;
import io.tidewatch.time.Durations;
import io.tidewatch.time.TimeInterval;
import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import io.tidewatch.yaml.YamlMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one rule. Every problem is noted; a rule is returned only when it has none that hides its meaning. */
final class RuleReader {
    private static final long HOUR_MS = 3_600_000L;
    private static final long DEFAULT_BACKGROUND_MS = 30 * 24 * HOUR_MS;
    private static final long MAX_MS = 366 * 24 * HOUR_MS;
    private static final int MAX_NAME_LENGTH = 100;
    private static final int DEFAULT_SAMPLES = 5;
    private static final int MAX_SAMPLES = 50;
    private static final int MAX_STEPS = 20;
    private static final int MAX_TIMES = 1_000;
    private static final int MAX_DOUBLED = 4;
    /** Beside the first. */
    private static final int MAX_WINDOWS = 5;
    /** What is usual is known without the last days; longer windows would be compared to a part of themselves. */
    private static final long MAX_LONG_WINDOW_MS = 72 * HOUR_MS;

    private static final List<String> DEFAULT_EVIDENCE = List.of("city", "product", "channel", "tier");

    private static final String TOGETHER = "together";

    private static final List<String> REPEATERS = List.of("customer", "author", "order", "thread");

    private final RuleReferences references;
    private final WhereCompiler expressions;

    RuleReader(RuleReferences surroundings) {
        this.references = surroundings;
        this.expressions = new WhereCompiler(
                surroundings.taxonomy(), surroundings.dimensions().names());
    }

    /** Null when name, kind or an expression cannot be used. */
    @Nullable
    Rule read(YamlMap map, RuleGroup group) {
        map.allow(KindContract.allFields()).refuseEmpty();
        String name = name(map);
        AlertKind kind = kind(map);
        CompiledWhere where = map.has("where") ? expression(map, "where", "where") : null;
        List<String> by = by(map, "by", dimensions());
        RuleGroup.Limits limits = RuleGroup.Limits.read(map, group.limits());
        if (!limits.given() && by.stream().anyMatch(this::isUnbounded)) {
            map.error(
                    "limits",
                    "missing field 'limits': by " + String.join(", ", by)
                            + " may grow without end, expected for example limits: {max_series: 20000}");
        }
        boolean levelsTogether = levelsTogether(map);
        Evidence evidence = evidence(map, kind != null && !KindContract.of(kind).readsSeries());
        Map<String, String> labels = labels(map);
        ActiveTimes activeTimes = activeTimes(map);
        String fixedIssue = fixedIssue(where);
        if (levelsTogether && fixedIssue == null && !by.contains("issue")) {
            map.error(
                    "levels",
                    "'" + TOGETHER
                            + "', and its incidents are of no issue: expected issue in 'by', or a 'where' such as"
                            + " issue == \"quality.broken\"");
        }
        Annotations annotations = annotations(map, named(kind, by), fixedIssue, labels);
        long forMs = duration(map, "for", 0);
        String owner = map.has("owner") ? map.string("owner") : group.owner();
        warn(map, name, by, fixedIssue, owner, annotations.runbook);
        if (kind == null) {
            return null;
        }
        KindContract contract = KindContract.of(kind);
        checkFields(map, kind, contract);
        if (kind.isOverAlerts() && limits.givesMaxSeries()) {
            notAppliedLimit(map);
        }
        YamlMap own = map.map("limits");
        if (own != null && (kind == AlertKind.MATCH || kind.isOverAlerts())) {
            own.notApplied("cpu"); // neither series nor messages are followed
        }
        if (forMs > 0 && contract.keepsFiring()) {
            map.error("for", "kind " + kind.wire() + " fires at once, expected 0s or no 'for'");
        }
        List<Long> windows = windows(map, window(map, kind, contract, group.intervalMs()), contract, group);
        ConditionReader conditions = new ConditionReader(kind);
        if (!map.has("severities")) {
            map.error("severities", "missing field 'severities'");
        }
        List<SeverityLevel> severities = conditions.severities(map);
        Recover recover = conditions.recover(map, severities);
        long keepFiring = contract.keepsFiring() ? duration(map, "keep_firing_for", HOUR_MS) : 0;
        RuleSpec spec = spec(map, kind, by, windows, recover, keepFiring);
        if (spec == null || name.isEmpty() || severities.isEmpty() || (map.has("where") && where == null)) {
            return null;
        }
        String canonical = where == null ? "" : where.canonical();
        Rule rule = new Rule(
                name,
                Rule.Hashes.NONE,
                new Rule.Scope(
                        new SeriesSpec(canonical, by, RuleHashes.ofSeries(canonical, by)),
                        where == null ? Where.ALL : where,
                        fixedIssue),
                new Rule.Timing(
                        group.intervalMs(), group.latenessOr(references.allowedLatenessMs()), forMs, activeTimes),
                new Rule.Alerting(
                        severities,
                        owner,
                        labels,
                        annotations.summary,
                        annotations.runbook,
                        evidence.samples,
                        evidence.overRepresented,
                        levelsTogether),
                new Rule.Limits(limits.maxSeries(), limits.maxAlerts(), Budget.read(map, severities), limits.cpu()),
                spec);
        return rule.withHashes(new Rule.Hashes(
                RuleHashes.ofVersion(rule, group.latenessOr(RuleReferences.DEFAULT_LATENESS_MS)),
                RuleHashes.ofStructure(rule)));
    }

    /** What the group of an alert names: a new term is part of it. */
    private static List<String> named(@Nullable AlertKind kind, List<String> by) {
        List<String> names = new ArrayList<>(by);
        if (kind != null) {
            names.addAll(KindContract.of(kind).found());
        }
        return names;
    }

    private static String name(YamlMap map) {
        String name = map.required("alert");
        if (name.length() > MAX_NAME_LENGTH
                || !name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-')) {
            map.error(
                    "alert",
                    "'" + name + "', expected a name of letters, digits, '_' and '-', at most " + MAX_NAME_LENGTH);
            return "";
        }
        return name;
    }

    private static @Nullable AlertKind kind(YamlMap map) {
        String kind = map.required("kind");
        for (AlertKind k : AlertKind.ofRules()) {
            if (k.wire().equals(kind)) {
                return k;
            }
        }
        if (!kind.isEmpty()) {
            List<String> known =
                    AlertKind.ofRules().stream().map(AlertKind::wire).toList();
            map.error("kind", "unknown kind '" + kind + "'" + nearestOrAll(kind, known));
        }
        return null;
    }

    private static void checkFields(YamlMap map, AlertKind kind, KindContract contract) {
        Collection<String> known = KindContract.allFields();
        for (String field : map.keys()) {
            if (known.contains(field) && !contract.allows(field)) {
                map.keyError(field, "field '" + field + "' does not belong to kind " + kind.wire());
            }
        }
        for (String field : contract.required()) {
            if (!map.has(field)) {
                map.error(field, "missing field '" + field + "', kind " + kind.wire() + " needs it");
            }
        }
    }

    private static List<String> by(YamlMap map, String key, List<String> known) {
        List<String> given = map.strings(key);
        Set<String> out = new LinkedHashSet<>();
        for (int i = 0; i < given.size(); i++) {
            String d = given.get(i);
            if (!known.contains(d)) {
                map.itemError(key, i, "unknown dimension '" + d + "'" + nearestOrAll(d, known));
            } else if (!out.add(d)) {
                map.itemError(key, i, "'" + d + "' is there twice");
            }
        }
        return List.copyOf(out);
    }

    private @Nullable CompiledWhere expression(YamlMap map, String key, String what) {
        String cel = map.string(key);
        if (cel == null) {
            return null;
        }
        if (cel.isBlank()) {
            map.error(key, "empty, expected an expression such as 'complaint', or no '" + what + "' for all messages");
            return null;
        }
        try {
            return expressions.compile(cel);
        } catch (InvalidExpressionException e) {
            e.problems().forEach(p -> map.error(key, p));
            return null;
        }
    }

    private @Nullable String fixedIssue(@Nullable CompiledWhere where) {
        Set<String> issues = where == null ? null : where.required("issue");
        return issues != null && issues.size() == 1 ? issues.iterator().next() : null;
    }

    private static long duration(YamlMap map, String key, long fallback) {
        long ms = map.duration(key, fallback);
        if (ms > MAX_MS) {
            map.error(key, "'" + Durations.print(ms) + "', expected at most " + Durations.print(MAX_MS));
            return fallback;
        }
        return ms;
    }

    private static long window(YamlMap map, AlertKind kind, KindContract contract, long interval) {
        if (!contract.allows("window") || map.string("window") == null) {
            return 0;
        }
        long window = duration(map, "window", -1);
        if (window < 0) {
            return 0; // not a duration, already noted
        }
        if (window == 0 || window % interval != 0) {
            map.error(
                    "window",
                    "'" + Durations.print(window) + "', expected a multiple of the group's interval "
                            + Durations.print(interval));
        } else if (window < contract.minWindowMs()) {
            map.error(
                    "window",
                    "'" + Durations.print(window) + "', a " + kind.wire() + " needs at least "
                            + Durations.print(contract.minWindowMs()));
        }
        return window;
    }

    /** The window and those beside it, shortest first; empty when there is none, or a problem was noted. */
    private static List<Long> windows(YamlMap map, long window, KindContract contract, RuleGroup group) {
        if (window == 0) {
            return List.of();
        }
        List<Long> out = new ArrayList<>(List.of(window));
        List<String> more = contract.allows("windows") ? map.strings("windows") : List.of();
        if (more.size() > MAX_WINDOWS) {
            map.error("windows", more.size() + " windows, expected at most " + MAX_WINDOWS);
            return out;
        }
        for (int i = 0; i < more.size(); i++) {
            try {
                long ms = Durations.parse(more.get(i));
                long before = out.get(out.size() - 1);
                if (ms <= before || ms % group.intervalMs() != 0 || ms > MAX_LONG_WINDOW_MS) {
                    map.itemError(
                            "windows",
                            i,
                            "'" + more.get(i) + "', expected more than " + Durations.print(before) + ", at most "
                                    + Durations.print(MAX_LONG_WINDOW_MS) + " and a multiple of the group's interval "
                                    + Durations.print(group.intervalMs()));
                } else {
                    out.add(ms);
                }
            } catch (IllegalArgumentException e) {
                map.itemError("windows", i, String.valueOf(e.getMessage()));
            }
        }
        return out;
    }

    // ---- what only some kinds have

    /** Null after a problem was noted that leaves nothing to build from. */
    private @Nullable RuleSpec spec(
            YamlMap map,
            AlertKind kind,
            List<String> by,
            List<Long> windows,
            @Nullable Recover recover,
            long keepFiring) {
        long window = windows.isEmpty() ? 0 : windows.get(0);
        return switch (kind) {
            case SURGE -> windows.isEmpty() || recover == null ? null : new SurgeSpec(windows, recover);
            case SPIKE -> windows.isEmpty() || recover == null ? null : new SpikeSpec(windows, recover);
            case DRIFT -> window == 0 || recover == null ? null : new DriftSpec(window, recover);
            case THRESHOLD -> window == 0 || recover == null ? null : new ThresholdSpec(window, recover);
            case SHIFT -> {
                CompiledWhere share = map.has("share") ? expression(map, "share", "share") : null;
                yield share == null || window == 0 || recover == null
                        ? null
                        : new ShiftSpec(window, share.canonical(), share, recover);
            }
            case FLATLINE -> window == 0 ? null : new FlatlineSpec(window);
            case SEQUENCE -> new SequenceSpec(within(map), steps(map), skip(map), keepFiring);
            case REPEAT -> repeat(map, by, window, keepFiring);
            case NEW_TERM -> newTerm(map, by, window, keepFiring);
            case MATCH -> new MatchSpec(keepFiring);
            case COMPOSITE -> {
                long within = within(map);
                EpisodeCondition when = when(map);
                yield when == null ? null : new CompositeSpec(within, when);
            }
            case SUSPENDED -> throw new IllegalStateException("no rule is " + kind);
        };
    }

    private static RepeatSpec repeat(YamlMap map, List<String> by, long window, long keepFiring) {
        boolean afterClose = map.bool("after_close", false);
        if (map.has("by") && by.stream().noneMatch(REPEATERS::contains)) {
            map.error("by", "a repeat needs one of " + String.join(", ", REPEATERS));
        }
        return new RepeatSpec(window, times(map, afterClose ? 1 : 2, 0), afterClose, keepFiring);
    }

    private static NewTermSpec newTerm(YamlMap map, List<String> by, long window, long keepFiring) {
        for (String d : by) {
            if (!Dimensions.FEW_VALUES.contains(d)) {
                map.itemError(
                        "by",
                        by.indexOf(d),
                        "'" + d
                                + "' has too many values for new_term, expected dimensions such as category, region, channel");
            }
        }
        long background = duration(map, "background", DEFAULT_BACKGROUND_MS);
        if (window > 0 && background <= window) {
            map.error("background", "expected more than the window " + Durations.print(window));
        }
        return new NewTermSpec(window, background, keepFiring);
    }

    private static @Nullable EpisodeCondition when(YamlMap map) {
        String cel = map.string("when");
        if (cel == null) {
            return null;
        }
        try {
            return EpisodeCondition.compile(cel);
        } catch (InvalidExpressionException e) {
            e.problems().forEach(p -> map.error("when", p));
            return null;
        }
    }

    private static long within(YamlMap map) {
        long within = duration(map, "within", -1);
        if (within == 0) {
            map.error("within", "expected more than 0s");
        }
        return Math.max(0, within);
    }

    private static SequenceSpec.Skip skip(YamlMap map) {
        String text = map.string("skip", SequenceSpec.Skip.PAST_LAST_EVENT.wire());
        for (SequenceSpec.Skip s : SequenceSpec.Skip.values()) {
            if (s.wire().equals(text)) {
                return s;
            }
        }
        map.error("skip", "'" + text + "'" + nearestOrAll(text, List.of("none", "next", "past_last_event")));
        return SequenceSpec.Skip.PAST_LAST_EVENT;
    }

    private static int times(YamlMap map, long least, int fallback) {
        if (!map.has("times")) {
            return fallback;
        }
        long times = map.integer("times", least);
        if (times < least || times > MAX_TIMES) {
            map.error("times", "'" + times + "', expected a number from " + least + " to " + MAX_TIMES);
        }
        return (int) Math.min(times, MAX_TIMES);
    }

    private List<Step> steps(YamlMap rule) {
        List<Step> out = new ArrayList<>();
        List<YamlMap> maps = rule.maps("steps");
        if (rule.has("steps") && maps.isEmpty()) {
            rule.error("steps", "empty, expected at least one step");
        }
        if (maps.size() > MAX_STEPS) {
            rule.error("steps", maps.size() + " steps, expected at most " + MAX_STEPS);
        }
        Set<String> names = new LinkedHashSet<>();
        boolean all = true;
        for (int i = 0; i < maps.size(); i++) {
            YamlMap map = maps.get(i);
            map.allow(List.of("name", "where", "times", "optional", "absent", "contiguity"))
                    .refuseEmpty();
            String name = "";
            for (String field : List.of("name", "where")) {
                if (!map.has(field)) {
                    // a missing field is shown at the rule's first line, its path names the step
                    rule.error("steps[" + i + "]." + field, "missing field '" + field + "'");
                }
            }
            Bilingual shown = map.has("name") ? stepName(map) : null;
            if (shown != null) {
                // the English one is what is kept: a name may get its translation later
                name = shown.en();
                if (!name.isEmpty() && !names.add(name)) {
                    map.error("name", "a step '" + name + "' is there twice");
                }
            }
            CompiledWhere where = map.has("where") ? expression(map, "where", "where") : null;
            boolean optional = map.bool("optional", false);
            boolean absent = map.bool("absent", false);
            int times = times(map, 1, 1);
            checkStep(map, i, optional, absent, times);
            all &= optional || absent;
            if (where != null && shown != null && !name.isEmpty()) {
                out.add(new Step(name, shown, where.canonical(), where, times, optional, absent, strict(map)));
            } else {
                strict(map);
            }
        }
        checkWays(rule, out);
        if (!maps.isEmpty() && all) {
            rule.error("steps", "every step is optional or absent, expected one that must come");
        }
        return List.copyOf(out);
    }

    /** One name for all, or one in each language. */
    private static @Nullable Bilingual stepName(YamlMap step) {
        if (!step.isMap("name")) {
            String name = step.required("name");
            return new Bilingual(name, name);
        }
        YamlMap name = step.map("name");
        if (name == null) {
            return null;
        }
        name.allow(List.of("zh", "en")).refuseEmpty();
        return new Bilingual(name.required("zh"), name.required("en"));
    }

    /** An optional step before an absent one doubles the ways through a sequence, each of which is followed by itself. */
    private static void checkWays(YamlMap rule, List<Step> steps) {
        int doubled = 0;
        boolean absentFollows = false;
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step s = steps.get(i);
            absentFollows = s.absent() || (s.optional() && absentFollows);
            doubled += s.optional() && absentFollows ? 1 : 0;
        }
        if (doubled > MAX_DOUBLED) {
            rule.error(
                    "steps", doubled + " optional steps stand before an absent one, expected at most " + MAX_DOUBLED);
        }
    }

    private static void checkStep(YamlMap map, int index, boolean optional, boolean absent, int times) {
        if (absent && index == 0) {
            map.error("absent", "the first step must be a message that comes");
        }
        if (absent && optional) {
            map.error("optional", "a step cannot be optional and absent");
        }
        if (absent && times > 1) {
            map.error("times", "an absent step has no times");
        }
    }

    private static boolean strict(YamlMap map) {
        String contiguity = map.string("contiguity", "relaxed");
        if (!contiguity.equals("strict") && !contiguity.equals("relaxed")) {
            map.error("contiguity", "'" + contiguity + "'" + nearestOrAll(contiguity, List.of("strict", "relaxed")));
        }
        return contiguity.equals("strict");
    }

    // ---- what people read

    private record Evidence(int samples, List<String> overRepresented) {}

    /** What messages can be grouped by, in this installation. */
    private List<String> dimensions() {
        List<String> known = new ArrayList<>(Dimensions.names());
        known.addAll(references.dimensions().names());
        return known;
    }

    /** Of a declared dimension nobody knows how many values it takes. */
    private boolean isUnbounded(String dimension) {
        return Dimensions.UNBOUNDED.contains(dimension)
                || references.dimensions().has(dimension);
    }

    /** @param seriesless true for kinds that read no series, which alone knows what is over-represented */
    private Evidence evidence(YamlMap rule, boolean seriesless) {
        YamlMap map = rule.map("evidence");
        if (map == null) {
            return new Evidence(DEFAULT_SAMPLES, DEFAULT_EVIDENCE);
        }
        map.allow(List.of("samples", "over_represented")).refuseEmpty();
        long samples = map.integer("samples", DEFAULT_SAMPLES);
        if (samples < 0 || samples > MAX_SAMPLES) {
            map.error("samples", "'" + samples + "', expected a number from 0 to " + MAX_SAMPLES);
            samples = DEFAULT_SAMPLES;
        }
        List<String> known = dimensions();
        if (seriesless) {
            map.notApplied("over_represented");
        } else {
            List<String> named = map.strings("over_represented");
            for (int i = 0; i < named.size(); i++) {
                if (known.contains(named.get(i))
                        && !Dimensions.SHOWN.contains(named.get(i))
                        && !references.dimensions().has(named.get(i))) {
                    map.itemNotApplied("over_represented", i);
                }
            }
        }
        return new Evidence(
                (int) samples, map.has("over_represented") ? by(map, "over_represented", known) : DEFAULT_EVIDENCE);
    }

    /** At the rule's own limits, or at the rule when it has them from its group. */
    private static void notAppliedLimit(YamlMap rule) {
        YamlMap own = rule.map("limits");
        if (own != null && own.has("max_series")) {
            own.notApplied("max_series");
        } else {
            rule.warning("limits.max_series", Problem.NOT_APPLIED);
        }
    }

    private static boolean levelsTogether(YamlMap rule) {
        String levels = rule.string("levels");
        if (levels == null) {
            return false;
        }
        if (!levels.equals(TOGETHER)) {
            rule.error("levels", "'" + levels + "'" + nearestOrAll(levels, List.of(TOGETHER)));
        }
        return true;
    }

    private static Map<String, String> labels(YamlMap rule) {
        YamlMap map = rule.map("labels");
        return map == null ? Map.of() : Map.copyOf(map.refuseEmpty().stringMap());
    }

    private ActiveTimes activeTimes(YamlMap rule) {
        List<String> names = rule.strings("active_time_intervals");
        Map<String, TimeInterval> known = references.timeIntervals();
        List<TimeInterval> intervals = new ArrayList<>();
        for (int i = 0; known != null && i < names.size(); i++) {
            TimeInterval interval = known.get(names.get(i));
            if (interval != null) {
                intervals.add(interval);
            } else {
                rule.itemError(
                        "active_time_intervals",
                        i,
                        "unknown time interval '" + names.get(i) + "'"
                                + (known.isEmpty()
                                        ? ", there are none in notify.yaml"
                                        : nearestOrAll(names.get(i), List.copyOf(known.keySet()))));
            }
        }
        return new ActiveTimes(names, intervals);
    }

    private record Annotations(
            @Nullable Bilingual summary, @Nullable String runbook) {}

    private static Annotations annotations(
            YamlMap rule, List<String> by, @Nullable String fixedIssue, Map<String, String> labels) {
        YamlMap map = rule.map("annotations");
        if (map == null) {
            return new Annotations(null, null);
        }
        map.allow(List.of("summary", "runbook")).refuseEmpty();
        String runbook = map.string("runbook");
        YamlMap summary = map.map("summary");
        if (summary == null) {
            return new Annotations(null, runbook);
        }
        summary.allow(List.of("zh", "en")).refuseEmpty();
        Set<String> known = Summary.placeholders(by, fixedIssue, labels.keySet());
        Map<String, String> texts = new LinkedHashMap<>();
        for (String lang : List.of("zh", "en")) {
            if (!summary.has(lang)) {
                rule.error("annotations.summary." + lang, "missing field '" + lang + "'");
            }
            String text = summary.string(lang, "");
            texts.put(lang, text);
            try {
                for (String p : SummaryTemplate.parse(text).placeholders()) {
                    if (!known.contains(p)) {
                        summary.error(lang, "unknown placeholder '{{" + p + "}}'" + Problems.suggestion(p, known));
                    }
                }
            } catch (IllegalArgumentException e) {
                summary.error(lang, String.valueOf(e.getMessage()));
            }
        }
        return new Annotations(new Bilingual(texts.getOrDefault("zh", ""), texts.getOrDefault("en", "")), runbook);
    }

    private void warn(
            YamlMap map,
            String name,
            List<String> by,
            @Nullable String fixedIssue,
            @Nullable String owner,
            @Nullable String runbook) {
        Leaf leaf = fixedIssue == null ? null : references.taxonomy().leaf(fixedIssue);
        boolean fromIssue = by.contains("issue") || leaf != null;
        if (owner == null && !fromIssue) {
            map.warning("owner", "no owner, expected one on the group or an issue to take it from");
        }
        if (owner != null && references.owners() != null && !references.owners().contains(owner)) {
            map.warning(
                    "owner",
                    "owner '" + owner + "' is not in notify.yaml" + Problems.suggestion(owner, references.owners()));
        }
        if (runbook == null && !fromIssue) {
            map.warning("annotations.runbook", "no runbook");
        }
        String page = runbook == null && leaf != null ? leaf.runbook() : runbook;
        if (page != null
                && references.pages() != null
                && !page.startsWith("http")
                && !references.pages().contains(page)) {
            map.warning("annotations.runbook", "runbook page '" + page + "' does not exist");
        }
        if (references.tested() != null
                && !name.isEmpty()
                && !references.tested().contains(name)) {
            map.warning("alert", "no test expects " + name);
        }
    }

    private static String nearestOrAll(String word, List<String> known) {
        String s = Problems.suggestion(word, known);
        return s.isEmpty() ? ", expected one of " + String.join(", ", known) : s;
    }
}
