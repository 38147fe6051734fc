package io.tidewatch.job.detect.episode;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Resolution;
import io.tidewatch.episode.Suspension;
import io.tidewatch.episode.SuspensionWriter;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.rule.Rule;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Tells that a rule watches nothing while it is suspended: one alert from the first suspension, in whatever subtask, until the rule
 * is another one, or has gone on for ten minutes without being suspended anew. So neither the hour after which it is tried again nor
 * a restart, with which a suspension ends, tells it twice. Repeated every minute, as every open alert is.
 *
 * <p>Key: rule. Kept: its open alert and until when it is suspended, until that is resolved. By the clock; nothing comes here in a
 * backtest.
 */
public final class SuspendedAlertsFunction
        extends KeyedBroadcastProcessFunction<String, Suspension, RuleUpdate, Alert> {
    private static final long serialVersionUID = 1L;

    private static final long REPEAT_MS = 60_000;
    /** The processor time of five minutes is looked at: after twice that a rule which is not suspended again is within its limits. */
    private static final long PROVEN_MS = 10 * 60_000L;

    private static final ValueStateDescriptor<Open> OPEN =
            new ValueStateDescriptor<>("open", TypeInformation.of(Open.class));

    /**
     * What is open of a rule.
     *
     * @param heardAt clock at the last suspension, epoch milliseconds
     * @param until when it goes on, clock, epoch milliseconds
     */
    public record Open(Alert alert, long heardAt, long until) {}

    private final DetectSettings settings;
    private transient LiveRules rules;
    private transient ValueState<Open> open;
    private transient long openedAt;

    public SuspendedAlertsFunction(DetectSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        rules = new LiveRules(settings.rules(), getRuntimeContext().getMetricGroup());
        open = getRuntimeContext().getState(OPEN);
        openedAt = settings.clock().millis();
    }

    @Override
    public void processElement(Suspension s, ReadOnlyContext ctx, Collector<Alert> out) throws Exception {
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        Rule rule = active.rule(s.rule());
        Open before = open.value();
        if (rule == null || !rule.version().equals(s.version())) {
            return;
        }
        if (before != null) {
            open.update(new Open(before.alert(), s.at(), Math.max(before.until(), s.until())));
            return;
        }
        Alert alert = new SuspensionWriter(active.taxonomy()).open(s, rule);
        open.update(new Open(alert, s.at(), s.until()));
        out.collect(alert);
        ctx.timerService().registerProcessingTimeTimer(ctx.timerService().currentProcessingTime() + REPEAT_MS);
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        Open o = open.value();
        if (o == null) {
            return;
        }
        long now = settings.clock().millis();
        Rule rule = rules.active(ctx.getBroadcastState(LiveRules.STATE)).rule(ctx.getCurrentKey());
        Resolution end = endOf(o, rule);
        if (end == null && now >= goesOnAt(o) + PROVEN_MS) {
            end = Resolution.RECOVERED;
        }
        if (end != null) {
            out.collect(SuspensionWriter.ended(o.alert(), end, now));
            open.clear();
            return;
        }
        out.collect(o.alert());
        ctx.timerService().registerProcessingTimeTimer(ctx.timerService().currentProcessingTime() + REPEAT_MS);
    }

    /** A job that is started again suspends nothing any more. */
    private long goesOnAt(Open o) {
        return o.heardAt() < openedAt ? Math.min(o.until(), openedAt) : o.until();
    }

    private static @Nullable Resolution endOf(Open o, @Nullable Rule rule) {
        if (rule == null) {
            return Resolution.RULE_REMOVED;
        }
        return rule.version().equals(o.alert().ruleVersion()) ? null : Resolution.RULE_CHANGED;
    }

    @Override
    public void processBroadcastElement(RuleUpdate update, Context ctx, Collector<Alert> out) throws Exception {
        if (!rules.accept(update, ctx.getBroadcastState(LiveRules.STATE))) {
            return;
        }
        ActiveRules live = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        long now = settings.clock().millis();
        ctx.applyToKeyedState(OPEN, (rule, state) -> {
            Open o = state.value();
            Resolution end = o == null ? null : endOf(o, live.rule(rule));
            if (o != null && end != null) {
                out.collect(SuspensionWriter.ended(o.alert(), end, now));
                state.clear();
            }
        });
    }
}
