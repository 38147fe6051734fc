package io.tidewatch.job.detect.follow;

import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.limit.GroupLimit;
import io.tidewatch.job.detect.limit.OtherKeys;
import io.tidewatch.job.detect.limit.ReachesOtherKeys;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleMeter;
import io.tidewatch.job.detect.rules.RuleOwner;
import io.tidewatch.job.detect.rules.RuleOwnership;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.rules.SuspendedRules;
import io.tidewatch.job.detect.time.EventTimeBuffer;
import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.rule.NewTermSpec;
import io.tidewatch.rule.OrderedSpec;
import io.tidewatch.rule.RepeatSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SequenceSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Follows messages one by one, for the kinds of rules to which it matters who said what after what.
 *
 * <p>Key: rule, structure, path and group, so that a changed structure starts clean and an edited threshold or label does
 * not. Kept: messages until the watermark passes them, then what the kind's {@link OrderedRule} makes of them in order of
 * (event time, id). A late message is taken as long as no later one of its key was; else it is left out (counter
 * {@code late_in_order}). What belongs to a rule or structure that is no longer live is dropped when the update comes. Beyond
 * {@code max_series} groups of a rule (of each path of a sequence) in a subtask one is dropped ({@link GroupLimit}, counter
 * {@code followed_evicted}).
 */
public final class OrderedRulesFunction extends KeyedBroadcastProcessFunction<String, RuleEvent, RuleUpdate, Signal>
        implements CheckpointedFunction, ReachesOtherKeys {
    private static final long serialVersionUID = 1L;
    private static final String FOLLOWED = "followed";
    private static final Comparator<RuleEvent> ORDER = Comparator.comparingLong(
                    (RuleEvent e) -> e.message().time())
            .thenComparing(e -> e.message().id());

    /** What each kind remembers of the current key. */
    private record ByKind(SequenceRule sequences, RepeatRule repeats, NewTermRule newTerms)
            implements OrderedSpec.OrderedCases<OrderedRule> {
        @Override
        public OrderedRule sequence(SequenceSpec spec) {
            return sequences;
        }

        @Override
        public OrderedRule repeat(RepeatSpec spec) {
            return repeats;
        }

        @Override
        public OrderedRule newTerm(NewTermSpec spec) {
            return newTerms;
        }

        List<OrderedRule> all() {
            return List.of(sequences, repeats, newTerms);
        }
    }

    private final DetectSettings settings;
    private transient LiveRules rules;
    private transient ByKind kinds;
    private transient RuleOwnership owner;
    private transient EventTimeBuffer<RuleEvent> waiting;
    private transient RuleMeter meter;
    private transient SuspendedRules suspended;
    private transient Counter suspendedMessages;
    private transient Counter late;
    private transient GroupLimit limit;

    @SuppressWarnings("NullAway.Init") // by reaches()
    private transient OtherKeys others;

    public OrderedRulesFunction(DetectSettings settings) {
        this.settings = settings;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        kinds = new ByKind(
                new SequenceRule(getRuntimeContext(), context.getKeyedStateStore()),
                new RepeatRule(context.getKeyedStateStore()),
                new NewTermRule(
                        context.getKeyedStateStore(), getRuntimeContext().getMetricGroup()));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // keyed state only
    }

    @Override
    public void open(OpenContext context) {
        rules = new LiveRules(settings.rules(), getRuntimeContext().getMetricGroup());
        owner = new RuleOwnership(getRuntimeContext(), FOLLOWED);
        limit = new GroupLimit(getRuntimeContext(), DetectMetric.FOLLOWED_EVICTED);
        waiting = new EventTimeBuffer<>(getRuntimeContext(), "waiting", TypeInformation.of(RuleEvent.class), ORDER);
        meter = new RuleMeter(settings, getRuntimeContext().getMetricGroup());
        suspended = new SuspendedRules(settings, meter, getRuntimeContext().getMetricGroup());
        suspendedMessages =
                DetectMetric.SUSPENDED_MESSAGES.counter(getRuntimeContext().getMetricGroup());
        late = DetectMetric.LATE_IN_ORDER.counter(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void reaches(OtherKeys keys) throws Exception {
        others = keys;
        for (String key : keys.having(FOLLOWED)) {
            keys.at(key, () -> {
                RuleOwner kept = owner.get();
                if (kept != null && kept.clock() != Long.MIN_VALUE) {
                    limit.restore(ofRule(kept), key, kept.clock());
                }
            });
        }
    }

    @Override
    public void close() throws Exception {
        if (kinds != null) {
            for (OrderedRule f : kinds.all()) {
                f.close();
            }
        }
    }

    @Override
    public void processElement(RuleEvent event, ReadOnlyContext ctx, Collector<Signal> out) throws Exception {
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        Rule live = active.rule(event.rule());
        if (live != null && suspended.has(List.of(live))) {
            suspendedMessages.inc();
            return;
        }
        RuleOwner came = new RuleOwner(
                event.rule(), event.structure(), event.revision(), event.path(), event.group(), Long.MIN_VALUE);
        if (owner.admit(came, active)) {
            waiting.add(event, ctx.timestamp(), ctx.timerService());
        }
    }

    /** The current key is one too many; what waits goes on waiting. */
    private void giveUp(OrderedRule follower) throws Exception {
        follower.clear();
        if (waiting.isEmpty()) {
            owner.clear();
        }
    }

    /** The rule of the current key is gone. */
    private void drop() throws Exception {
        RuleOwner key = owner.get();
        if (key != null) {
            forget(key);
        }
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Signal> out) throws Exception {
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        Rule rule = owner.live(active, ctx.timerService(), this::drop);
        if (rule == null) {
            return;
        }
        if (!(rule.spec() instanceof OrderedSpec spec)) {
            drop();
            return;
        }
        boolean timed = meter.begins();
        OrderedRule follower = spec.foldOrdered(kinds);
        RuleOwner key = takeDue(at, Objects.requireNonNull(owner.get()), rule, follower, ctx, out);
        long next = settings.isWithin(at, ctx.currentWatermark())
                ? follower.advance(rule, key, at, out)
                : OrderedRule.NEVER;
        if (next != OrderedRule.NEVER) {
            ctx.timerService().registerEventTimeTimer(next);
        } else if (waiting.isEmpty()) {
            limit.forget(ofRule(key), ofRule(key) + key.group().key());
            owner.clear();
        }
        if (timed) {
            meter.ended(List.of(rule));
            suspended
                    .look(List.of(rule), ctx.currentWatermark())
                    .forEach(p -> ctx.output(SuspendedRules.SUSPENSIONS, p));
        }
        meter.follow(List.of(rule), limit.size(ofRule(key)));
    }

    private RuleOwner takeDue(
            long at, RuleOwner key, Rule rule, OrderedRule follower, OnTimerContext ctx, Collector<Signal> out)
            throws Exception {
        RuleOwner now = key;
        String ofRule = ofRule(key);
        for (RuleEvent e : waiting.takeUntil(at)) {
            if (e.message().time() < now.clock()) {
                late.inc();
            } else {
                now = now.at(e.message().time());
                limit.keep(
                        ofRule,
                        ctx.getCurrentKey(),
                        now.clock(),
                        rule,
                        others,
                        () -> giveUp(follower),
                        ctx.currentProcessingTime());
                if (at - e.message().time() > rule.latenessMs()) {
                    follower.takeLate(rule, e, out);
                } else {
                    follower.take(rule, e, out);
                }
            }
        }
        if (!now.equals(key)) {
            owner.update(now);
        }
        return now;
    }

    private static String ofRule(RuleOwner key) {
        return RuleEvent.ofRule(key.rule(), key.structure(), key.path());
    }

    private void forget(RuleOwner key) throws Exception {
        limit.forget(ofRule(key), ofRule(key) + key.group().key());
        for (OrderedRule f : kinds.all()) {
            f.clear();
        }
        waiting.clear();
        owner.clear();
    }

    @Override
    public void processBroadcastElement(RuleUpdate update, Context ctx, Collector<Signal> out) throws Exception {
        if (!rules.accept(update, ctx.getBroadcastState(LiveRules.STATE))) {
            return;
        }
        ActiveRules live = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        meter.keepOnly(live);
        suspended.keepOnly(live);
        owner.dropOver(live, ctx, this::drop);
        for (OrderedRule f : kinds.all()) {
            f.keepOnly(live);
        }
    }
}
