package io.tidewatch.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.Resolution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Alerts in, incidents out. All open alerts of one key are one incident, one open episode per fingerprint: another alert
 * id for a fingerprint that is open amends it. A key that ended begins a new incident, except when the very alert that
 * ended is open again. An incident is named by the start of the alert that fired first; since alerts that the detector's
 * subtasks write at the same time come in any order, it is not named before it has settled for a moment. Pure.
 */
public final class Incidents {

    /** Time without a repeat, in milliseconds, after which a living detector no longer has an alert. */
    public static final long LOST_AFTER_MS = 300_000;

    private static final int MAX_MEMBERS = 500;

    /** Of the alerts of one incident the one that names it comes first; the same in whatever order they come. */
    private static final Comparator<Alert> FIRED = Comparator.comparingLong(Alert::firedAt)
            .thenComparingLong(Alert::startsAt)
            .thenComparing(Alert::id);

    private final long settleMs;

    /** Incidents that are named by the first alert that comes. */
    public Incidents() {
        this(0);
    }

    /** @param settleMs how long an alert that fired before may still come and name the incident, in milliseconds */
    public Incidents(long settleMs) {
        this.settleMs = settleMs;
    }

    /** @param state unchanged when the change is not visible, but for the time when the alert was last received */
    public record Step(@Nullable IncidentState state, IncidentChange change) {}

    /**
     * @param inhibition what is open at that time, the alert itself included
     * @param now clock, epoch milliseconds
     */
    public Step apply(@Nullable IncidentState s, Alert a, Inhibition inhibition, long now) {
        Step step = inhibited(s, apply(s, a, now), inhibition, false);
        return step.state() != null && step.change().isVisible() && a.isOpen() && Lateness.isUnread(a, now)
                ? new Step(step.state().catchingUp(now + Lateness.CATCH_UP_MS), step.change())
                : step;
    }

    /** As if nothing inhibited anything; {@code now} is the clock, epoch milliseconds. */
    public Step apply(@Nullable IncidentState s, Alert a, long now) {
        if (s == null) {
            return a.isOpen()
                    ? new Step(opened(a, now), IncidentChange.OPENED)
                    : new Step(null, IncidentChange.UNKNOWN);
        }
        int i = indexOf(s, a);
        if (!s.isOpen()) {
            return afterTheEnd(s, a, i, now);
        }
        if (i < 0) {
            return a.isOpen()
                    ? new Step(with(s, -1, a, now), IncidentChange.JOINED)
                    : new Step(s, IncidentChange.UNKNOWN);
        }
        Alert known = s.alerts().get(i).alert();
        if (isOlder(a, known)) {
            return new Step(s, IncidentChange.STALE);
        }
        if (isSame(a, known)) {
            return new Step(received(s, i, now), IncidentChange.REPEATED);
        }
        IncidentState next = with(s, i, a, now);
        return new Step(
                next,
                !next.isOpen()
                        ? IncidentChange.RESOLVED
                        : a.isOpen() ? IncidentChange.AMENDED : IncidentChange.MEMBER_RESOLVED);
    }

    private Step afterTheEnd(IncidentState s, Alert a, int i, long now) {
        if (!a.isOpen()) {
            return new Step(s, i < 0 ? IncidentChange.UNKNOWN : IncidentChange.STALE);
        }
        if (i >= 0) {
            Alert known = s.alerts().get(i).alert();
            boolean sameEpisode = known.id().equals(a.id());
            if (sameEpisode ? isOlder(a, known) : a.startsAt() <= known.startsAt()) {
                return new Step(s, IncidentChange.STALE);
            }
            if (sameEpisode) {
                return new Step(with(s, i, a, now), IncidentChange.REOPENED);
            }
        }
        if (idOf(a).equals(s.incident().id())) {
            return new Step(with(s, i, a, now), IncidentChange.REOPENED);
        }
        return new Step(opened(a, now), IncidentChange.OPENED);
    }

    /**
     * Which members are muted now. One that has ended stays as it was at its end.
     *
     * @return null when nothing changes
     */
    public @Nullable Step inhibited(IncidentState s, Inhibition inhibition) {
        Step step = inhibited(s, new Step(s, IncidentChange.REPEATED), inhibition, false);
        return step.change().isVisible() ? step : null;
    }

    /** What has settled, to be shown from now on. */
    public Step settled(IncidentState settling, Inhibition inhibition) {
        return inhibited(null, new Step(settling.settled(), IncidentChange.OPENED), inhibition, false);
    }

    /** What is open at the moment of its end: a member that was muted up to now is muted, though its explanation has just ended. */
    public IncidentState ending(IncidentState open, Inhibition inhibition) {
        Step step = inhibited(open, new Step(open, IncidentChange.REPEATED), inhibition, true);
        return Objects.requireNonNull(step.state());
    }

    private static Step inhibited(@Nullable IncidentState before, Step step, Inhibition inhibition, boolean ending) {
        IncidentState s = step.state();
        if (s == null) {
            return step;
        }
        List<TrackedAlert> alerts = new ArrayList<>(s.alerts());
        Inhibition current = inhibition.with(alerts);
        boolean changed = false;
        for (int i = 0; i < alerts.size(); i++) {
            TrackedAlert t = alerts.get(i);
            if (t.alert().isOpen() || (before != null && isOpenIn(before, t.alert()))) {
                String by = current.muting(t.alert());
                if (by == null && (ending || !t.alert().isOpen())) {
                    by = t.inhibitedBy();
                }
                changed |= !Objects.equals(by, t.inhibitedBy());
                alerts.set(i, new TrackedAlert(t.alert(), t.receivedAt(), by));
            }
        }
        if (!changed) {
            return step;
        }
        Incident i = s.incident();
        boolean visible = step.change().isVisible();
        int revision = i.revision() + (visible || s.isSettling() ? 0 : 1);
        return new Step(
                s.with(IncidentAssembly.of(i.id(), revision, alerts, i.historical(), i.peak()), alerts),
                visible ? step.change() : IncidentChange.AMENDED);
    }

    private static boolean isOpenIn(IncidentState s, Alert a) {
        int i = indexOf(s, a);
        Alert known = i < 0 ? null : s.alerts().get(i).alert();
        return known != null && known.isOpen() && known.id().equals(a.id());
    }

    /** Closes the members that a living detector has not published for five minutes. */
    public @Nullable Step closeLost(IncidentState s, DetectorHeartbeat heartbeat, long now) {
        IncidentState next = s;
        boolean anyLost = false;
        for (int i = 0; i < s.alerts().size() && s.isOpen(); i++) {
            TrackedAlert t = s.alerts().get(i);
            if (t.alert().isOpen() && heartbeat.livesThroughout(Math.max(t.receivedAt(), 0), now, LOST_AFTER_MS)) {
                next = with(next, i, lost(t.alert(), now), t.receivedAt());
                anyLost = true;
            }
        }
        if (!anyLost) {
            return null;
        }
        return new Step(
                next.isOpen() ? next : closedAt(next, now),
                next.isOpen() ? IncidentChange.MEMBER_RESOLVED : IncidentChange.RESOLVED);
    }

    /**
     * Once the detector has caught up with the clock, what is still open is news.
     *
     * @return null when nothing changes
     */
    public @Nullable Step catchUp(IncidentState s, DetectorHeartbeat heartbeat, long historicalAfterMs, long now) {
        if (s.live() || !s.isOpen() || !heartbeat.isCurrent(now, historicalAfterMs)) {
            return null;
        }
        return new Step(
                assemble(
                        s.incident().id(),
                        s,
                        s.alerts(),
                        s.notificationLog(),
                        s.generation(),
                        true,
                        s.incident().peak(),
                        0),
                IncidentChange.AMENDED);
    }

    private static int indexOf(IncidentState s, Alert a) {
        for (int i = 0; i < s.alerts().size(); i++) {
            if (s.alerts().get(i).alert().fingerprint().equals(a.fingerprint())) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isOlder(Alert a, Alert known) {
        if (!a.id().equals(known.id())) {
            return a.updatedAt() < known.updatedAt() || (!a.isOpen() && !known.isOpen());
        }
        if (known.resolution() == Resolution.LOST) {
            // closed as lost here and not by the detector, whose revision of that number still counts as newer
            return a.revision() < known.revision();
        }
        return a.revision() < known.revision() || (a.revision() == known.revision() && !known.isOpen());
    }

    private static boolean isSame(Alert a, Alert known) {
        return a.id().equals(known.id())
                && a.revision() == known.revision()
                && known.isOpen()
                && a.isOpen()
                && a.historical() == known.historical();
    }

    private static String idOf(Alert a) {
        return a.incident() + "@" + a.startsAt() / 1_000;
    }

    private static IncidentState received(IncidentState s, int i, long now) {
        List<TrackedAlert> alerts = new ArrayList<>(s.alerts());
        alerts.set(i, new TrackedAlert(alerts.get(i).alert(), now, alerts.get(i).inhibitedBy()));
        return s.with(s.incident(), alerts);
    }

    private static Alert lost(Alert a, long now) {
        return a.toBuilder()
                .status(AlertStatus.RESOLVED)
                .resolution(Resolution.LOST)
                .resolvedAt(now)
                .build();
    }

    private IncidentState opened(Alert a, long now) {
        IncidentState s =
                assemble(idOf(a), null, List.of(new TrackedAlert(a, now)), List.of(), 0, !a.historical(), null, 0);
        return settleMs == 0 ? s : s.settling(now + settleMs);
    }

    /** Replaces the alert at an index, or adds one at -1. */
    private IncidentState with(IncidentState s, int i, Alert a, long now) {
        List<TrackedAlert> alerts = new ArrayList<>(s.alerts());
        if (i >= 0) {
            TrackedAlert known = alerts.get(i);
            alerts.set(i, new TrackedAlert(a, now, known.alert().id().equals(a.id()) ? known.inhibitedBy() : null));
        } else {
            alerts.add(new TrackedAlert(a, now));
        }
        forgetOldest(alerts);
        boolean reopens = !s.isOpen() && a.isOpen();
        return assemble(
                s.isSettling() ? idOf(first(alerts)) : s.incident().id(),
                s,
                alerts,
                s.notificationLog(),
                s.generation() + (reopens ? 1 : 0),
                s.live() || !a.historical(),
                s.incident().peak(),
                now);
    }

    private static Alert first(List<TrackedAlert> alerts) {
        return alerts.stream().map(TrackedAlert::alert).min(FIRED).orElseThrow();
    }

    private static void forgetOldest(List<TrackedAlert> alerts) {
        for (int i = 0; alerts.size() > MAX_MEMBERS && i < alerts.size(); ) {
            if (alerts.get(i).alert().isOpen()) {
                i++;
            } else {
                alerts.remove(i);
            }
        }
    }

    private static IncidentState closedAt(IncidentState s, long now) {
        return new IncidentState(
                s.incident(),
                s.alerts(),
                s.notificationLog(),
                s.generation(),
                s.live(),
                now,
                s.wakeAt(),
                s.settlesAt(),
                s.catchesUpUntil());
    }

    private IncidentState assemble(
            String id,
            @Nullable IncidentState before,
            List<TrackedAlert> alerts,
            List<NotificationLogEntry> log,
            int generation,
            boolean live,
            @Nullable Peak peak,
            long now) {
        boolean open = alerts.stream().anyMatch(t -> t.alert().isOpen());
        long settlesAt = open && before != null ? before.settlesAt() : 0;
        int revision = before == null ? 1 : before.incident().revision() + (settlesAt > 0 ? 0 : 1);
        Incident incident = IncidentAssembly.of(id, revision, alerts, !live, peak);
        return new IncidentState(
                incident,
                List.copyOf(alerts),
                log,
                generation,
                live,
                open ? 0 : Math.max(1, now),
                before == null ? 0 : before.wakeAt(),
                settlesAt,
                before == null ? 0 : before.catchesUpUntil());
    }
}
