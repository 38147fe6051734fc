package io.tidewatch.job.detect.episode;

import io.tidewatch.episode.CompositeState;
import io.tidewatch.episode.MemberAlert;
import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleOwner;
import io.tidewatch.job.detect.rules.RuleOwnership;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.time.EventTimeBuffer;
import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Says when a composite rule's {@code when} begins and ends to hold; see {@link CompositeState}.
 *
 * <p>Key: composite, structure and its group. Kept: the last state of each member's episodes, until {@code within} has
 * passed since their end; changes until the watermark passes them. A new composite learns of episodes that were open
 * before it when they are next repeated, in the running system within a minute.
 */
public final class CompositeFunction extends KeyedBroadcastProcessFunction<String, MemberAlert, RuleUpdate, Signal> {
    private static final long serialVersionUID = 1L;
    private static final Comparator<MemberAlert> ORDER = Comparator.comparingLong(MemberAlert::at)
            .thenComparing(MemberAlert::member)
            .thenComparing(MemberAlert::episode)
            .thenComparing(MemberAlert::open);

    private final DetectSettings settings;
    private transient LiveRules rules;
    private transient RuleOwnership owner;
    private transient ValueState<Long> since;
    private transient MapState<String, MemberAlert> episodes;
    private transient EventTimeBuffer<MemberAlert> waiting;

    public CompositeFunction(DetectSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        rules = new LiveRules(settings.rules(), getRuntimeContext().getMetricGroup());
        owner = new RuleOwnership(getRuntimeContext(), "composite");
        since = getRuntimeContext().getState(new ValueStateDescriptor<>("since", Types.LONG));
        episodes = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("episodes", Types.STRING, TypeInformation.of(MemberAlert.class)));
        waiting = new EventTimeBuffer<>(getRuntimeContext(), "waiting", TypeInformation.of(MemberAlert.class), ORDER);
    }

    @Override
    public void processElement(MemberAlert a, ReadOnlyContext ctx, Collector<Signal> out) throws Exception {
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        if (owner.admit(new RuleOwner(a.rule(), a.structure(), a.revision(), 0, a.group(), 0), active)) {
            waiting.add(a, a.at(), ctx.timerService());
        }
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Signal> out) throws Exception {
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        Rule rule = owner.live(active, ctx.timerService(), this::forget);
        if (rule == null || !settings.isWithin(at, ctx.currentWatermark())) {
            return;
        }
        if (!(rule.spec() instanceof CompositeSpec)) {
            forget();
            return;
        }
        List<MemberAlert> due = waiting.takeUntil(at);
        for (MemberAlert a : due) {
            episodes.put(a.episode(), a);
        }
        List<MemberAlert> known = new ArrayList<>();
        episodes.values().forEach(known::add);
        RuleOwner key = Objects.requireNonNull(owner.get());
        CompositeState.Step step = new CompositeState(since.value()).look(rule, key.group(), known, at, !due.isEmpty());
        keep(step, out);
        if (step.next() != CompositeState.NEVER) {
            ctx.timerService().registerEventTimeTimer(step.next());
        }
        if (episodes.isEmpty() && waiting.isEmpty()) {
            owner.clear();
        }
    }

    private void keep(CompositeState.Step step, Collector<Signal> out) throws Exception {
        for (MemberAlert a : step.over()) {
            episodes.remove(a.episode());
        }
        since.update(step.state().since());
        if (step.signal() != null) {
            out.collect(step.signal());
        }
    }

    private void forget() {
        episodes.clear();
        waiting.clear();
        since.clear();
        owner.clear();
    }

    @Override
    public void processBroadcastElement(RuleUpdate update, Context ctx, Collector<Signal> out) throws Exception {
        if (rules.accept(update, ctx.getBroadcastState(LiveRules.STATE))) {
            owner.dropOver(rules.active(ctx.getBroadcastState(LiveRules.STATE)), ctx, this::forget);
        }
    }
}
