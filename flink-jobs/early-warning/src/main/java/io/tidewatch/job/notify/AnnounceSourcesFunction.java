package io.tidewatch.job.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.notify.Dispatch;
import io.tidewatch.notify.Inhibition;
import io.tidewatch.notify.config.InhibitRule;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Announces the alerts that can mute others: at their begin, at every repeat, at their end. No key, runs once. Kept: those that
 * are open, so that only the end of one that was announced is. After a restart all of them are announced with the first alert,
 * since a checkpoint of a version in which the incidents did not know them may lie behind. One that has not been repeated for
 * ten minutes is forgotten.
 */
final class AnnounceSourcesFunction extends ProcessFunction<Alert, Announcement> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final NotifySettings settings;
    private transient List<InhibitRule> rules;
    private transient BroadcastState<String, OpenSource> sources;
    private transient boolean announcesAll;
    private transient long listeningSince;

    @SuppressWarnings("NullAway.Init") // transient fields are set in initializeState and open
    AnnounceSourcesFunction(NotifySettings settings) {
        this.settings = settings;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        sources = context.getOperatorStateStore().getBroadcastState(TrackIncidentsFunction.SOURCES);
        announcesAll = context.isRestored();
    }

    @Override
    public void open(OpenContext context) {
        rules = settings.config().inhibitRules();
    }

    @Override
    public void processElement(Alert alert, Context ctx, Collector<Announcement> out) throws Exception {
        if (announcesAll) {
            announcesAll = false;
            for (Map.Entry<String, OpenSource> e : sources.immutableEntries()) {
                out.collect(new Announcement(0, e.getKey(), e.getValue()));
            }
        }
        long now = ctx.timerService().currentProcessingTime();
        listeningSince = listeningSince == 0 ? now : listeningSince;
        if (alert.isOpen() && Inhibition.canMute(rules, Dispatch.labels(alert))) {
            OpenSource.clear(sources, listeningSince, now);
            Announcement open = Announcement.open(alert, now);
            sources.put(alert.id(), open.source());
            out.collect(open);
        } else if (sources.contains(alert.id())) {
            sources.remove(alert.id());
            out.collect(Announcement.ended(alert.id()));
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {}
}
