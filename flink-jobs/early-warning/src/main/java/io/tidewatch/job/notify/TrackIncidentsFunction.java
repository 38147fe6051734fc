package io.tidewatch.job.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Incident;
import io.tidewatch.job.metric.NotifyMetric;
import io.tidewatch.notify.DetectorHeartbeat;
import io.tidewatch.notify.Dispatch;
import io.tidewatch.notify.IncidentRecovery;
import io.tidewatch.notify.IncidentState;
import io.tidewatch.notify.Incidents;
import io.tidewatch.notify.Inhibition;
import io.tidewatch.notify.InhibitionSource;
import io.tidewatch.notify.KnownBefore;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.TrackedAlert;
import io.tidewatch.notify.config.Channel;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.OnCallPerson;
import io.tidewatch.notify.config.Receiver;
import io.tidewatch.notify.message.Push;
import io.tidewatch.notify.message.PushMessage;
import io.tidewatch.notify.message.PushWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Makes incidents of alerts and decides who is notified. Key: the incident key that alerts carry. Kept: one
 * {@link IncidentState}, until a day after the incident ended, so that a late repeat of its alerts begins nothing new. A
 * repeated or older alert changes nothing. Broadcast: the detector's beats, and the open alerts that can mute others, which
 * are kept too; whether they mute is asked at every decision, and every few seconds while they do. One that has not been
 * announced for ten minutes, while the job ran, has ended.
 *
 * <p>An incident settles for a second before anything is said of it: until then an alert that fired earlier gives it its name.
 *
 * <p>Out: every revision of every incident; to the side the pushes, and the open and just closed incidents again at each
 * sign of life, for stores that may be emptied.
 */
public final class TrackIncidentsFunction extends KeyedBroadcastProcessFunction<String, Alert, Announcement, Incident> {
    private static final long serialVersionUID = 1L;

    public static final OutputTag<Push> PUSHES = new OutputTag<>("pushes", TypeInformation.of(Push.class));
    public static final OutputTag<Incident> BOARD = new OutputTag<>("board", TypeInformation.of(Incident.class));

    /** One per incident key. */
    static final ValueStateDescriptor<IncidentState> STATE =
            new ValueStateDescriptor<>("incident", TypeInformation.of(IncidentState.class));

    /** By the id of the alert. */
    public static final MapStateDescriptor<String, OpenSource> SOURCES =
            new MapStateDescriptor<>("sources", Types.STRING, TypeInformation.of(OpenSource.class));

    /** What the detector's subtasks wrote at the same time has come by then. */
    static final long SETTLE_MS = 1_000;

    private static final long CHECK_MS = 60_000;
    private static final long CATCH_UP_CHECK_MS = 5_000;
    private static final long MUTED_CHECK_MS = 5_000;
    private static final long KEEP_CLOSED_MS = IncidentRecovery.KEEP_CLOSED_MS;

    private final NotifySettings settings;

    private transient NotifyConfig config;
    private transient Incidents incidents;
    private transient Dispatch dispatch;
    private transient PushWriter messages;
    private transient ValueState<IncidentState> state;
    private transient DetectorHeartbeat detectorHeartbeat;
    private transient Inhibition inhibition;
    private transient long inhibitionUntil;
    private transient long listeningSince;
    private transient Counter opened;
    private transient Counter inhibited;
    private transient Counter ignored;
    private transient Counter pushed;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open
    public TrackIncidentsFunction(NotifySettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        config = settings.config();
        incidents = new Incidents(SETTLE_MS);
        dispatch = new Dispatch(config);
        messages = new PushWriter(config, settings.runbooks(), settings.times());
        state = getRuntimeContext().getState(STATE);
        // Not state: after a restart the detector must send anew before its absence means anything.
        detectorHeartbeat = DetectorHeartbeat.NONE;
        inhibition = Inhibition.NONE;
        inhibitionUntil = Long.MIN_VALUE;
        inhibited = NotifyMetric.ALERTS_INHIBITED.counter(getRuntimeContext().getMetricGroup());
        opened = NotifyMetric.INCIDENTS_OPENED.counter(getRuntimeContext().getMetricGroup());
        ignored = NotifyMetric.ALERTS_IGNORED.counter(getRuntimeContext().getMetricGroup());
        pushed = NotifyMetric.NOTIFICATIONS.counter(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processBroadcastElement(Announcement a, Context ctx, Collector<Incident> out) throws Exception {
        if (a.alert() == null) {
            detectorHeartbeat =
                    detectorHeartbeat.beat(ctx.currentProcessingTime(), a.eventTime(), settings.historicalAfterMs());
            return;
        }
        inhibitionUntil = Long.MIN_VALUE;
        OpenSource.clear(
                ctx.getBroadcastState(SOURCES), listening(ctx.currentProcessingTime()), ctx.currentProcessingTime());
        if (a.source() == null) {
            ctx.getBroadcastState(SOURCES).remove(a.alert());
        } else {
            ctx.getBroadcastState(SOURCES).put(a.alert(), a.source());
        }
    }

    @Override
    public void processElement(Alert alert, ReadOnlyContext ctx, Collector<Incident> out) throws Exception {
        long now = ctx.timerService().currentProcessingTime();
        detectorHeartbeat = detectorHeartbeat.beat(now, alert.updatedAt(), settings.historicalAfterMs());
        IncidentState before = state.value();
        Incidents.Step step = incidents.apply(before, alert, inhibition(ctx, now), now);
        switch (step.change()) {
            case OPENED -> opened.inc();
            case STALE, UNKNOWN -> ignored.inc();
            default -> {}
        }
        if (step.state() != null) {
            go(before, step, ctx, out, now);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<Incident> out) throws Exception {
        long now = ctx.timerService().currentProcessingTime();
        IncidentState before = state.value();
        if (before == null || timestamp != before.wakeAt()) {
            return;
        }
        if (!before.isOpen() && now - before.closedAt() >= KEEP_CLOSED_MS) {
            state.clear();
            return;
        }
        Incidents.Step step = withoutAnAlert(before, ctx, now);
        if (step == null) {
            settle(before.withWakeAt(0), ctx, now);
        } else {
            go(before.withWakeAt(0), step, ctx, out, now);
        }
    }

    /** Since when this subtask has heard announcements. */
    private long listening(long now) {
        listeningSince = listeningSince == 0 ? now : listeningSince;
        return listeningSince;
    }

    /** What time has changed; null when nothing. */
    private Incidents.@Nullable Step withoutAnAlert(IncidentState s, ReadOnlyContext ctx, long now) throws Exception {
        if (s.isSettling()) {
            return now >= s.settlesAt() ? incidents.settled(s, inhibition(ctx, now)) : null;
        }
        Incidents.Step step = incidents.inhibited(s, inhibition(ctx, now));
        if (step == null) {
            step = incidents.catchUp(s, detectorHeartbeat, settings.historicalAfterMs(), now);
        }
        return step == null ? incidents.closeLost(s, detectorHeartbeat, now) : step;
    }

    private Inhibition inhibition(ReadOnlyContext ctx, long now) throws Exception {
        if (now >= inhibitionUntil) {
            List<InhibitionSource> open = new ArrayList<>();
            for (Map.Entry<String, OpenSource> e :
                    ctx.getBroadcastState(SOURCES).immutableEntries()) {
                if (!e.getValue().isStale(listening(now), now)) {
                    open.add(e.getValue().as(e.getKey()));
                }
            }
            inhibition = Inhibition.of(config.inhibitRules(), open);
            inhibitionUntil = now + MUTED_CHECK_MS;
        }
        return inhibition;
    }

    private void go(
            @Nullable IncidentState before, Incidents.Step step, ReadOnlyContext ctx, Collector<Incident> out, long now)
            throws Exception {
        IncidentState next = Objects.requireNonNull(step.state());
        inhibited.inc(Math.max(0, muted(next) - (before == null ? 0 : muted(before))));
        if (before != null) {
            // the timer of the key outlives the incident it was set for
            next = next.withWakeAt(before.wakeAt());
            if (before.isOpen() && !next.isOpen()) {
                Dispatch.Outcome owed = dispatch.beforeTheEnd(incidents.ending(before, inhibition(ctx, now)), now);
                push(owed, ctx, now);
                next = next.withNotificationLog(owed.state().notificationLog());
            }
        }
        if (next.isSettling()) {
            settle(next, ctx, now);
            return;
        }
        if (before != null && before.isSettling() && !next.isOpen()) {
            out.collect(before.incident()); // it began, and is over already
        }
        if (step.change().isVisible()) {
            out.collect(next.incident());
        }
        ctx.output(BOARD, next.incident());
        settle(next, ctx, now);
    }

    private static long muted(IncidentState s) {
        return s.alerts().stream().filter(TrackedAlert::isInhibited).count();
    }

    /** Decides, stores and sets the one timer. */
    private void settle(IncidentState s, ReadOnlyContext ctx, long now) throws Exception {
        Dispatch.Outcome outcome = s.isSettling()
                ? new Dispatch.Outcome(dispatch.settling(s, now), List.of(), s.settlesAt())
                : dispatch.decide(s, now);
        push(outcome, ctx, now);
        long check = muted(s) > 0
                ? now + MUTED_CHECK_MS
                : !s.isOpen() ? s.closedAt() + KEEP_CLOSED_MS : now + (s.live() ? CHECK_MS : CATCH_UP_CHECK_MS);
        long wakeAt = Math.max(now + 1, Math.min(outcome.wakeAt(), check));
        if (s.wakeAt() != wakeAt) {
            if (s.wakeAt() > 0) {
                ctx.timerService().deleteProcessingTimeTimer(s.wakeAt());
            }
            ctx.timerService().registerProcessingTimeTimer(wakeAt);
        }
        state.update(outcome.state().withWakeAt(wakeAt));
    }

    private void push(Dispatch.Outcome outcome, ReadOnlyContext ctx, long now) {
        for (Dispatch.Notification t : outcome.notifications()) {
            Incident incident = t.view().incident();
            Receiver receiver = config.receivers().get(t.receiver());
            List<Channel> channels = receiver == null ? List.of() : receiver.channels();
            if (channels.isEmpty()) {
                continue;
            }
            PushMessage message = messages.compose(t, now);
            for (int i = 0; i < channels.size(); i++) {
                pushed.inc();
                boolean unheardOf = t.known() == KnownBefore.NOTHING && t.reason() == Reason.RESOLVED;
                ctx.output(
                        PUSHES,
                        new Push(
                                t.deliveryId(incident.id(), i),
                                t.receiver(),
                                i,
                                t.reason(),
                                incident.owner() == null ? "" : incident.owner(),
                                lang(channels.get(i), incident.owner()),
                                incident,
                                message,
                                now,
                                unheardOf));
            }
        }
    }

    /** The channel's language, else that of the first person who has one, else Chinese. */
    private String lang(Channel channel, @Nullable String owner) {
        String fixed = channel.option("lang");
        if (fixed != null) {
            return fixed;
        }
        for (OnCallPerson p : config.peopleOf(owner)) {
            if (p.lang() != null) {
                return p.lang();
            }
        }
        return "zh";
    }
}
