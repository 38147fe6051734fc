package io.tidewatch.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Severity;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident as one receiver knows it.
 *
 * @param state the incident made of the alerts that are routed to the receiver, and of those that it was notified of and that
 *     are routed elsewhere since, such as with a higher severity; without those that are muted, and those that it was not
 *     notified of since they were; the whole incident when these are all. It is open too while one is that an alert told which
 *     the receiver knows: when that has ended, the next word of it is not the end
 * @param alerts those that are open, not muted and routed to it now; all that were routed to it once none is open
 * @param muted those that are open and muted now, and that it was notified of
 * @param isWaiting true when there is one that is open and muted now and that it is to be notified of when it is no more
 * @param isPartOfAnOpenIncident true when what the receiver knows has ended and the incident goes on
 */
record ReceiverView(
        IncidentState state, List<Alert> alerts, List<Alert> muted, boolean isWaiting, boolean isPartOfAnOpenIncident) {
    /**
     * What a receiver knows.
     *
     * @param routes that each alert of the incident takes, in their order
     */
    static ReceiverView of(IncidentState s, List<List<Route>> routes, NotificationLogEntry n, NotifyConfig config) {
        List<TrackedAlert> known = new ArrayList<>();
        List<Alert> open = new ArrayList<>();
        List<Alert> ended = new ArrayList<>();
        List<Alert> muted = new ArrayList<>();
        List<TrackedAlert> told = new ArrayList<>();
        boolean waiting = false;
        for (int i = 0; i < routes.size(); i++) {
            TrackedAlert t = s.alerts().get(i);
            Alert a = t.alert();
            boolean routed = leadTo(routes.get(i), a, n.receiver(), config);
            boolean notified = isNotified(a, n);
            if (t.isMuted()) {
                if (notified) {
                    muted.add(a);
                }
                waiting |= routed && !notified;
                if (a.partOf() != null && a.kind().hasLevel()) {
                    told.add(t);
                }
                continue;
            }
            if (!notified && (!routed || t.inhibitedBy() != null || a.partOf() != null)) {
                continue;
            }
            known.add(t);
            if (!a.isOpen()) {
                ended.add(a);
            } else if (routed) {
                open.add(a);
            }
        }
        boolean anyOpen = !muted.isEmpty()
                || known.stream()
                        .anyMatch(t -> t.alert().isOpen()
                                || told.stream()
                                        .anyMatch(m ->
                                                t.alert().id().equals(m.alert().partOf()) && isWider(m, t)));
        IncidentState state = known.isEmpty() || known.size() == s.alerts().size() ? s : of(s, known, anyOpen);
        return new ReceiverView(state, anyOpen ? open : ended, muted, waiting, s.isOpen() && !anyOpen);
    }

    /** True when an alert looks at more than another, so that it may go on to tell what that one told. */
    private static boolean isWider(TrackedAlert a, TrackedAlert b) {
        return a.alert().group().names().size() < b.alert().group().names().size();
    }

    private static IncidentState of(IncidentState s, List<TrackedAlert> known, boolean open) {
        return new IncidentState(
                IncidentAssembly.of(
                        s.incident().id(),
                        s.incident().revision(),
                        known,
                        s.incident().historical(),
                        null),
                List.copyOf(known),
                s.notificationLog(),
                s.generation(),
                s.live(),
                open ? 0 : Math.max(1, s.closedAt()),
                s.wakeAt(),
                s.settlesAt(),
                s.catchesUpUntil());
    }

    /** True for an alert that the receiver was notified of; of one that is open, of this very rise. */
    private static boolean isNotified(Alert a, NotificationLogEntry n) {
        if (!a.isOpen() || n.firing() == null) {
            return n.notifiedFingerprints().contains(a.fingerprint());
        }
        NotifiedMember m = n.firing(a.fingerprint());
        return m != null && m.alert().equals(a.id());
    }

    /** True when one of an alert's routes leads to a receiver. */
    static boolean leadTo(List<Route> routes, Alert a, String receiver, NotifyConfig config) {
        return routes.stream().anyMatch(r -> config.receiverOf(r, a.owner()).equals(receiver));
    }

    /** The level at which the alerts tell the incident; null when none is known, or they tell several. */
    @Nullable
    Group level() {
        Group told = null;
        for (Alert a : alerts) {
            if (a.level() != null && told != null && !told.equals(a.level())) {
                return null;
            }
            told = a.level() == null ? told : a.level();
        }
        return told;
    }

    /** The highest among the alerts; info when there are none. */
    Severity severity() {
        Severity s = Severity.INFO;
        for (Alert a : alerts) {
            s = a.severity().compareTo(s) > 0 ? a.severity() : s;
        }
        return s;
    }
}
