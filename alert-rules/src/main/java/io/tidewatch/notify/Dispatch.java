package io.tidewatch.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Severity;
import io.tidewatch.alert.Trend;
import io.tidewatch.hash.StableHash;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who is notified of an incident, and when. A receiver judges by the alerts that are routed to it, and by what it was last
 * notified is firing. It is notified once however many routes lead to it; of a severity that it was not notified of yet at
 * once, of other changes, such as a member that rises again, after the group interval, of the end of its alerts at once. Of a
 * member that is inhibited at that moment it is notified when it is no more; of the end of one that it knows in any case.
 * Pure: the same state at the same time gives the same decisions.
 */
public final class Dispatch {
    private static final long SINGLES_MS = 3_600_000;
    private static final long MOVED_MS = 30 * 60_000;
    /** Below this part of its highest count an incident recedes. */
    private static final double RECEDED = 0.8;

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
     * @param view the incident as this receiver knows it: the alerts that are routed to it
     * @param known what the receiver knew of the incident before
     * @param levelBefore where it knew that it happens; null when it did not
     */
    public record Notification(
            String receiver,
            Reason reason,
            String discriminator,
            IncidentState view,
            KnownBefore known,
            @Nullable Group levelBefore) {
        /** The id of the delivery by one of the receiver's channels. */
        public String deliveryId(String incidentId, int channel) {
            return Dispatch.deliveryId(incidentId, receiver, channel, reason, discriminator);
        }
    }

    /**
     * The id of a delivery.
     *
     * @param channel of the receiver, from 0
     */
    public static String deliveryId(
            String incidentId, String receiver, int channel, Reason reason, String discriminator) {
        return StableHash.sha256(
                incidentId + '\n' + receiver + '\n' + channel + '\n' + reason + '\n' + discriminator, ID_BYTES);
    }

    /** @param wakeAt when to decide again; {@link Long#MAX_VALUE} when only a change can alter it */
    public record Outcome(IncidentState state, List<Notification> notifications, long wakeAt) {}

    /** Decides for every receiver, and notes what is sent as sent. */
    public Outcome decide(IncidentState s, long now) {
        List<NotificationLogEntry> log = new ArrayList<>();
        List<Notification> notifications = new ArrayList<>();
        long wakeAt = Long.MAX_VALUE;
        List<List<Route>> routes = routes(s);
        for (NotificationLogEntry n : matched(s, routes, now)) {
            ReceiverView v = ReceiverView.of(s, routes, n, config);
            NotificationLogEntry known = known(v, n);
            Decision d = decide(v, known, now);
            if (d.reason() == Reason.INHIBITED) {
                continue; // once nothing explains it any more, it waits for the group anew
            }
            NotificationLogEntry after = known;
            if (d.reason().sends()) {
                notifications.add(new Notification(
                        n.receiver(),
                        d.reason(),
                        discriminator(v, known, d.reason()),
                        v.state(),
                        knownBefore(v, known),
                        levelBefore(known)));
                after = notified(v, known, d.reason(), now);
                wakeAt = Math.min(wakeAt, decide(v, after, now).dueAt());
            } else {
                wakeAt = Math.min(wakeAt, d.dueAt());
            }
            log.add(after);
        }
        return new Outcome(s.withNotificationLog(log), notifications, wakeAt);
    }

    /** Nothing is decided while an incident settles, but who will be notified of it waits already. */
    public IncidentState settling(IncidentState s, long now) {
        return s.withNotificationLog(matched(s, routes(s), now));
    }

    /**
     * What is owed before an incident ends: who waits for the group to fill is notified that it began, so that the end
     * does not come out of the blue; unless it began so long ago that only the end is news.
     */
    public Outcome beforeTheEnd(IncidentState open, long now) {
        List<NotificationLogEntry> log = new ArrayList<>();
        List<Notification> notifications = new ArrayList<>();
        List<List<Route>> routes = routes(open);
        for (NotificationLogEntry n : matched(open, routes, now)) {
            ReceiverView v = ReceiverView.of(open, routes, n, config);
            NotificationLogEntry known = known(v, n);
            Decision d = decide(v, known, now);
            Reason owed = n.isNotified() ? Reason.REOPENED : Reason.FIRST;
            boolean waits = d.reason() == Reason.GROUP_WAIT || d.reason() == owed;
            if (waits
                    && !v.alerts().isEmpty()
                    && v.alerts().stream().noneMatch(a -> Lateness.isLate(a, n.matchedAt()))) {
                notifications.add(new Notification(
                        n.receiver(),
                        owed,
                        discriminator(v, known, owed),
                        v.state(),
                        knownBefore(v, known),
                        levelBefore(known)));
                log.add(notified(v, known, owed, now));
            } else {
                log.add(known);
            }
        }
        return new Outcome(open.withNotificationLog(log), notifications, now);
    }

    /** The routes that each alert takes, in their order. */
    private List<List<Route>> routes(IncidentState s) {
        List<List<Route>> routes = new ArrayList<>(s.alerts().size());
        s.alerts().forEach(t -> routes.add(config.route().match(labels(t.alert()))));
        return routes;
    }

    /** One entry per receiver, paced as the open members' routes stand now; those that no route leads to any more stay as they are. */
    private List<NotificationLogEntry> matched(IncidentState s, List<List<Route>> routes, long now) {
        Map<String, NotificationLogEntry> out = new LinkedHashMap<>();
        s.notificationLog().forEach(n -> out.put(n.receiver(), n));
        if (!s.isOpen()) {
            return new ArrayList<>(out.values());
        }
        Map<String, NotificationLogEntry> matched = new LinkedHashMap<>();
        for (int i = 0; i < routes.size(); i++) {
            Alert a = s.alerts().get(i).alert();
            boolean counts = a.isOpen() && !s.alerts().get(i).isMuted();
            for (Route r : counts ? routes.get(i) : List.<Route>of()) {
                String receiver = config.receiverOf(r, a.owner());
                boolean muted = config.isMuted(r, now);
                NotificationLogEntry known = out.get(receiver);
                long wait = groupWait(r, a, known == null ? now : known.matchedAt());
                NotificationLogEntry sooner = matched.get(receiver);
                matched.put(
                        receiver,
                        sooner == null
                                ? NotificationLogEntry.fresh(receiver, r, muted, now)
                                        .waiting(wait)
                                : sooner.paced(
                                        Math.min(sooner.groupWaitMs(), wait),
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

    /**
     * How long more may join. An alert that is late by the clock here, since deliveries were away, may have ended meanwhile:
     * what is still to be read says so.
     */
    private static long groupWait(Route r, Alert a, long matchedAt) {
        return Lateness.isLate(a, matchedAt) ? Math.max(r.groupWaitMs(), Lateness.CATCH_UP_MS) : r.groupWaitMs();
    }

    /**
     * What the receiver still knows to be firing: a member that has resolved is no longer among them, nor is its severity.
     * When another rule has come to lead, its growth is counted from here on.
     */
    private static NotificationLogEntry known(ReceiverView v, NotificationLogEntry n) {
        List<Alert> alerts = new ArrayList<>(v.state().currentAlerts());
        v.muted().stream().filter(a -> !alerts.contains(a)).forEach(alerts::add);
        List<NotifiedMember> firing = new ArrayList<>();
        for (Alert a : alerts) {
            NotifiedMember m = n.firing() == null ? unkept(n, a) : n.firing(a.fingerprint());
            if (a.isOpen() && m != null && m.alert().equals(a.id())) {
                firing.add(m);
            }
        }
        NotificationLogEntry same = firing.equals(n.firing()) ? n : n.withFiring(List.copyOf(firing));
        NotificationLogEntry known = withSuccessors(v, same);
        if (!n.isNotified() || n.notifiedResolved() || v.alerts().isEmpty()) {
            return known;
        }
        Alert lead = IncidentFigures.lead(v.alerts());
        if (lead.rule().equals(n.countedRule())) {
            return known;
        }
        long originals = IncidentFigures.of(v.alerts()).originals();
        return n.countedRule() == null
                ? known.toBuilder().countedRule(lead.rule()).build()
                : known.counting(lead.rule(), lead.id(), originals);
    }

    /** What tells an incident at the level that it was told at takes the place of what told it before: it is nothing new. */
    private static NotificationLogEntry withSuccessors(ReceiverView v, NotificationLogEntry n) {
        if (!n.isNotified() || n.notifiedResolved() || n.level() == null) {
            return n;
        }
        List<NotifiedMember> firing = new ArrayList<>(n.firing() == null ? List.of() : n.firing());
        List<Alert> successors = new ArrayList<>();
        for (Alert a : v.alerts()) {
            if (n.level().equals(a.level()) && n.firing(a.fingerprint()) == null) {
                successors.add(a);
                boolean worse = a.severity().compareTo(n.notifiedSeverity()) > 0;
                firing.add(new NotifiedMember(a.fingerprint(), a.id(), worse ? n.notifiedSeverity() : a.severity()));
            }
        }
        if (successors.isEmpty()) {
            return n;
        }
        TreeSet<String> fingerprints = new TreeSet<>(n.notifiedFingerprints());
        successors.forEach(a -> fingerprints.add(a.fingerprint()));
        return n.toBuilder()
                .firing(List.copyOf(firing))
                .notifiedFingerprints(List.copyOf(fingerprints))
                .build();
    }

    private static @Nullable Group levelBefore(NotificationLogEntry n) {
        return n.isNotified() && !n.notifiedResolved() ? n.level() : null;
    }

    /** As a version that kept fingerprints only would have it. */
    private static @Nullable NotifiedMember unkept(NotificationLogEntry n, Alert a) {
        return n.notifiedFingerprints().contains(a.fingerprint())
                ? new NotifiedMember(a.fingerprint(), a.id(), n.notifiedSeverity())
                : null;
    }

    private static Decision decide(ReceiverView v, NotificationLogEntry n, long now) {
        if (v.state().incident().historical()) {
            return new Decision(Reason.HISTORICAL, Long.MAX_VALUE);
        }
        if (!v.state().isOpen()) {
            // one that ended before it was notified is notified once, as over
            boolean owed = n.isNotified()
                    ? !n.notifiedResolved()
                    : !n.muted() && !v.alerts().isEmpty();
            return new Decision(owed ? Reason.RESOLVED : Reason.DONE, Long.MAX_VALUE);
        }
        if (v.alerts().isEmpty() && v.isWaiting() && !n.isNotified()) {
            return after(n.matchedAt() + n.groupWaitMs(), now, Reason.INHIBITED, Reason.GROUP_WAIT);
        }
        if (v.alerts().isEmpty()) {
            return new Decision(Reason.UNCHANGED, Long.MAX_VALUE); // what it knows is muted, or leads elsewhere by now
        }
        if (n.muted()) {
            return new Decision(Reason.MUTED, now + MUTE_CHECK_MS);
        }
        if (now < v.state().catchesUpUntil()) {
            return new Decision(
                    n.isNotified() ? Reason.GROUP_INTERVAL : Reason.GROUP_WAIT,
                    v.state().catchesUpUntil());
        }
        if (!n.isNotified()) {
            return after(n.matchedAt() + n.groupWaitMs(), now, Reason.FIRST, Reason.GROUP_WAIT);
        }
        if (n.notifiedResolved()) {
            return new Decision(Reason.REOPENED, now);
        }
        if (v.severity().compareTo(n.notifiedSeverity()) > 0) {
            return new Decision(Reason.SEVERITY_UP, now);
        }
        Reason change = change(v, n);
        if (change != null) {
            return after(n.notifiedAt() + intervalMs(v, n, change), now, change, Reason.GROUP_INTERVAL);
        }
        return after(n.notifiedAt() + n.repeatIntervalMs(), now, Reason.REPEAT, Reason.UNCHANGED);
    }

    /**
     * Single messages that follow upon each other are one thing for an hour; a rule that measures says when they are more. Where it
     * happens is said again when it is somewhere else for long enough.
     */
    private static long intervalMs(ReceiverView v, NotificationLogEntry n, Reason change) {
        if (change == Reason.LEVEL_CHANGED && n.levelChanges() > 0) {
            return Math.max(n.groupIntervalMs(), MOVED_MS);
        }
        return change == Reason.DOUBLED
                        && IncidentFigures.lead(v.alerts()).kind().isOverOneMessage()
                ? Math.max(n.groupIntervalMs(), SINGLES_MS)
                : n.groupIntervalMs();
    }

    private static @Nullable Reason change(ReceiverView v, NotificationLogEntry n) {
        Group level = v.level();
        if (n.level() != null && level != null && !level.equals(n.level()) && !isReceding(v)) {
            return Reason.LEVEL_CHANGED;
        }
        if (v.alerts().stream().anyMatch(a -> n.firing(a.fingerprint()) == null)) {
            return Reason.NEW_MEMBER;
        }
        if (worst(v, n) != null) {
            return Reason.SEVERITY_UP;
        }
        return doublings(v, n) > n.doublings() ? Reason.DOUBLED : null;
    }

    /** Where it last happened is no news once it is nearly over. */
    private static boolean isReceding(ReceiverView v) {
        Alert lead = IncidentFigures.lead(v.alerts());
        return lead.value().trend() == Trend.FALLING
                || (lead.peak() != null
                        && lead.value().originals() < RECEDED * lead.peak().originals());
    }

    /** A member that is worse than all that is known to be firing, and than what was notified of itself; null when none is. */
    private static @Nullable Alert worst(ReceiverView v, NotificationLogEntry n) {
        Severity known = Severity.INFO;
        for (Alert a : v.alerts()) {
            NotifiedMember m = n.firing(a.fingerprint());
            known = m != null && m.severity().compareTo(known) > 0 ? m.severity() : known;
        }
        Severity notified = known;
        return v.alerts().stream()
                .filter(a -> a.severity().compareTo(notified) > 0)
                .min(IncidentAssembly.LEAD)
                .orElse(null);
    }

    private static Decision after(long due, long now, Reason then, Reason until) {
        return now >= due ? new Decision(then, now) : new Decision(until, due);
    }

    private static int doublings(ReceiverView v, NotificationLogEntry n) {
        return doublings(n.firstOriginals(), IncidentFigures.of(v.alerts()).originals());
    }

    /** How often a count has doubled since the first notification. */
    static int doublings(long first, long originals) {
        return first <= 0 || originals <= first ? 0 : 63 - Long.numberOfLeadingZeros(originals / first);
    }

    /**
     * Tells pushes of one reason apart. Of a first rise it is what earlier versions computed, so that their receipts are
     * found; of a second one it names the alerts.
     */
    private static String discriminator(ReceiverView v, NotificationLogEntry n, Reason r) {
        return v.state().generation()
                + n.ends()
                + switch (r) {
                    case SEVERITY_UP -> " " + v.severity().wire() + worstAgain(v, n);
                    case NEW_MEMBER -> " " + String.join(" ", new TreeSet<>(fingerprints(v, n))) + again(v, n);
                    case LEVEL_CHANGED -> " " + (n.levelChanges() + 1);
                    case DOUBLED -> " " + doublings(v, n) + (n.countedSince() == null ? "" : " " + n.countedSince());
                    case REPEAT -> " " + (n.repeats() + 1);
                    default -> "";
                };
    }

    /** The alert that is worse now; empty when no alert was so bad before. */
    private static String worstAgain(ReceiverView v, NotificationLogEntry n) {
        Alert worst = v.severity().compareTo(n.notifiedSeverity()) > 0 ? null : worst(v, n);
        return worst == null ? "" : " " + worst.id();
    }

    private static KnownBefore knownBefore(ReceiverView v, NotificationLogEntry n) {
        if (!n.isNotified()) {
            return KnownBefore.NOTHING;
        }
        boolean onlyAgain =
                v.alerts().stream().allMatch(a -> n.notifiedFingerprints().contains(a.fingerprint()));
        if (onlyAgain && !again(v, n).isEmpty()) {
            return KnownBefore.RECOVERED_GROUPS;
        }
        return isOnlyByOtherRules(v, n) ? KnownBefore.OTHER_RULES : KnownBefore.INCIDENT;
    }

    /** True when every member that is new to the receiver is of a place that it knew by a rule which is another now, or gone. */
    private static boolean isOnlyByOtherRules(ReceiverView v, NotificationLogEntry n) {
        Set<String> places = new HashSet<>();
        for (TrackedAlert t : v.state().alerts()) {
            Alert a = t.alert();
            if (a.resolution() != null
                    && a.resolution().isOfTheRule()
                    && n.notifiedFingerprints().contains(a.fingerprint())) {
                places.add(IncidentAssembly.place(a.group()));
            }
        }
        return !places.isEmpty()
                && v.alerts().stream()
                        .filter(a -> n.firing(a.fingerprint()) == null)
                        .allMatch(a -> places.contains(IncidentAssembly.place(a.group())));
    }

    /** The alerts of members that were notified before and rise again; empty when there are none. */
    private static String again(ReceiverView v, NotificationLogEntry n) {
        TreeSet<String> ids = new TreeSet<>();
        for (Alert a : v.alerts()) {
            if (n.firing(a.fingerprint()) == null && n.notifiedFingerprints().contains(a.fingerprint())) {
                ids.add(a.id());
            }
        }
        return ids.isEmpty() ? "" : " " + String.join(" ", ids);
    }

    private static NotificationLogEntry notified(ReceiverView v, NotificationLogEntry n, Reason r, long now) {
        boolean first = r == Reason.FIRST || r == Reason.REOPENED;
        boolean over = r == Reason.RESOLVED;
        NotificationLogEntry.Builder b = n.toBuilder()
                .notifiedAt(Math.max(1, now))
                .notifiedResolved(over)
                .notifiedFingerprints(fingerprints(v, n))
                .repeats(n.repeats() + (r == Reason.REPEAT ? 1 : 0));
        if (over) {
            return b.firing(List.of())
                    .ends(n.ends() + (v.isPartOfAnOpenIncident() ? 1 : 0))
                    .build();
        }
        Group level = v.level();
        b.level(level != null || first ? level : n.level())
                .levelChanges(n.levelChanges() + (r == Reason.LEVEL_CHANGED ? 1 : 0));
        b.notifiedSeverity(
                first || v.severity().compareTo(n.notifiedSeverity()) > 0 ? v.severity() : n.notifiedSeverity());
        List<NotifiedMember> firing = new ArrayList<>();
        v.alerts().forEach(a -> firing.add(new NotifiedMember(a.fingerprint(), a.id(), a.severity())));
        for (Alert a : v.muted()) {
            NotifiedMember m = n.firing(a.fingerprint());
            if (m != null) {
                firing.add(m); // what it was notified of it still holds
            }
        }
        b.firing(List.copyOf(firing));
        if (first) {
            b.countedRule(IncidentFigures.lead(v.alerts()).rule())
                    .countedSince(null)
                    .firstOriginals(IncidentFigures.of(v.alerts()).originals())
                    .doublings(0);
        } else {
            b.doublings(Math.max(n.doublings(), doublings(v, n)));
        }
        return b.build();
    }

    private static List<String> fingerprints(ReceiverView v, NotificationLogEntry n) {
        TreeSet<String> out = new TreeSet<>(n.notifiedFingerprints());
        v.alerts().forEach(a -> out.add(a.fingerprint()));
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
