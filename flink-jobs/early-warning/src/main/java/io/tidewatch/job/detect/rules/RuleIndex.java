package io.tidewatch.job.detect.rules;

import io.tidewatch.rule.RepeatSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.Step;
import io.tidewatch.rule.cel.Row;
import io.tidewatch.rule.cel.Where;
import io.tidewatch.rule.cel.WhereIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Where a message has to go: the series that count it and the rules that follow it, found by what their {@code where}
 * requires rather than by asking each of them. What is found is in the order of the rules. Not thread-safe.
 */
public final class RuleIndex {
    /**
     * A series or rule that takes a message.
     *
     * @param place among its like, from 0
     * @param rows numbers of the rows that it takes, rising, not empty
     */
    public record Found<T>(T target, int place, int[] rows) {}

    /** Targets of one sort, by the numbers of their expressions. */
    private static final class Shelf<T> {
        private final List<T> targets;
        private final Function<T, Where> whereOf;
        private int[][] byWhere = {};

        Shelf(List<T> targets, Function<T, Where> whereOf) {
            this.targets = targets;
            this.whereOf = whereOf;
        }

        List<Where> wheres() {
            return targets.stream().map(whereOf).toList();
        }

        void arrange(WhereIndex wheres) {
            Map<Integer, List<Integer>> places = new HashMap<>();
            int most = -1;
            for (int i = 0; i < targets.size(); i++) {
                int number = wheres.numberOf(whereOf.apply(targets.get(i)));
                places.computeIfAbsent(number, n -> new ArrayList<>()).add(i);
                most = Math.max(most, number);
            }
            int[][] all = new int[most + 1][];
            places.forEach((number, of) ->
                    all[number] = of.stream().mapToInt(Integer::intValue).toArray());
            byWhere = all;
        }

        List<Found<T>> of(WhereIndex.Holding holding) {
            if (targets.isEmpty()) {
                return List.of();
            }
            // a place among the targets, and where among the holding expressions its rows stand
            long[] places = new long[8];
            int size = 0;
            for (int i = 0; i < holding.size(); i++) {
                int number = holding.number(i);
                int[] there = number < byWhere.length ? byWhere[number] : null;
                if (there == null) {
                    continue;
                }
                if (size + there.length > places.length) {
                    places = Arrays.copyOf(places, Math.max(2 * places.length, size + there.length));
                }
                for (int place : there) {
                    places[size++] = (long) place << 32 | i;
                }
            }
            Arrays.sort(places, 0, size);
            List<Found<T>> found = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                int place = (int) (places[i] >>> 32);
                found.add(new Found<>(targets.get(place), place, holding.rows((int) places[i])));
            }
            return found;
        }
    }

    /** The shares that rules look at, of one series. */
    private record Shares(WhereIndex wheres, Shelf<Map.Entry<String, Where>> names) {}

    private final Shelf<ActiveRules.Plan> plans;
    private final Shelf<Rule> matches;
    private final Shelf<Rule> newTerms;
    private final Shelf<Rule> repeats;
    private final Shelf<ActiveRules.SequencePlan> sequences;
    private final Map<Integer, Rule> closings = new TreeMap<>();
    private final WhereIndex wheres;
    private final Map<Integer, List<Rule>> rulesByWhere = new HashMap<>();
    private final IdentityHashMap<ActiveRules.Plan, Shares> shares = new IdentityHashMap<>();

    /** @param rules whose lists are there already */
    RuleIndex(ActiveRules rules) {
        List<Rule> repeats = rules.repeats();
        List<ActiveRules.Plan> plans = rules.plans();
        List<ActiveRules.SequencePlan> sequences = rules.sequences();
        for (int i = 0; i < repeats.size(); i++) {
            if (repeats.get(i).spec() instanceof RepeatSpec repeat && repeat.afterClose()) {
                closings.put(i, repeats.get(i));
            }
        }
        IdentityHashMap<ActiveRules.SequencePlan, Where> populations = new IdentityHashMap<>();
        sequences.forEach(s -> populations.put(s, population(s)));
        this.plans = new Shelf<>(plans, ActiveRules.Plan::where);
        this.matches = new Shelf<>(rules.matches(), Rule::where);
        this.newTerms = new Shelf<>(rules.newTerms(), Rule::where);
        this.repeats = new Shelf<>(repeats, Rule::where);
        this.sequences = new Shelf<>(sequences, populations::get);
        List<Shelf<?>> shelves = List.of(this.plans, this.matches, this.newTerms, this.repeats, this.sequences);
        List<Where> all = new ArrayList<>();
        shelves.forEach(s -> all.addAll(s.wheres()));
        wheres = new WhereIndex(all);
        shelves.forEach(s -> s.arrange(wheres));
        plans.forEach(p -> p.rules().forEach(r -> testedFor(p.where(), r)));
        sequences.forEach(s -> testedFor(Objects.requireNonNull(populations.get(s)), s.rule()));
        for (List<Rule> alone : List.of(rules.matches(), rules.newTerms(), repeats)) {
            alone.forEach(r -> testedFor(r.where(), r));
        }
        for (ActiveRules.Plan plan : plans) {
            if (!plan.shares().isEmpty()) {
                Shelf<Map.Entry<String, Where>> names =
                        new Shelf<>(List.copyOf(plan.shares().entrySet()), Map.Entry::getValue);
                WhereIndex index = new WhereIndex(names.wheres());
                names.arrange(index);
                shares.put(plan, new Shares(index, names));
            }
        }
    }

    private void testedFor(Where where, Rule rule) {
        rulesByWhere
                .computeIfAbsent(wheres.numberOf(where), n -> new ArrayList<>())
                .add(rule);
    }

    /** The messages that matter to a sequence: any that can be a step, or any at all when a step must come next. */
    private static Where population(ActiveRules.SequencePlan plan) {
        Where where = plan.rule().where();
        return plan.every()
                ? where
                : Where.both(
                        where, Where.any(plan.steps().stream().map(Step::where).toList()));
    }

    /** @param rows of one message */
    public WhereIndex.Holding holding(List<Row> rows) {
        return wheres.holding(rows);
    }

    /** As {@link #holding(List)}, where that takes its time. */
    public WhereIndex.Holding holding(List<Row> rows, RuleMeter meter) {
        return meter.begins()
                ? wheres.holding(rows, number -> meter.ended(rulesByWhere.getOrDefault(number, List.of())))
                : wheres.holding(rows);
    }

    public List<Found<ActiveRules.Plan>> plans(WhereIndex.Holding holding) {
        return plans.of(holding);
    }

    public List<Found<Rule>> matches(WhereIndex.Holding holding) {
        return matches.of(holding);
    }

    public List<Found<Rule>> newTerms(WhereIndex.Holding holding) {
        return newTerms.of(holding);
    }

    public List<Found<Rule>> repeats(WhereIndex.Holding holding) {
        return repeats.of(holding);
    }

    /** True when a repeat counts from when a ticket was closed. */
    public boolean waitsForClosing() {
        return !closings.isEmpty();
    }

    /** The ordered rules that a message goes to when it closes a ticket: whatever their {@code where}, those that wait for it take all rows. */
    public List<Found<Rule>> repeatsWhenClosed(WhereIndex.Holding holding, int rows) {
        int[] all = IntStream.range(0, rows).toArray();
        Map<Integer, Found<Rule>> byPlace = new TreeMap<>();
        repeats.of(holding).forEach(f -> byPlace.put(f.place(), f));
        closings.forEach((place, rule) -> byPlace.put(place, new Found<>(rule, place, all)));
        return List.copyOf(byPlace.values());
    }

    /** Sequences for which the message can be a step, or must not come between two. */
    public List<Found<ActiveRules.SequencePlan>> sequences(WhereIndex.Holding holding) {
        return sequences.of(holding);
    }

    /** The shares of a series that hold for rows of a message, in the order of their names. */
    public List<Found<Map.Entry<String, Where>>> shares(ActiveRules.Plan plan, List<Row> rows) {
        Shares of = shares.get(plan);
        return of == null ? List.of() : of.names().of(of.wheres().holding(rows));
    }
}
