package io.tidewatch.job.detect.rules;

import io.tidewatch.alert.Group;
import io.tidewatch.calendar.Calendar;
import io.tidewatch.calendar.CalendarFiles;
import io.tidewatch.hash.StableHash;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleDetails;
import io.tidewatch.rule.RuleKind;
import io.tidewatch.rule.SeriesSpec;
import io.tidewatch.rule.Step;
import io.tidewatch.rule.StepPath;
import io.tidewatch.rule.cel.Where;
import io.tidewatch.series.Series;
import io.tidewatch.surge.filter.Baseline;
import io.tidewatch.surge.filter.CalendarEffect;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The live rules, arranged as the operators need them. Built once per subtask and update. */
public final class ActiveRules {
    /** Kinds that read a series at every grid instant. */
    private static final java.util.Set<RuleKind> WINDOWED = java.util.EnumSet.of(
            RuleKind.SURGE, RuleKind.SPIKE, RuleKind.DRIFT, RuleKind.THRESHOLD, RuleKind.SHIFT, RuleKind.FLATLINE);

    /** Kinds that look at messages one by one, in order. */
    private static final java.util.Set<RuleKind> FOLLOWED =
            java.util.EnumSet.of(RuleKind.SEQUENCE, RuleKind.REPEAT, RuleKind.NEW_TERM);

    /** Kinds of which each time they hold is told to the episode, which ends a while after the last one. */
    private static final java.util.Set<RuleKind> HITS =
            java.util.EnumSet.of(RuleKind.MATCH, RuleKind.SEQUENCE, RuleKind.REPEAT, RuleKind.NEW_TERM);

    /** Filters close bins of this width, and no pane reaches over two of them. */
    private static final long BIN_MS = Baseline.BIN_MS;

    /**
     * One series and the rules that read it.
     *
     * @param paneMs divides every window and interval, and a bin
     * @param shares what shares the rules look at, by the name that messages carry
     * @param maxSeries groups that are followed at a time in a subtask: the most that one of the rules allows
     */
    public record Plan(
            SeriesSpec spec,
            Where where,
            List<Rule> rules,
            Map<String, Where> shares,
            long paneMs,
            long intervalMs,
            int maxSeries) {}

    private static final int MAX_ANNOUNCED = 10_000;

    /**
     * A sequence, prepared for routing.
     *
     * @param paths how many ways there are through it
     * @param every true when also messages that are no step matter, because a step must come next
     */
    public record SequencePlan(Rule rule, int paths, boolean every) {}

    private final long revision;
    private final String hash;
    private final Map<String, Plan> bySeries;
    private final List<Rule> matches;
    private final List<SequencePlan> sequences;
    private final List<Rule> repeats;
    private final List<Rule> newTerms;
    private @Nullable RuleIndex index;
    private final Map<String, List<Rule>> composites = new HashMap<>();
    private final Map<String, Rule> byName;
    private final Taxonomy taxonomy;
    private final Calendar calendar;
    private final Map<Group, CalendarEffect> calendarEffects = new HashMap<>();
    private final Map<String, String> definitions = new HashMap<>();

    private ActiveRules(
            long revision,
            String hash,
            Map<String, Plan> bySeries,
            List<Rule> matches,
            List<SequencePlan> sequences,
            List<Rule> repeats,
            List<Rule> newTerms,
            Map<String, Rule> byName,
            Taxonomy taxonomy,
            Calendar calendar) {
        this.revision = revision;
        this.hash = hash;
        this.bySeries = bySeries;
        this.matches = matches;
        this.sequences = sequences;
        this.repeats = repeats;
        this.newTerms = newTerms;
        this.byName = byName;
        this.taxonomy = taxonomy;
        for (Rule r : byName.values()) {
            if (r.details() != null && r.details().when() != null) {
                for (String member : r.details().when().members()) {
                    composites.computeIfAbsent(member, m -> new ArrayList<>()).add(r);
                }
            }
        }
        this.calendar = calendar;
    }

    /** True when the operators act on rules of a kind; the others are only read. */
    public static boolean runs(RuleKind kind) {
        return kind == RuleKind.MATCH || isMeasured(kind) || FOLLOWED.contains(kind) || kind == RuleKind.COMPOSITE;
    }

    /** True for kinds that read a series. */
    public static boolean isMeasured(RuleKind kind) {
        return WINDOWED.contains(kind);
    }

    /** True for kinds that end by time. */
    public static boolean isHit(RuleKind kind) {
        return HITS.contains(kind);
    }

    /** @throws io.tidewatch.yaml.InvalidFileException with every problem of the files */
    public static ActiveRules of(RuleUpdate update) {
        RuleFilesCache read = RuleFilesCache.of(update);
        Taxonomy taxonomy = read.taxonomy();
        Map<String, List<Rule>> grouped = new LinkedHashMap<>();
        List<Rule> matches = new ArrayList<>();
        List<SequencePlan> sequences = new ArrayList<>();
        List<Rule> repeats = new ArrayList<>();
        List<Rule> newTerms = new ArrayList<>();
        Map<String, Rule> byName = new HashMap<>();
        for (Rule r : read.set().rules()) {
            byName.put(r.name(), r);
            if (r.kind() == RuleKind.MATCH) {
                matches.add(r);
            } else if (r.kind() == RuleKind.SEQUENCE) {
                sequences.add(sequence(r));
            } else if (r.kind() == RuleKind.REPEAT) {
                repeats.add(r);
            } else if (r.kind() == RuleKind.NEW_TERM) {
                newTerms.add(r);
            } else if (WINDOWED.contains(r.kind())) {
                grouped.computeIfAbsent(r.series().hash(), h -> new ArrayList<>())
                        .add(r);
            }
        }
        Map<String, Plan> plans = new LinkedHashMap<>();
        grouped.forEach((hash, rules) -> {
            long grid = rules.get(0).intervalMs();
            int most = 1;
            for (Rule r : rules) {
                most = Math.max(most, r.maxSeries());
                grid = gcd(gcd(grid, r.intervalMs()), r.windowMs());
            }
            Where where = rules.get(0).where();
            plans.put(
                    hash,
                    new Plan(
                            rules.get(0).series(),
                            where == null ? Where.ALL : where,
                            rules,
                            shares(rules),
                            gcd(grid, BIN_MS),
                            grid,
                            most));
        });
        Calendar calendar = CalendarFiles.of(update.calendar() == null ? Map.of() : update.calendar());
        return new ActiveRules(
                update.revision(),
                hash(update),
                plans,
                matches,
                sequences,
                repeats,
                newTerms,
                byName,
                taxonomy,
                calendar);
    }

    private static SequencePlan sequence(Rule rule) {
        RuleDetails details = Objects.requireNonNull(rule.details());
        return new SequencePlan(
                rule,
                StepPath.of(details.steps()).size(),
                details.steps().stream().anyMatch(Step::strict));
    }

    public static Map<String, Where> shares(List<Rule> rules) {
        Map<String, Where> shares = new TreeMap<>();
        for (Rule r : rules) {
            String name = Series.shareName(r);
            if (name != null && r.details() != null && r.details().shareWhere() != null) {
                shares.put(name, r.details().shareWhere());
            }
        }
        return shares;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** Hash of the definitions of the issues that a group counts; empty when it counts no single issues. */
    public String meaning(Plan plan, Group group) {
        String issue = group.get("issue");
        String fixed = plan.rules().get(0).fixedIssue();
        Leaf leaf = taxonomy.leaf(issue != null ? issue : fixed != null ? fixed : "");
        return leaf == null ? "" : definitions.computeIfAbsent(leaf.id(), id -> definition(leaf));
    }

    /** Issues that mean something else here than there, or are only in one of them, sorted. */
    public List<String> redefined(ActiveRules before) {
        Set<String> out = new TreeSet<>();
        for (Leaf leaf : taxonomy.leaves()) {
            Leaf old = before.taxonomy.leaf(leaf.id());
            if (old == null || !definition(old).equals(definition(leaf))) {
                out.add(leaf.id());
            }
        }
        before.taxonomy.leaves().stream()
                .map(Leaf::id)
                .filter(id -> taxonomy.leaf(id) == null)
                .forEach(out::add);
        return List.copyOf(out);
    }

    /** Of what decides whether a message is counted: not of names, owners and examples. */
    private static String definition(Leaf leaf) {
        return StableHash.id(
                String.join("\n", leaf.keywords()),
                String.join("\n", leaf.topics()),
                String.join("\n", leaf.patterns()),
                String.join("\n", leaf.exclusions()),
                Boolean.toString(leaf.negativeOnly()));
    }

    /** What is known beforehand of the days of a group. Not thread-safe. */
    public CalendarEffect calendarEffects(Group group) {
        if (calendarEffects.size() > MAX_ANNOUNCED) {
            calendarEffects.clear();
        }
        return calendarEffects.computeIfAbsent(group, calendar::of);
    }

    public Taxonomy taxonomy() {
        return taxonomy;
    }

    public long revision() {
        return revision;
    }

    /** Of everything that was published together; the same files have the same one. */
    String hash() {
        return hash;
    }

    private static String hash(RuleUpdate update) {
        List<String> parts = new ArrayList<>();
        for (Map<String, String> files : Arrays.asList(update.files(), update.taxonomy(), update.calendar())) {
            new TreeMap<>(files == null ? Map.of() : files).forEach((name, text) -> {
                parts.add(name);
                parts.add(text);
            });
            parts.add("");
        }
        return StableHash.id(parts.toArray(String[]::new));
    }

    /** All of them, in no order. */
    Collection<Rule> rules() {
        return byName.values();
    }

    /** What finds the series and rules that a message has to go to. */
    public RuleIndex index() {
        if (index == null) {
            index = new RuleIndex(this); // one operator needs it
        }
        return index;
    }

    public List<Plan> plans() {
        return List.copyOf(bySeries.values());
    }

    @Nullable
    public Plan plan(String series) {
        return bySeries.get(series);
    }

    List<Rule> matches() {
        return matches;
    }

    /** The composite rules that look at a rule's episodes. */
    public List<Rule> compositesOf(String member) {
        return composites.getOrDefault(member, List.of());
    }

    List<Rule> newTerms() {
        return newTerms;
    }

    List<Rule> repeats() {
        return repeats;
    }

    /** True when a rule follows messages one by one. */
    public boolean follows() {
        return !sequences.isEmpty() || !repeats.isEmpty() || !newTerms.isEmpty();
    }

    public List<SequencePlan> sequences() {
        return sequences;
    }

    @Nullable
    public Rule rule(String name) {
        return byName.get(name);
    }
}
