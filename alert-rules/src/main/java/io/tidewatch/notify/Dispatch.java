package io.tidewatch.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Severity;
import io.tidewatch.hash.StableHash;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who is notified of an incident, and when. A receiver is notified once however many routes lead to it; of a worse
 * severity at once, of other changes after the group interval, of the end at once. Pure: the same state at the same
 * time gives the same decisions.
 */
public final class Dispatch {
    private static final int ID_BYTES = 16;
    private static final long MUTE_CHECK_MS = 60_000;

    private final NotifyConfig config;

    public Dispatch(NotifyConfig config) {
        this.config = config;
    }

    /**
     * One decision.
     *
     * @param dueAt when to decide again, epoch milliseconds; {@link Long#MAX_VALUE} when only a change can alter it
     */
    public record Decision(Reason reason, long dueAt) {}

    /**
     * A push to one receiver.
     *
     * @param discriminator tells pushes of one reason apart; the same after a replay
     */
    public record Notification(String receiver, Reason reason, String discriminator) {
        /** The id of the delivery by one of the receiver's channels. */
        public String deliveryId(String incidentId, int channel) {
            return StableHash.sha256(
                    incidentId + '\n' + receiver + '\n' + channel + '\n' + reason + '\n' + discriminator, ID_BYTES);
        }
    }

    /** @param wakeAt when to decide again; {@link Long#MAX_VALUE} when only a change can alter it */
    public record Outcome(IncidentState state, List<Notification> notifications, long wakeAt) {}

    /** Decides for every receiver, and notes what is sent as sent. */
    public Outcome decide(IncidentState s, long now) {
        List<NotificationLogEntry> log = new ArrayList<>();
        List<Notification> notifications = new ArrayList<>();
        long wakeAt = Long.MAX_VALUE;
        for (NotificationLogEntry n : fallTo(s, now)) {
            Decision d = decide(s, n, now);
            NotificationLogEntry after = n;
            if (d.reason().sends()) {
                notifications.add(new Notification(n.receiver(), d.reason(), discriminator(s, n, d.reason())));
                after = notified(s, n, d.reason(), now);
                wakeAt = Math.min(wakeAt, decide(s, after, now).dueAt());
            } else {
                wakeAt = Math.min(wakeAt, d.dueAt());
            }
            log.add(after);
        }
        return new Outcome(s.withNotificationLog(log), notifications, wakeAt);
    }

    /**
     * What is owed before an incident ends: who waits for the group to fill is notified that it began, so that the end
     * does not come out of the blue.
     */
    public Outcome beforeTheEnd(IncidentState open, long now) {
        List<NotificationLogEntry> log = new ArrayList<>();
        List<Notification> notifications = new ArrayList<>();
        for (NotificationLogEntry n : fallTo(open, now)) {
            Decision d = decide(open, n, now);
            Reason owed = n.isNotified() ? Reason.REOPENED : Reason.FIRST;
            if (d.reason() == Reason.GROUP_WAIT || d.reason() == owed) {
                notifications.add(new Notification(n.receiver(), owed, discriminator(open, n, owed)));
                log.add(notified(open, n, owed, now));
            } else {
                log.add(n);
            }
        }
        return new Outcome(open.withNotificationLog(log), notifications, now);
    }

    /** The notices as the open members' routes stand now; those of receivers no longer matched are kept as they were. */
    private List<NotificationLogEntry> fallTo(IncidentState s, long now) {
        Map<String, NotificationLogEntry> out = new LinkedHashMap<>();
        s.notificationLog().forEach(n -> out.put(n.receiver(), n));
        if (!s.isOpen()) {
            return new ArrayList<>(out.values());
        }
        Map<String, NotificationLogEntry> matched = new LinkedHashMap<>();
        for (Alert a : s.logEntry()) {
            for (Route r : config.route().match(labels(a))) {
                String receiver = config.receiverOf(r, a.owner());
                boolean muted = config.isMuted(r, now);
                NotificationLogEntry sooner = matched.get(receiver);
                matched.put(
                        receiver,
                        sooner == null
                                ? NotificationLogEntry.fresh(receiver, r, muted, now)
                                : sooner.paced(
                                        Math.min(sooner.groupWaitMs(), r.groupWaitMs()),
                                        Math.min(sooner.groupIntervalMs(), r.groupIntervalMs()),
                                        Math.min(sooner.repeatIntervalMs(), r.repeatIntervalMs()),
                                        sooner.muted() && muted));
            }
        }
        matched.forEach((receiver, m) -> out.merge(
                receiver,
                m,
                (old, fresh) -> old.paced(
                        fresh.groupWaitMs(), fresh.groupIntervalMs(), fresh.repeatIntervalMs(), fresh.muted())));
        return new ArrayList<>(out.values());
    }

    static Decision decide(IncidentState s, NotificationLogEntry n, long now) {
        Incident i = s.incident();
        if (i.historical()) {
            return new Decision(Reason.HISTORICAL, Long.MAX_VALUE);
        }
        if (!s.isOpen()) {
            boolean owed = n.isNotified() && !n.notifiedResolved();
            return new Decision(owed ? Reason.RESOLVED : Reason.DONE, Long.MAX_VALUE);
        }
        if (n.muted()) {
            return new Decision(Reason.MUTED, now + MUTE_CHECK_MS);
        }
        if (!n.isNotified()) {
            return after(n.matchedAt() + n.groupWaitMs(), now, Reason.FIRST, Reason.GROUP_WAIT);
        }
        if (n.notifiedResolved()) {
            return new Decision(Reason.REOPENED, now);
        }
        if (i.severity().compareTo(n.notifiedSeverity()) > 0) {
            return new Decision(Reason.SEVERITY_UP, now);
        }
        Reason change =
                hasNewMember(s, n) ? Reason.NEW_MEMBER : doublings(s, n) > n.doublings() ? Reason.DOUBLED : null;
        if (change != null) {
            return after(n.notifiedAt() + n.groupIntervalMs(), now, change, Reason.GROUP_INTERVAL);
        }
        return after(n.notifiedAt() + n.repeatIntervalMs(), now, Reason.REPEAT, Reason.UNCHANGED);
    }

    private static Decision after(long due, long now, Reason then, Reason until) {
        return now >= due ? new Decision(then, now) : new Decision(until, due);
    }

    private static boolean hasNewMember(IncidentState s, NotificationLogEntry n) {
        return s.logEntry().stream().anyMatch(a -> !n.notifiedFingerprints().contains(a.fingerprint()));
    }

    private static int doublings(IncidentState s, NotificationLogEntry n) {
        return doublings(n.firstOriginals(), IncidentFigures.of(s.logEntry()).originals());
    }

    /** How often a count has doubled since the first notification. */
    static int doublings(long first, long originals) {
        return first <= 0 || originals <= first ? 0 : 63 - Long.numberOfLeadingZeros(originals / first);
    }

    private static String discriminator(IncidentState s, NotificationLogEntry n, Reason r) {
        return s.generation()
                + switch (r) {
                    case SEVERITY_UP -> " " + s.incident().severity().wire();
                    case NEW_MEMBER -> " " + String.join(" ", new TreeSet<>(fingerprints(s, n)));
                    case DOUBLED -> " " + doublings(s, n);
                    case REPEAT -> " " + (n.repeats() + 1);
                    default -> "";
                };
    }

    private static NotificationLogEntry notified(IncidentState s, NotificationLogEntry n, Reason r, long now) {
        boolean first = r == Reason.FIRST || r == Reason.REOPENED;
        Severity severity = s.incident().severity();
        return new NotificationLogEntry(
                n.receiver(),
                n.groupWaitMs(),
                n.groupIntervalMs(),
                n.repeatIntervalMs(),
                n.muted(),
                n.matchedAt(),
                Math.max(1, now),
                first || severity.compareTo(n.notifiedSeverity()) > 0 ? severity : n.notifiedSeverity(),
                r == Reason.RESOLVED,
                fingerprints(s, n),
                first ? IncidentFigures.of(s.logEntry()).originals() : n.firstOriginals(),
                first ? 0 : Math.max(n.doublings(), doublings(s, n)),
                n.repeats() + (r == Reason.REPEAT ? 1 : 0));
    }

    private static List<String> fingerprints(IncidentState s, NotificationLogEntry n) {
        TreeSet<String> out = new TreeSet<>(n.notifiedFingerprints());
        s.logEntry().forEach(a -> out.add(a.fingerprint()));
        return List.copyOf(out);
    }

    /** What routes and inhibition match: the group's values, the rule's labels, and what every alert has. */
    public static Map<String, String> labels(Alert a) {
        Map<String, String> out = new TreeMap<>(a.labels());
        for (int i = 0; i < a.group().names().size(); i++) {
            out.put(a.group().names().get(i), a.group().values().get(i));
        }
        out.put("alert", a.rule());
        out.put("kind", a.kind().wire());
        out.put("severity", a.severity().wire());
        out.put("incident", a.incident());
        if (a.owner() != null) {
            out.put("owner", a.owner());
        }
        return out;
    }
}
