package io.tidewatch.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Incident;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.Receiver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who would have been notified of alerts, and when, had each been known at its event time. Decides as the
 * running system does, by {@link Incidents}, {@link Inhibition} and {@link Dispatch}; nothing is sent. What is emitted at one
 * instant is all known before anything is decided at it. Pure.
 */
public final class DispatchTimeline {
    private final NotifyConfig config;
    private final Incidents incidents = new Incidents();
    private final Dispatch dispatch;
    private final Map<String, InhibitionSource> sources = new LinkedHashMap<>();
    private final Map<String, IncidentState> states = new LinkedHashMap<>();
    private final List<Notified> notified = new ArrayList<>();
    private Inhibition inhibition = Inhibition.NONE;

    private DispatchTimeline(NotifyConfig config) {
        this.config = config;
        this.dispatch = new Dispatch(config);
    }

    /**
     * A push.
     *
     * @param at epoch milliseconds
     */
    public record Notified(long at, Dispatch.Notification notification) {
        public String receiver() {
            return notification.receiver();
        }

        public Reason reason() {
            return notification.reason();
        }

        /** See {@link Dispatch.Notification}. */
        public String discriminator() {
            return notification.discriminator();
        }

        /** As it was then. */
        public Incident incident() {
            return notification.view().incident();
        }
    }

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

    /** Alerts that are open at an instant and muted, because others that are open explain them. */
    public static List<Alert> inhibited(NotifyConfig config, List<TimedAlert> alerts, long until) {
        DispatchTimeline timeline = played(config, alerts, until);
        List<Alert> out = new ArrayList<>();
        for (IncidentState s : timeline.states.values()) {
            for (TrackedAlert t : timeline.current(s).alerts()) {
                if (t.isInhibited()) {
                    out.add(t.alert());
                }
            }
        }
        return out;
    }

    private static DispatchTimeline played(NotifyConfig config, List<TimedAlert> alerts, long until) {
        DispatchTimeline timeline = new DispatchTimeline(config);
        List<TimedAlert> sorted = new ArrayList<>(alerts);
        sorted.removeIf(s -> s.at() > until);
        sorted.sort(Comparator.comparingLong(TimedAlert::at)
                .thenComparing(s -> s.alert().fingerprint())
                .thenComparingInt(s -> s.alert().revision()));
        for (int i = 0, next; i < sorted.size(); i = next) {
            long at = sorted.get(i).at();
            for (next = i; next < sorted.size() && sorted.get(next).at() == at; ) {
                next++;
            }
            timeline.wakeUntil(at - 1);
            timeline.accept(
                    sorted.subList(i, next).stream().map(TimedAlert::alert).toList(), at);
        }
        timeline.wakeUntil(until);
        return timeline;
    }

    private void accept(List<Alert> alerts, long now) {
        Set<String> changed = new LinkedHashSet<>();
        boolean explainedOtherwise = false;
        for (Alert a : alerts) {
            explainedOtherwise |= isSourceAnew(a);
        }
        if (explainedOtherwise) {
            inhibition = Inhibition.of(config.inhibitRules(), sources.values());
            states.forEach((key, s) -> {
                if (s.alerts().stream().anyMatch(TrackedAlert::isMuted)) {
                    changed.add(key);
                }
            });
        }
        for (Alert a : alerts) {
            changed.add(a.incident());
            apply(a, now);
        }
        changed.forEach(key -> settle(key, now));
    }

    /** Notes what an alert explains while it is open; true when that is more or less than before. */
    private boolean isSourceAnew(Alert a) {
        InhibitionSource s = InhibitionSource.of(a);
        boolean source = a.isOpen() && Inhibition.canMute(config.inhibitRules(), s.labels());
        return source ? !s.equals(sources.put(a.id(), s)) : sources.remove(a.id()) != null;
    }

    private void apply(Alert alert, long now) {
        String key = alert.incident();
        IncidentState before = states.get(key);
        Incidents.Step step = incidents.apply(before, alert, inhibition, now);
        if (step.state() == null) {
            return;
        }
        IncidentState next = Objects.requireNonNull(step.state());
        if (before != null && before.isOpen() && !next.isOpen()) {
            Dispatch.Outcome owed = dispatch.beforeTheEnd(incidents.ending(before, inhibition), now);
            note(owed, now);
            states.put(key, next.withNotificationLog(owed.state().notificationLog()));
            settle(key, now); // the next alert may begin another incident
        } else {
            states.put(key, next);
        }
    }

    private void settle(String key, long now) {
        IncidentState s = states.get(key);
        if (s != null) {
            Dispatch.Outcome outcome = dispatch.decide(current(s), now);
            note(outcome, now);
            states.put(key, outcome.state().withWakeAt(outcome.wakeAt()));
        }
    }

    /** With the members muted that are muted now. */
    private IncidentState current(IncidentState s) {
        Incidents.Step step = incidents.inhibited(s, inhibition);
        return step == null ? s : Objects.requireNonNull(step.state());
    }

    /** Timers, in order of time. */
    private void wakeUntil(long until) {
        for (String key = next(until); key != null; key = next(until)) {
            IncidentState s = Objects.requireNonNull(states.get(key));
            long now = s.wakeAt();
            Dispatch.Outcome outcome = dispatch.decide(current(s), now);
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
                notified.add(new Notified(now, t));
            }
        }
    }
}
