package io.tidewatch.job.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.job.metric.NotifyMetric;
import io.tidewatch.notify.Dispatch;
import io.tidewatch.notify.Inhibition;
import io.tidewatch.notify.config.InhibitRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets through the alerts that no open alert explains. Key: the incident key. Kept: the ids that went through and are open,
 * which are passed on to their end; broadcast, the labels of open alerts that can mute others. The detector repeats
 * open alerts every minute, so an inhibited one goes through within a minute of the end of its explanation, and an
 * explanation that has not been repeated for ten minutes has ended.
 */
final class InhibitFunction extends KeyedBroadcastProcessFunction<String, Alert, Alert, Alert> {
    static final MapStateDescriptor<String, OpenSource> SOURCES =
            new MapStateDescriptor<>("sources", Types.STRING, TypeInformation.of(OpenSource.class));

    /** Ids of the alerts that went through and are open, with when they fired. */
    static final MapStateDescriptor<String, Long> NOTIFIED = new MapStateDescriptor<>("told", Types.STRING, Types.LONG);

    private static final long serialVersionUID = 1L;
    private static final long STALE_MS = 10 * 60_000L;

    private final NotifySettings settings;
    private transient List<InhibitRule> rules;
    private transient MapState<String, Long> notified;
    private transient Counter muted;

    InhibitFunction(NotifySettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        rules = settings.config().inhibitRules();
        notified = getRuntimeContext().getMapState(NOTIFIED);
        muted = NotifyMetric.ALERTS_INHIBITED.counter(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Alert alert, ReadOnlyContext ctx, Collector<Alert> out) throws Exception {
        if (!notified.contains(alert.id()) && isMuted(alert, ctx)) {
            muted.inc();
            return;
        }
        if (alert.isOpen()) {
            notified.put(alert.id(), alert.firedAt());
        } else {
            notified.remove(alert.id());
        }
        out.collect(alert);
    }

    private boolean isMuted(Alert alert, ReadOnlyContext ctx) throws Exception {
        if (rules.isEmpty()) {
            return false;
        }
        long now = ctx.currentProcessingTime();
        ReadOnlyBroadcastState<String, OpenSource> sources = ctx.getBroadcastState(SOURCES);
        List<Map<String, String>> open = new ArrayList<>();
        for (Map.Entry<String, OpenSource> e : sources.immutableEntries()) {
            if (now - e.getValue().receivedAt() < STALE_MS && !e.getKey().equals(alert.id())) {
                open.add(e.getValue().labels());
            }
        }
        return Inhibition.muting(rules, open, Dispatch.labels(alert)) != null;
    }

    @Override
    public void processBroadcastElement(Alert alert, Context ctx, Collector<Alert> out) throws Exception {
        Map<String, String> labels = Dispatch.labels(alert);
        if (alert.isOpen() && Inhibition.canMute(rules, labels)) {
            ctx.getBroadcastState(SOURCES).put(alert.id(), new OpenSource(labels, ctx.currentProcessingTime()));
        } else if (ctx.getBroadcastState(SOURCES).contains(alert.id())) {
            ctx.getBroadcastState(SOURCES).remove(alert.id());
        }
    }
}
