package io.tidewatch.job.detect;

import io.tidewatch.rule.Kind;
import io.tidewatch.rule.Rule;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
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
 * not. Kept: messages until the watermark passes them, then what the kind's {@link Follower} makes of them in order of
 * (event time, id). A late message is taken as long as no later one of its key was; else it is left out (counter
 * {@code late_in_order}). What belongs to a rule or structure that is no longer live is dropped when the update comes.
 */
final class FollowFunction extends KeyedBroadcastProcessFunction<String, RuleEvent, RuleUpdate, Signal>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;
    private static final Comparator<RuleEvent> ORDER = Comparator.comparingLong(
                    (RuleEvent e) -> e.message().time())
            .thenComparing(e -> e.message().id());
    private static final ValueStateDescriptor<Followed> OWNER =
            new ValueStateDescriptor<>("followed", TypeInformation.of(Followed.class));

    private final DetectSettings settings;
    private transient LiveRules rules;
    private transient Map<Kind, Follower> followers;
    private transient ValueState<Followed> owner;
    private transient Waiting<RuleEvent> waiting;
    private transient Counter late;

    FollowFunction(DetectSettings settings) {
        this.settings = settings;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        followers = new EnumMap<>(Kind.class);
        followers.put(Kind.SEQUENCE, new SequenceFollower(getRuntimeContext(), context.getKeyedStateStore()));
        followers.put(Kind.REPEAT, new RepeatFollower(context.getKeyedStateStore()));
        followers.put(
                Kind.NEW_TERM,
                new TermFollower(
                        context.getKeyedStateStore(), getRuntimeContext().getMetricGroup()));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // keyed state only
    }

    @Override
    public void open(OpenContext context) {
        rules = new LiveRules(settings.rules(), getRuntimeContext().getMetricGroup());
        owner = getRuntimeContext().getState(OWNER);
        waiting = new Waiting<>(getRuntimeContext(), "waiting", TypeInformation.of(RuleEvent.class), ORDER);
        late = getRuntimeContext().getMetricGroup().counter("late_in_order");
    }

    @Override
    public void close() throws Exception {
        if (followers != null) {
            for (Follower f : followers.values()) {
                f.close();
            }
        }
    }

    @Override
    public void processElement(RuleEvent event, ReadOnlyContext ctx, Collector<Signal> out) throws Exception {
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        Followed came = new Followed(
                event.rule(), event.structure(), event.revision(), event.path(), event.group(), Long.MIN_VALUE);
        if (came.isOver(active)) {
            return; // routed before the update that is live here
        }
        Followed before = owner.value();
        Followed now = before == null ? came : before.by(event.revision());
        if (now != before) {
            owner.update(now);
        }
        waiting.add(event, ctx.timestamp(), ctx.timerService());
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Signal> out) throws Exception {
        Followed key = owner.value();
        if (key == null) {
            return;
        }
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        Rule rule = key.liveIn(active);
        if (rule == null) {
            if (!key.isOver(active) && ctx.currentWatermark() != Long.MAX_VALUE) {
                // routed by a set of rules that has not come here yet
                ctx.timerService().registerEventTimeTimer(ctx.currentWatermark() + 1);
            } else {
                forget();
            }
            return;
        }
        Follower follower = followers.get(rule.kind());
        if (follower == null) {
            forget();
            return;
        }
        key = takeDue(at, key, rule, follower, out);
        long next =
                settings.isWithin(at, ctx.currentWatermark()) ? follower.advance(rule, key, at, out) : Follower.NEVER;
        if (next != Follower.NEVER) {
            ctx.timerService().registerEventTimeTimer(next);
        } else if (waiting.isEmpty()) {
            owner.clear();
        }
    }

    private Followed takeDue(long at, Followed key, Rule rule, Follower follower, Collector<Signal> out)
            throws Exception {
        Followed now = key;
        for (RuleEvent e : waiting.takeUntil(at)) {
            if (e.message().time() < now.clock()) {
                late.inc();
            } else {
                now = now.at(e.message().time());
                follower.take(rule, e, out);
            }
        }
        if (now != key) {
            owner.update(now);
        }
        return now;
    }

    private void forget() throws Exception {
        for (Follower f : followers.values()) {
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
        ctx.applyToKeyedState(OWNER, (key, state) -> {
            Followed f = state.value();
            if (f != null && f.isOver(live)) {
                forget();
            }
        });
        for (Follower f : followers.values()) {
            f.keepOnly(live);
        }
    }
}
