package io.tidewatch.job.detect.episode;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.time.EventTimeBuffer;
import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.rule.Rule;
import java.util.Comparator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps a rule from having more alerts open at a time than its {@code max_alerts}: a rule that holds for everything must
 * not bury the others. What is left out takes a place as soon as one is free; each alert that is emitted while there is
 * none says so.
 *
 * <p>Key: rule. Kept: which alerts are open, at most {@code max_alerts}; changes until the watermark passes them, so that
 * it does not depend on the order of arrival who is left out (counter {@code alerts_left_out}).
 */
public final class LimitFunction extends KeyedBroadcastProcessFunction<String, Alert, RuleUpdate, Alert> {
    private static final long serialVersionUID = 1L;
    private static final Comparator<Alert> ORDER =
            Comparator.comparingLong(Alert::startsAt).thenComparing(Alert::id).thenComparingInt(Alert::revision);

    private final DetectSettings settings;
    private transient LiveRules rules;
    private transient MapState<String, Boolean> open;
    private transient ValueState<Integer> size;
    private transient EventTimeBuffer<Alert> waiting;
    private transient Counter leftOut;

    public LimitFunction(DetectSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        rules = new LiveRules(settings.rules(), getRuntimeContext().getMetricGroup());
        open = getRuntimeContext().getMapState(new MapStateDescriptor<>("open", Types.STRING, Types.BOOLEAN));
        size = getRuntimeContext().getState(new ValueStateDescriptor<>("size", Types.INT));
        waiting = new EventTimeBuffer<>(getRuntimeContext(), "waiting", TypeInformation.of(Alert.class), ORDER);
        leftOut = DetectMetric.ALERTS_LEFT_OUT.counter(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Alert alert, ReadOnlyContext ctx, Collector<Alert> out) throws Exception {
        Long at = ctx.timestamp();
        waiting.add(alert, at == null ? Long.MIN_VALUE : at, ctx.timerService());
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        for (Alert alert : waiting.takeAt(at)) {
            Rule rule = active.rule(alert.rule());
            take(alert, rule == null ? Integer.MAX_VALUE : rule.maxAlerts(), out);
        }
    }

    private void take(Alert alert, int most, Collector<Alert> out) throws Exception {
        Integer known = size.value();
        int before = known == null ? 0 : known;
        boolean emitted = open.contains(alert.id());
        if (!emitted && (!alert.isOpen() || before >= most)) {
            leftOut.inc();
            return;
        }
        if (!emitted) {
            open.put(alert.id(), true);
            size.update(before + 1);
        } else if (!alert.isOpen()) {
            open.remove(alert.id());
            size.update(before - 1);
        }
        boolean full = (emitted ? before : before + 1) >= most;
        out.collect(full ? withNote(alert, most) : alert);
    }

    private static Alert withNote(Alert a, int most) {
        return a.withSummary(new Bilingual(
                a.summary().zh() + "（该规则同时最多 " + most + " 条预警，其余已略去）",
                a.summary().en() + " (this rule is at its limit of " + most + " open alerts, others are left out)"));
    }

    @Override
    public void processBroadcastElement(RuleUpdate update, Context ctx, Collector<Alert> out) throws Exception {
        rules.accept(update, ctx.getBroadcastState(LiveRules.STATE));
    }
}
