package io.tidewatch.job.detect.rules;

import io.tidewatch.alert.Group;
import io.tidewatch.calendar.Calendar;
import io.tidewatch.calendar.CalendarFiles;
import io.tidewatch.hash.StableHash;
import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.DeclaredDimensions;
import io.tidewatch.rule.MatchSpec;
import io.tidewatch.rule.MeasuredSpec;
import io.tidewatch.rule.NewTermSpec;
import io.tidewatch.rule.OrderedSpec;
import io.tidewatch.rule.RepeatSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSpec;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.rule.SeriesSpec;
import io.tidewatch.rule.ShiftSpec;
import io.tidewatch.rule.Step;
import io.tidewatch.rule.StepPath;
import io.tidewatch.rule.cel.Where;
import io.tidewatch.rule.file.DimensionFiles;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The live rules, arranged as the operators need them. Built once per subtask and update. */
public final class ActiveRules {
    /** Filters close bins of this width, and no pane reaches over two of them. */
    private static final long BIN_MS = Baseline.BIN_MS;

    /**
     * One series and the rules that read it.
     *
     * @param paneMs divides every window and interval, and a bin
     * @param shares what shares the rules look at, by the name that messages carry
     * @param maxSeries groups that are followed at a time in a subtask: the most that one of the rules allows
     * @param maxAlerts how many alerts its rules may have open at a time, together
     */
    public record Plan(
            SeriesSpec spec,
            Where where,
            List<Rule> rules,
            Map<String, Where> shares,
            long paneMs,
            long intervalMs,
            int maxSeries,
            int maxAlerts) {
        /** True when each of its series is of an issue or a category, and not of complaints whatever they are about. */
        public boolean isOfIssues() {
            return OF_ISSUES.stream().anyMatch(name -> spec.by().contains(name) || where.required(name) != null);
        }

        /** True when it counts every complaint of a group. */
        public boolean isOfAllComplaints() {
            return ALL_COMPLAINTS.contains(spec.where());
        }
    }

    /** Complaints, with a product where it is asked for: what {@link io.tidewatch.series.Launches} compares products by. */
    private static final Set<String> ALL_COMPLAINTS = Set.of("complaint", "complaint && product != \"\"");

    private static final List<String> OF_ISSUES = List.of("issue", "category");

    private static final int MAX_ANNOUNCED = 10_000;

    /**
     * A sequence, prepared for routing.
     *
     * @param paths how many ways there are through it
     * @param every true when also messages that are no step matter, because a step must come next
     */
    public record SequencePlan(Rule rule, int paths, boolean every) {
        /** In order. */
        List<Step> steps() {
            return ((SequenceSpec) rule.spec()).steps();
        }
    }

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
    private final DeclaredDimensions dimensions;
    private final Map<Group, CalendarEffect> calendarEffects = new HashMap<>();
    private final Map<String, String> definitions = new HashMap<>();

    private ActiveRules(
            long revision,
            String hash,
            ByOperator sorted,
            Taxonomy taxonomy,
            Calendar calendar,
            DeclaredDimensions dimensions) {
        this.dimensions = dimensions;
        this.revision = revision;
        this.hash = hash;
        this.bySeries = plans(sorted);
        this.matches = sorted.matches;
        this.sequences = sorted.sequences;
        this.repeats = sorted.repeats;
        this.newTerms = sorted.newTerms;
        this.byName = sorted.byName;
        this.taxonomy = taxonomy;
        this.calendar = calendar;
        for (Rule r : byName.values()) {
            if (r.spec() instanceof CompositeSpec composite) {
                for (String member : composite.when().members()) {
                    composites.computeIfAbsent(member, m -> new ArrayList<>()).add(r);
                }
            }
        }
    }

    /** @throws io.tidewatch.yaml.InvalidFileException with every problem of the files */
    public static ActiveRules of(RuleUpdate update) {
        RuleFilesCache read = RuleFilesCache.of(update);
        Calendar calendar = CalendarFiles.of(update.calendar() == null ? Map.of() : update.calendar());
        return new ActiveRules(
                update.revision(),
                hash(update),
                ByOperator.of(read.set().rules()),
                read.taxonomy(),
                calendar,
                DimensionFiles.of(update.dimensions()));
    }

    /** One rule, that no file needs to hold; nothing is known of the calendar. */
    public static ActiveRules only(Rule rule, Taxonomy taxonomy) {
        return new ActiveRules(
                0, "", ByOperator.of(List.of(rule)), taxonomy, CalendarFiles.of(Map.of()), DimensionFiles.packaged());
    }

    private static Map<String, Plan> plans(ByOperator sorted) {
        Map<String, Plan> plans = new LinkedHashMap<>();
        sorted.bySeries.forEach((hash, rules) -> {
            long grid = rules.get(0).intervalMs();
            int most = 1;
            int alerts = 0;
            for (Rule r : rules) {
                most = Math.max(most, r.maxSeries());
                alerts = (int) Math.min(Integer.MAX_VALUE, (long) alerts + r.maxAlerts());
                grid = gcd(gcd(grid, r.intervalMs()), r.windowMs());
            }
            plans.put(
                    hash,
                    new Plan(
                            rules.get(0).series(),
                            rules.get(0).where(),
                            rules,
                            shares(rules),
                            gcd(grid, BIN_MS),
                            grid,
                            most,
                            alerts));
        });
        return plans;
    }

    /** Rules parted by the operators that they go through. */
    private static final class ByOperator {
        final Map<String, List<Rule>> bySeries = new LinkedHashMap<>();
        final List<Rule> matches = new ArrayList<>();
        final List<SequencePlan> sequences = new ArrayList<>();
        final List<Rule> repeats = new ArrayList<>();
        final List<Rule> newTerms = new ArrayList<>();
        final Map<String, Rule> byName = new HashMap<>();

        static ByOperator of(Collection<Rule> rules) {
            ByOperator sorted = new ByOperator();
            rules.forEach(sorted::add);
            return sorted;
        }

        private void add(Rule rule) {
            byName.put(rule.name(), rule);
            rule.spec().foldGroup(new RuleSpec.GroupCases<Boolean>() {
                @Override
                public Boolean measured(MeasuredSpec spec) {
                    return bySeries.computeIfAbsent(rule.series().hash(), h -> new ArrayList<>())
                            .add(rule);
                }

                @Override
                public Boolean ordered(OrderedSpec spec) {
                    return addOrdered(rule, spec);
                }

                @Override
                public Boolean match(MatchSpec spec) {
                    return matches.add(rule);
                }

                @Override
                public Boolean composite(CompositeSpec spec) {
                    return true; // found by its members
                }
            });
        }

        private boolean addOrdered(Rule rule, OrderedSpec ordered) {
            return ordered.foldOrdered(new OrderedSpec.OrderedCases<>() {
                @Override
                public Boolean sequence(SequenceSpec spec) {
                    return sequences.add(new SequencePlan(
                            rule,
                            StepPath.of(spec.steps()).size(),
                            spec.steps().stream().anyMatch(Step::strict)));
                }

                @Override
                public Boolean repeat(RepeatSpec spec) {
                    return repeats.add(rule);
                }

                @Override
                public Boolean newTerm(NewTermSpec spec) {
                    return newTerms.add(rule);
                }
            });
        }
    }

    private static Map<String, Where> shares(List<Rule> rules) {
        Map<String, Where> shares = new TreeMap<>();
        for (Rule r : rules) {
            String name = Series.shareName(r);
            if (name != null && r.spec() instanceof ShiftSpec shift) {
                shares.put(name, shift.shareWhere());
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
                String.join("\n", leaf.awaited()),
                Boolean.toString(leaf.negativeOnly()));
    }

    /** What is known beforehand of the days of a group. Not thread-safe. */
    public CalendarEffect calendarEffects(Group group) {
        if (calendarEffects.size() > MAX_ANNOUNCED) {
            calendarEffects.clear();
        }
        return calendarEffects.computeIfAbsent(group, calendar::of);
    }

    /** As people read what the installation declares. */
    public DeclaredDimensions dimensions() {
        return dimensions;
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
        for (Map<String, String> files :
                Arrays.asList(update.files(), update.taxonomy(), update.calendar(), update.notifyFiles())) {
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
