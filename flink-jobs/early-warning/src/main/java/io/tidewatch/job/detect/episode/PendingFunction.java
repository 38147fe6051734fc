package io.tidewatch.job.detect.episode;

import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.follow.nfa.CompiledPattern;
import io.tidewatch.job.detect.follow.nfa.KeyedNfa;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.rule.Rule;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Runs a rule's {@code for} as a Flink CEP pattern over changes of its signals:
 * {@code begin(breach).notFollowedBy(clear).within(for)}. Every signal passes through; the one that confirms says so.
 *
 * <p>Key: rule, structure and group. Kept: partial matches until they complete, break or time out, the last signal while
 * one is open. Time passes with the signals themselves, so that a signal that confirms is emitted before the next one
 * even when many come in one stroke of the watermark. A changed structure has another key; what the old key holds goes at its own timer. Signals of one key come
 * from one subtask in order of time.
 */
public final class PendingFunction extends KeyedBroadcastProcessFunction<String, Signal, RuleUpdate, PendingSignal>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final DetectSettings settings;
    private transient LiveRules rules;
    private transient KeyedNfa<BreachChange> nfa;
    private transient ValueState<Boolean> breached;
    private transient ValueState<Signal> last;
    private transient Map<Long, CompiledPattern<BreachChange>> patterns;

    public PendingFunction(DetectSettings settings) {
        this.settings = settings;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        nfa = new KeyedNfa<>(
                context.getKeyedStateStore(),
                getRuntimeContext().createSerializer(TypeInformation.of(BreachChange.class)));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // keyed state only
    }

    @Override
    public void open(OpenContext context) {
        rules = new LiveRules(settings.rules(), getRuntimeContext().getMetricGroup());
        patterns = new HashMap<>();
        breached = getRuntimeContext().getState(new ValueStateDescriptor<>("breached", Types.BOOLEAN));
        last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", TypeInformation.of(Signal.class)));
    }

    @Override
    public void close() throws Exception {
        if (nfa != null) {
            nfa.close();
        }
        if (patterns != null) {
            for (CompiledPattern<BreachChange> p : patterns.values()) {
                p.close();
            }
        }
    }

    @Override
    public void processElement(Signal signal, ReadOnlyContext ctx, Collector<PendingSignal> out) throws Exception {
        Rule rule = rules.active(ctx.getBroadcastState(LiveRules.STATE)).rule(signal.rule());
        if (rule == null || !rule.structure().equals(signal.structure())) {
            return;
        }
        boolean breach = signal.reading().level() != null;
        long at = signal.reading().at();
        boolean was = Boolean.TRUE.equals(breached.value());
        if (rule.forMs() == 0) {
            boolean waited = nfa.retire();
            out.collect(new PendingSignal(signal, breach && (!was || waited) ? at : 0));
        } else {
            CompiledPattern<BreachChange> pattern = pattern(rule.forMs());
            confirm(nfa.advance(pattern, at), rule, out);
            if (breach != was) {
                confirm(nfa.process(pattern, new BreachChange(at, breach), at), rule, out);
            }
            last.update(signal);
            out.collect(new PendingSignal(signal, 0));
            wake(pattern, ctx.timerService());
        }
        if (breach) {
            breached.update(true);
        } else {
            breached.clear();
        }
        if (signal.reading().recovered()) {
            last.clear();
        }
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<PendingSignal> out) throws Exception {
        Signal signal = last.value();
        if (signal == null || !settings.isWithin(at, ctx.currentWatermark())) {
            return;
        }
        Rule rule = rules.active(ctx.getBroadcastState(LiveRules.STATE)).rule(signal.rule());
        if (rule == null || !rule.structure().equals(signal.structure())) {
            nfa.retire();
            breached.clear();
            last.clear();
            return;
        }
        if (rule.forMs() == 0) {
            if (nfa.retire()) {
                out.collect(new PendingSignal(signal, at));
            }
            return;
        }
        CompiledPattern<BreachChange> pattern = pattern(rule.forMs());
        confirm(nfa.advance(pattern, at), rule, out);
        wake(pattern, ctx.timerService());
    }

    /** Set again at every step, because an update may have made the {@code for} longer. */
    private void wake(CompiledPattern<BreachChange> pattern, TimerService timers) throws Exception {
        long timeout = nfa.nextTimeout(pattern);
        if (timeout != KeyedNfa.NO_TIMEOUT) {
            timers.registerEventTimeTimer(timeout);
        }
    }

    private void confirm(List<Map<String, List<BreachChange>>> matches, Rule rule, Collector<PendingSignal> out)
            throws Exception {
        Signal signal = last.value();
        for (Map<String, List<BreachChange>> match : matches) {
            if (signal != null) {
                out.collect(new PendingSignal(
                        signal,
                        Objects.requireNonNull(match.get("breach")).get(0).time() + rule.forMs()));
            }
        }
    }

    private CompiledPattern<BreachChange> pattern(long forMs) throws Exception {
        CompiledPattern<BreachChange> p = patterns.get(forMs);
        if (p == null) {
            p = CompiledPattern.of(
                    Pattern.<BreachChange>begin("breach")
                            .where(SimpleCondition.of(BreachChange::breach))
                            .notFollowedBy("clear")
                            .where(SimpleCondition.of(e -> !e.breach()))
                            .within(Duration.ofMillis(forMs)),
                    false,
                    getRuntimeContext());
            patterns.put(forMs, p);
        }
        return p;
    }

    @Override
    public void processBroadcastElement(RuleUpdate update, Context ctx, Collector<PendingSignal> out) throws Exception {
        rules.accept(update, ctx.getBroadcastState(LiveRules.STATE));
    }
}
