package io.tidewatch.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Incident;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything kept of one incident key: the newest incident, open or lately closed.
 *
 * @param alerts newest state of every member, in order of arrival
 * @param notificationLog one per receiver that the incident fell to
 * @param generation how often it was reopened
 * @param live false while all that is known of it lies in a past that is being caught up with
 * @param closedAt clock when its last member ended, epoch milliseconds; 0 while open
 * @param wakeAt the timer set for it, epoch milliseconds; 0 when there is none
 * @param settlesAt until then nothing is said of it, since an alert that fired before may still give it its id, epoch
 *     milliseconds of the clock; 0 afterwards
 * @param catchesUpUntil until then nobody is notified of changes, since what lay unread is being read, epoch milliseconds of the
 *     clock; 0 when nothing did
 */
public record IncidentState(
        Incident incident,
        List<TrackedAlert> alerts,
        List<NotificationLogEntry> notificationLog,
        int generation,
        boolean live,
        long closedAt,
        long wakeAt,
        long settlesAt,
        long catchesUpUntil) {

    public boolean isOpen() {
        return closedAt == 0;
    }

    public IncidentState withNotificationLog(List<NotificationLogEntry> newer) {
        return new IncidentState(
                incident, alerts, newer, generation, live, closedAt, wakeAt, settlesAt, catchesUpUntil);
    }

    public IncidentState withWakeAt(long instant) {
        return new IncidentState(
                incident, alerts, notificationLog, generation, live, closedAt, instant, settlesAt, catchesUpUntil);
    }

    /** True while it is not decided yet what it is called. */
    public boolean isSettling() {
        return settlesAt > 0;
    }

    IncidentState with(Incident newer, List<TrackedAlert> newerAlerts) {
        return new IncidentState(
                newer,
                List.copyOf(newerAlerts),
                notificationLog,
                generation,
                live,
                closedAt,
                wakeAt,
                settlesAt,
                catchesUpUntil);
    }

    IncidentState settling(long until) {
        return new IncidentState(
                incident, alerts, notificationLog, generation, live, closedAt, wakeAt, until, catchesUpUntil);
    }

    IncidentState catchingUp(long until) {
        return new IncidentState(
                incident, alerts, notificationLog, generation, live, closedAt, wakeAt, settlesAt, until);
    }

    IncidentState settled() {
        return new IncidentState(
                incident, alerts, notificationLog, generation, live, closedAt, wakeAt, 0, catchesUpUntil);
    }

    /** The alerts that are open, all of them once none is; without those that another one tells, where there are others. */
    public List<Alert> currentAlerts() {
        List<Alert> open = new ArrayList<>();
        List<Alert> all = new ArrayList<>();
        for (TrackedAlert t : alerts) {
            all.add(t.alert());
            if (t.alert().isOpen()) {
                open.add(t.alert());
            }
        }
        return IncidentAssembly.telling(open.isEmpty() ? all : open);
    }
}
