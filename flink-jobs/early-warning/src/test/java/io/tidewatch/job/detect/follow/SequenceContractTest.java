package io.tidewatch.job.detect.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.Operators;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.job.detect.rules.RuleOwner;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.rule.Step;
import io.tidewatch.rule.cel.Where;
import io.tidewatch.series.SeriesMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.functions.TimedOutPartialMatchHandler;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sequences find what Flink's own operator finds. The pattern is written a second time here, straight from the steps, and
 * run by the stock {@link CepOperator}; events come out of order between watermarks, several at one instant.
 */
@SuppressWarnings("SameNameButDifferent") // each function has its Context
class SequenceContractTest {
    private static final Group ONE = new Group(List.of("customer"), List.of("c1"));
    private static final Rule BASE = RuleTexts.rule(RuleTexts.set(1, """
                  - alert: Seq
                    kind: sequence
                    by: [customer]
                    limits: {max_series: 100}
                    within: 1h
                    steps: [{name: a, where: 'complaint'}]
                    severities: {warning: {}}
                """), "Seq");

    /**
     * A step.
     *
     * @param form 0 plain, 1 optional, 2 absent
     */
    record Form(int form, int times, boolean strict) {
        boolean optional() {
            return form == 1;
        }

        boolean absent() {
            return form == 2;
        }
    }

    /**
     * An event.
     *
     * @param gap to the one before
     * @param steps which it can be
     * @param mark a watermark follows
     */
    record Said(int gap, int steps, boolean mark) {}

    record Case(List<Form> forms, SequenceSpec.Skip skip, int within, List<Said> said, int shuffle) {
        List<Step> steps() {
            List<Step> out = new ArrayList<>();
            for (int i = 0; i < forms.size(); i++) {
                Form f = forms.get(i);
                out.add(new Step("s" + i, "", Where.ALL, f.times, f.optional(), f.absent(), f.strict));
            }
            return out;
        }

        boolean endsWith(boolean strict) {
            Form last = forms.get(forms.size() - 1);
            return last.absent() && last.strict == strict;
        }
    }

    @Property(tries = 1_500, shrinking = ShrinkingMode.BOUNDED)
    void shouldFindWhatTheStockOperatorFinds(@ForAll("cases") Case c) throws Exception {
        List<String> expected = stock(c);
        Statistics.label("matches")
                .collect(!expected.isEmpty())
                .coverage(k -> k.check(true).percentage(p -> p > 10));
        assertThat(ours(c)).as("%s", c).isEqualTo(expected);
    }

    @Property(tries = 700, shrinking = ShrinkingMode.BOUNDED)
    void shouldFindWhatTheStockOperatorFindsWhenTheEndIsAnAbsence(@ForAll("absentAtTheEnd") Case c) throws Exception {
        List<String> expected = stock(c);
        Statistics.label("matches")
                .collect(!expected.isEmpty())
                .coverage(k -> k.check(true).percentage(p -> p > 10));
        assertThat(ours(c)).as("%s", c).isEqualTo(expected);
    }

    @Provide
    Arbitrary<Case> cases() {
        return cases(forms());
    }

    @Provide
    Arbitrary<Case> absentAtTheEnd() {
        return cases(Combinators.combine(forms(), Arbitraries.of(true, false)).as((forms, strict) -> {
            List<Form> out = new ArrayList<>(forms);
            Form last = out.get(out.size() - 1);
            if (last.absent()) {
                out.remove(out.size() - 1);
            } else if (last.optional()) {
                out.set(out.size() - 1, new Form(0, last.times, last.strict));
            }
            out.add(new Form(2, 1, strict));
            return out;
        }));
    }

    private static Arbitrary<Case> cases(Arbitrary<List<Form>> forms) {
        Arbitrary<Said> said = Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 31),
                        Arbitraries.of(true, false))
                .as(Said::new);
        return Combinators.combine(
                        forms,
                        Arbitraries.of(SequenceSpec.Skip.class),
                        Arbitraries.integers().between(2, 14),
                        said.list().ofMinSize(1).ofMaxSize(12),
                        Arbitraries.integers().between(0, 1_000))
                .as(Case::new)
                .map(SequenceContractTest::decided);
    }

    /**
     * Two ways that begin with the same message and end by the same absence become whole at one instant. Which of them a
     * skip strategy keeps, Flink leaves to the order in a heap, which changes with every watermark; so both are kept.
     */
    private static Case decided(Case c) {
        boolean open =
                c.forms.get(c.forms.size() - 1).absent() && c.forms.stream().anyMatch(Form::optional);
        return open ? new Case(c.forms, SequenceSpec.Skip.NONE, c.within, c.said, c.shuffle) : c;
    }

    /** Such as Flink has as one pattern: no optional step before an absent one. */
    private static Arbitrary<List<Form>> forms() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(4, 0),
                                net.jqwik.api.Tuple.of(2, 1),
                                net.jqwik.api.Tuple.of(2, 2)),
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(4, 1),
                                net.jqwik.api.Tuple.of(1, 2),
                                net.jqwik.api.Tuple.of(1, 3)),
                        Arbitraries.of(true, false))
                .as((form, times, strict) -> new Form(form, form == 2 ? 1 : times, strict))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(SequenceContractTest::possible);
    }

    private static List<Form> possible(List<Form> raw) {
        List<Form> out = new ArrayList<>();
        boolean must = false;
        for (Form f : raw) {
            Form last = out.isEmpty() ? null : out.get(out.size() - 1);
            boolean alone = f.absent() && (last == null || last.optional() || last.absent());
            Form possible = alone ? new Form(0, 1, f.strict) : f;
            must |= possible.form == 0;
            out.add(possible);
        }
        if (!must) {
            out.set(0, new Form(0, out.get(0).times, out.get(0).strict));
        }
        return out;
    }

    // ---- the stock operator

    private static List<String> stock(Case c) throws Exception {
        Pattern<StepEvent, StepEvent> pattern = null;
        AfterMatchSkipStrategy skip = switch (c.skip) {
            case NONE -> AfterMatchSkipStrategy.noSkip();
            case NEXT -> AfterMatchSkipStrategy.skipToNext();
            case PAST_LAST_EVENT -> AfterMatchSkipStrategy.skipPastLastEvent();
        };
        for (int i = 0; i < c.forms.size(); i++) {
            Form f = c.forms.get(i);
            String name = "s" + i;
            int bit = i;
            if (pattern == null) {
                pattern = Pattern.begin(name, skip);
            } else if (f.absent()) {
                pattern = f.strict ? pattern.notNext(name) : pattern.notFollowedBy(name);
            } else {
                pattern = f.strict ? pattern.next(name) : pattern.followedBy(name);
            }
            pattern = pattern.where(SimpleCondition.of(e -> (e.steps() >> bit & 1) == 1));
            if (f.times > 1) {
                pattern = f.strict ? pattern.times(f.times).consecutive() : pattern.times(f.times);
            }
            if (f.optional()) {
                pattern = pattern.optional();
            }
        }
        pattern = pattern.within(Duration.ofMillis(c.within));
        CepOperator<StepEvent, String, String> operator = new CepOperator<>(
                TypeInformation.of(StepEvent.class)
                        .createSerializer(new org.apache.flink.api.common.serialization.SerializerConfigImpl()),
                false,
                NFACompiler.compileFactory(pattern, true),
                new ById(),
                pattern.getAfterMatchSkipStrategy(),
                new Print(c),
                null);
        try (KeyedOneInputStreamOperatorTestHarness<String, StepEvent, String> h =
                new KeyedOneInputStreamOperatorTestHarness<>(operator, e -> "key", Types.STRING)) {
            h.open();
            play(c, h, e -> e);
            List<String> out = new ArrayList<>(h.extractOutputValues());
            if (h.getSideOutput(Print.LATE) != null) {
                h.getSideOutput(Print.LATE).forEach(r -> out.add(r.getValue()));
            }
            Collections.sort(out);
            return out;
        }
    }

    private static final class ById implements EventComparator<StepEvent> {
        private static final long serialVersionUID = 1L;

        @Override
        public int compare(StepEvent a, StepEvent b) {
            return a.id().compareTo(b.id());
        }
    }

    /** Says the matches, and what has run out of time while only an absence that had to come next was missing. */
    private static final class Print extends PatternProcessFunction<StepEvent, String>
            implements TimedOutPartialMatchHandler<StepEvent> {
        private static final long serialVersionUID = 1L;
        static final OutputTag<String> LATE = new OutputTag<>("late", Types.STRING);

        private final boolean wanted;
        private final TreeMap<String, Integer> must = new TreeMap<>();

        Print(Case c) {
            wanted = c.endsWith(true);
            for (int i = 0; i < c.forms.size(); i++) {
                if (c.forms.get(i).form == 0) {
                    must.put("s" + i, c.forms.get(i).times);
                }
            }
        }

        @Override
        public void processMatch(Map<String, List<StepEvent>> match, Context ctx, Collector<String> out) {
            out.collect(print(match));
        }

        @Override
        public void processTimedOutMatch(Map<String, List<StepEvent>> match, Context ctx) {
            if (wanted
                    && must.entrySet().stream()
                            .allMatch(m ->
                                    match.getOrDefault(m.getKey(), List.of()).size() >= m.getValue())) {
                ctx.output(LATE, print(match));
            }
        }

        private static String print(Map<String, List<StepEvent>> match) {
            StringBuilder b = new StringBuilder();
            new TreeMap<>(match)
                    .forEach((step, events) -> events.forEach(
                            e -> b.append(step).append('=').append(e.id()).append(' ')));
            return b.toString();
        }
    }

    // ---- ours

    private static List<String> ours(Case c) throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, RuleEvent, Signal> h =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new Follow(c)), e -> "key", Types.STRING)) {
            h.open();
            play(c, h, SequenceContractTest::event);
            List<String> out = new ArrayList<>();
            for (Signal s : h.extractOutputValues()) {
                StringBuilder b = new StringBuilder();
                for (EvidenceSample m : s.reading().evidence().samples()) {
                    b.append(m.step()).append('=').append(m.id()).append(' ');
                }
                out.add(b.toString());
            }
            Collections.sort(out);
            assertThat(Operators.stateEntries(h)).as("state left of %s", c).isZero();
            return out;
        }
    }

    private static RuleEvent event(StepEvent e) {
        return new RuleEvent(
                "Seq",
                "s",
                1,
                0,
                ONE,
                true,
                false,
                e.steps(),
                "",
                3,
                SeriesMessage.builder(e.time(), e.id())
                        .negative(true)
                        .author(7)
                        .followers(10)
                        .text("t")
                        .channel("im")
                        .source("weibo")
                        .build());
    }

    private static Rule rule(Case c) {
        return new Rule(
                BASE.name(),
                BASE.hashes(),
                BASE.scope(),
                BASE.timing(),
                new Rule.Alerting(BASE.severities(), null, Map.of(), null, null, 50, List.of()),
                BASE.limits(),
                new SequenceSpec(c.within, c.steps(), c.skip, BASE.keepFiringMs()));
    }

    /** The follower as {@link OrderedRulesFunction} uses it. */
    private static final class Follow extends KeyedProcessFunction<String, RuleEvent, Signal>
            implements CheckpointedFunction {
        private static final long serialVersionUID = 1L;

        private static final ThreadLocal<Rule> RULE = new ThreadLocal<>();
        private static final RuleOwner KEY = new RuleOwner("Seq", "s", 1, 0, ONE, 0);
        private transient SequenceRule follower;
        private transient MapState<Long, List<RuleEvent>> waiting;

        Follow(Case c) {
            RULE.set(rule(c));
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {
            follower = new SequenceRule(getRuntimeContext(), context.getKeyedStateStore());
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            // keyed state only
        }

        @Override
        public void open(OpenContext context) {
            waiting = getRuntimeContext()
                    .getMapState(new MapStateDescriptor<>(
                            "waiting", Types.LONG, Types.LIST(TypeInformation.of(RuleEvent.class))));
        }

        @Override
        public void close() throws Exception {
            follower.close();
        }

        @Override
        public void processElement(RuleEvent e, Context ctx, Collector<Signal> out) throws Exception {
            List<RuleEvent> at = waiting.get(ctx.timestamp());
            List<RuleEvent> more = at == null ? new ArrayList<>() : at;
            more.add(e);
            waiting.put(ctx.timestamp(), more);
            ctx.timerService().registerEventTimeTimer(ctx.timestamp());
        }

        @Override
        public void onTimer(long at, OnTimerContext ctx, Collector<Signal> out) throws Exception {
            for (long due : new TreeSet<>(keys())) {
                if (due <= at) {
                    List<RuleEvent> events = new ArrayList<>(waiting.get(due));
                    waiting.remove(due);
                    events.sort(Comparator.comparing(e -> e.message().id()));
                    for (RuleEvent e : events) {
                        follower.take(RULE.get(), e, out);
                    }
                }
            }
            long next = follower.advance(RULE.get(), KEY, at, out);
            if (next != OrderedRule.NEVER) {
                ctx.timerService().registerEventTimeTimer(next);
            }
        }

        private List<Long> keys() throws Exception {
            List<Long> out = new ArrayList<>();
            waiting.keys().forEach(out::add);
            return out;
        }
    }

    // ---- both

    private interface As<E> {
        E of(StepEvent e);
    }

    /** Says the events, shuffled between watermarks, and lets all time pass by one last event that is no step. */
    private static <E> void play(Case c, KeyedOneInputStreamOperatorTestHarness<String, E, ?> h, As<E> as)
            throws Exception {
        Random random = new Random(c.shuffle);
        long time = 1_000;
        List<StepEvent> batch = new ArrayList<>();
        for (int i = 0; i < c.said.size(); i++) {
            Said s = c.said.get(i);
            if (s.gap > 0 && i > 0 && c.said.get(i - 1).mark) {
                feed(batch, random, h, as);
                h.processWatermark(time);
                batch.clear();
            }
            time += s.gap;
            batch.add(new StepEvent(time, String.format("e%02d", i), s.steps));
        }
        feed(batch, random, h, as);
        h.processWatermark(time);
        long end = time + 10_000;
        h.processElement(as.of(new StepEvent(end, "e99", 0)), end);
        h.processWatermark(end + 10_000);
    }

    private static <E> void feed(
            List<StepEvent> batch, Random random, KeyedOneInputStreamOperatorTestHarness<String, E, ?> h, As<E> as)
            throws Exception {
        List<StepEvent> shuffled = new ArrayList<>(batch);
        Collections.shuffle(shuffled, random);
        for (StepEvent e : shuffled) {
            h.processElement(as.of(e), e.time());
        }
    }
}
