package io.tidewatch.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Incident;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.Receiver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who would have been notified of alerts, and when, had each been known at its event time. Decides as the
 * running system does, by {@link Incidents} and {@link Dispatch}; nothing is sent. Pure.
 */
public final class DispatchTimeline {
    private final NotifyConfig config;
    private final Incidents incidents = new Incidents();
    private final Dispatch dispatch;
    private final Inhibition inhibition;
    private final Map<String, IncidentState> states = new LinkedHashMap<>();
    private final List<Notified> notified = new ArrayList<>();

    private DispatchTimeline(NotifyConfig config) {
        this.config = config;
        this.dispatch = new Dispatch(config);
        this.inhibition = new Inhibition(config.inhibitRules());
    }

    /**
     * A push, with the incident as it was then.
     *
     * @param at epoch milliseconds
     * @param discriminator see {@link Dispatch.Notification}
     */
    public record Notified(long at, String receiver, Reason reason, String discriminator, Incident incident) {}

    /** An alert and the instant at which it was emitted, epoch milliseconds. */
    public record TimedAlert(long at, Alert alert) {}

    /**
     * @param alerts every revision, in any order
     * @param until last instant at which anything is decided, epoch milliseconds
     * @return in order of time
     */
    public static List<Notified> of(NotifyConfig config, List<TimedAlert> alerts, long until) {
        return List.copyOf(played(config, alerts, until).notified);
    }

    /** Alerts that are open at an instant and not notified, because another one explains them. */
    public static List<Alert> inhibited(NotifyConfig config, List<TimedAlert> alerts, long until) {
        return played(config, alerts, until).inhibition.muted();
    }

    private static DispatchTimeline played(NotifyConfig config, List<TimedAlert> alerts, long until) {
        DispatchTimeline timeline = new DispatchTimeline(config);
        List<TimedAlert> sorted = new ArrayList<>(alerts);
        sorted.sort(Comparator.comparingLong(TimedAlert::at)
                .thenComparing(s -> s.alert().fingerprint())
                .thenComparingInt(s -> s.alert().revision()));
        for (TimedAlert s : sorted) {
            if (s.at() <= until) {
                timeline.wakeUntil(s.at() - 1);
                for (Alert a : timeline.inhibition.accept(s.alert())) {
                    timeline.accept(a, s.at());
                }
            }
        }
        timeline.wakeUntil(until);
        return timeline;
    }

    private void accept(Alert alert, long now) {
        IncidentState before = states.get(alert.incident());
        Incidents.Step step = incidents.apply(before, alert, now);
        if (step.state() == null) {
            return;
        }
        IncidentState next = Objects.requireNonNull(step.state());
        if (before != null && before.isOpen() && !next.isOpen()) {
            Dispatch.Outcome owed = dispatch.beforeTheEnd(before, now);
            note(owed, now);
            next = next.withNotificationLog(owed.state().notificationLog());
        }
        settle(alert.incident(), next, now);
    }

    private void settle(String key, IncidentState s, long now) {
        Dispatch.Outcome outcome = dispatch.decide(s, now);
        note(outcome, now);
        states.put(key, outcome.state().withWakeAt(outcome.wakeAt()));
    }

    /** Timers, in order of time. */
    private void wakeUntil(long until) {
        for (String key = next(until); key != null; key = next(until)) {
            IncidentState s = Objects.requireNonNull(states.get(key));
            long now = s.wakeAt();
            Dispatch.Outcome outcome = dispatch.decide(s, now);
            note(outcome, now);
            states.put(key, outcome.state().withWakeAt(Math.max(now + 1, outcome.wakeAt())));
        }
    }

    private @Nullable String next(long until) {
        String key = null;
        long first = Long.MAX_VALUE;
        for (Map.Entry<String, IncidentState> e : states.entrySet()) {
            long at = e.getValue().wakeAt();
            if (at <= until && at < first) {
                first = at;
                key = e.getKey();
            }
        }
        return key;
    }

    private void note(Dispatch.Outcome outcome, long now) {
        for (Dispatch.Notification t : outcome.notifications()) {
            Receiver receiver = config.receivers().get(t.receiver());
            if (receiver != null && !receiver.channels().isEmpty()) {
                notified.add(new Notified(
                        now,
                        t.receiver(),
                        t.reason(),
                        t.discriminator(),
                        t.view().incident()));
            }
        }
    }
}
