package io.tidewatch.job.detect.rules;

import io.tidewatch.rule.Rule;
import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.jspecify.annotations.Nullable;

/**
 * To which rule the keyed state of an operator belongs, where rules and messages come by different ways and either may come
 * first. What was routed by older rules than those that are live here is refused; what was routed by newer ones waits for
 * them; what belongs to a rule or structure that is gone is dropped.
 */
public final class RuleOwnership {
    /** Drops all state of the current key. */
    @FunctionalInterface
    public interface Forget {
        void run() throws Exception;
    }

    private final ValueStateDescriptor<RuleOwner> descriptor;
    private final ValueState<RuleOwner> owner;

    /** @param name of the state */
    public RuleOwnership(RuntimeContext context, String name) {
        descriptor = new ValueStateDescriptor<>(name, TypeInformation.of(RuleOwner.class));
        owner = context.getState(descriptor);
    }

    /** Of the current key; null when it has none. */
    public @Nullable RuleOwner get() throws IOException {
        return owner.value();
    }

    public void update(RuleOwner now) throws IOException {
        owner.update(now);
    }

    public void clear() {
        owner.clear();
    }

    /**
     * Makes the current key's state that of a rule.
     *
     * @return false when the rules that are live have no place for it
     */
    public boolean admit(RuleOwner came, ActiveRules active) throws IOException {
        if (came.isOver(active)) {
            return false;
        }
        RuleOwner before = owner.value();
        RuleOwner now = before == null ? came : before.by(came.revision());
        if (!now.equals(before)) {
            owner.update(now);
        }
        return true;
    }

    /**
     * The rule of the current key as it is live.
     *
     * @return null when there is none: then the key is forgotten, or, if its rules have not come here yet, wakes again when the
     *     watermark has moved
     */
    public @Nullable Rule live(ActiveRules active, TimerService timers, Forget forget) throws Exception {
        RuleOwner key = owner.value();
        if (key == null) {
            return null;
        }
        Rule rule = key.liveIn(active);
        if (rule == null) {
            if (!key.isOver(active) && timers.currentWatermark() != Long.MAX_VALUE) {
                timers.registerEventTimeTimer(timers.currentWatermark() + 1);
            } else {
                forget.run();
            }
        }
        return rule;
    }

    /** Forgets every key of a rule or structure that is no longer live. */
    public void dropOver(ActiveRules live, KeyedBroadcastProcessFunction<?, ?, ?, ?>.Context context, Forget forget)
            throws Exception {
        context.applyToKeyedState(descriptor, (key, state) -> {
            RuleOwner o = state.value();
            if (o != null && o.isOver(live)) {
                forget.run();
            }
        });
    }
}
