package io.tidewatch.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.DeliveryOutcome;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.IncidentStatus;
import io.tidewatch.alert.Member;
import io.tidewatch.alert.Receipt;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.notify.config.NotifyConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The state of incidents, found again from what was written of them: their revisions, their alerts and the receipts.
 *
 * <p>Who was notified of what is not guessed. The id of a delivery is a hash of incident, receiver, channel, reason and
 * discriminator, so each push that may have been sent has an id that can be computed, and either it has its receipt or it
 * was not settled. A push that still waited for one of its channels counts as not sent: it is decided again, and the ledger
 * keeps it from the channels that took it. Pure.
 */
public final class IncidentRecovery {
    /** A push is tried for so long; what has no receipt by then is not owed any more. */
    private static final long TRIED_FOR_MS = 24 * 3_600_000L;

    /** An ended incident is remembered for so long, as in {@link IncidentState}. */
    public static final long KEEP_CLOSED_MS = 24 * 3_600_000L;

    /** The revision that a push was decided on may be written a moment after the receipt. */
    private static final long WRITTEN_WITHIN_MS = 1_000;

    /** For receivers that no route leads to any more: they are notified of the end, not of changes. */
    private static final long NEVER_MS = 365 * 24 * 3_600_000L;

    private static final int MAX_DOUBLINGS = 40;

    /** So often at most a receiver was notified of the end of its part while the incident went on. */
    private static final int MAX_ENDS = 12;

    private static final Comparator<Alert> AGE =
            Comparator.comparingLong(Alert::updatedAt).thenComparingInt(Alert::revision);

    private final NotifyConfig config;
    private final Map<String, Receipt> receipts;
    private final long now;

    /**
     * @param receipts newest receipt of every delivery, by its id
     * @param now clock, epoch milliseconds
     */
    public IncidentRecovery(NotifyConfig config, Map<String, Receipt> receipts, long now) {
        this.config = config;
        this.receipts = receipts;
        this.now = now;
    }

    /**
     * A revision as it was written.
     *
     * @param at clock when it was written, epoch milliseconds
     */
    public record Revision(Incident incident, long at) {}

    /**
     * @param written all that was written of one incident, in any order, repeats included; not empty
     * @param alerts what was written of its alerts, any number of revisions of each, in any order
     * @return null when it ended more than a day ago
     */
    public @Nullable IncidentState recover(Collection<Revision> written, Collection<Alert> alerts) {
        List<Revision> history = history(written);
        Revision last = history.get(history.size() - 1);
        Incident incident = last.incident();
        boolean open = incident.status() == IncidentStatus.OPEN;
        if (!open && now - last.at() >= KEEP_CLOSED_MS) {
            return null;
        }
        int generation = 0;
        for (int i = 1; i < history.size(); i++) {
            boolean reopened = history.get(i).incident().status() == IncidentStatus.OPEN
                    && history.get(i - 1).incident().status() == IncidentStatus.RESOLVED;
            generation += reopened ? 1 : 0;
        }
        List<TrackedAlert> tracked = new ArrayList<>();
        for (Member m : incident.members()) {
            tracked.add(new TrackedAlert(alert(m, incident, alerts), now, m.inhibitedBy()));
        }
        List<NotificationLogEntry> log = new ArrayList<>();
        for (String receiver : config.receivers().keySet()) {
            NotificationLogEntry entry = new LogRecovery(receiver, history, labels(alerts), generation).entry();
            if (entry != null) {
                log.add(entry);
            }
        }
        return new IncidentState(
                incident, tracked, log, generation, !incident.historical(), open ? 0 : Math.max(1, last.at()), 0, 0, 0);
    }

    /** One per revision, the newest writing of each, in order. */
    private static List<Revision> history(Collection<Revision> written) {
        TreeMap<Integer, Revision> byNumber = new TreeMap<>();
        for (Revision r : written) {
            byNumber.merge(r.incident().revision(), r, (a, b) -> a.at() > b.at() ? a : b);
        }
        return List.copyOf(byNumber.values());
    }

    /** The alert as the incident knew it: a newer alert of the detector is still to be read. */
    private static Alert alert(Member m, Incident incident, Collection<Alert> alerts) {
        boolean open = m.status() != AlertStatus.RESOLVED;
        Alert known = alerts.stream()
                .filter(a -> a.id().equals(m.alert()) && a.updatedAt() <= m.updatedAt() && (a.isOpen() || !open))
                .max(AGE)
                .orElseGet(() -> summarized(m, incident));
        if (open || !known.isOpen()) {
            return known;
        }
        return known.toBuilder()
                .status(AlertStatus.RESOLVED)
                .resolution(Resolution.LOST)
                .resolvedAt(incident.resolvedAt() > 0 ? incident.resolvedAt() : m.updatedAt())
                .build();
    }

    /** The labels that alerts carry, by their ids: an incident does not have them. */
    private static Map<String, Map<String, String>> labels(Collection<Alert> alerts) {
        Map<String, Map<String, String>> labels = new HashMap<>();
        alerts.forEach(a -> labels.put(a.id(), a.labels()));
        return labels;
    }

    /** An alert of which only the incident is left. */
    private static Alert summarized(Member m, Incident incident) {
        return Alert.builder(
                        m.alert(), m.fingerprint(), incident.incident(), m.rule(), m.kind(), m.severity(), m.group())
                .status(m.status() == AlertStatus.RESOLVED ? AlertStatus.AMENDED : m.status())
                .historical(incident.historical())
                .startsAt(m.startsAt())
                .firedAt(m.startsAt())
                .updatedAt(m.updatedAt())
                .value(m.value())
                .summary(m.summary())
                .owner(incident.owner())
                .runbook(incident.runbook())
                .evidence(incident.evidence())
                .partOf(m.partOf())
                .build();
    }

    /** What one receiver was notified of one incident. */
    private final class LogRecovery {
        private final String receiver;
        private final List<Revision> history;
        private final Map<String, Map<String, String>> labels;
        private final int generation;
        private final int last;
        private final String incident;
        private final TreeSet<String> fingerprints = new TreeSet<>();
        private final Map<String, NotifiedMember> known = new HashMap<>();
        private final TreeMap<Long, Receipt> pushes = new TreeMap<>();

        LogRecovery(String receiver, List<Revision> history, Map<String, Map<String, String>> labels, int generation) {
            this.labels = labels;
            this.receiver = receiver;
            this.history = history;
            this.generation = generation;
            this.last = generation + MAX_ENDS;
            this.incident = history.get(0).incident().id();
        }

        @Nullable
        NotificationLogEntry entry() {
            long began = 0;
            int lastBegun = 0;
            // by the time of each beginning and end: incident's generation and ends of this receiver, as in its id
            TreeMap<Long, Integer> turns = new TreeMap<>();
            for (int g = 0; g <= last; g++) {
                long first = Math.max(take(Reason.FIRST, g + ""), take(Reason.REOPENED, g + ""));
                if (first > 0) {
                    began = first;
                    lastBegun = g;
                    turns.put(first, g);
                }
                long over = take(Reason.RESOLVED, g + "");
                if (over > 0) {
                    turns.put(over, g);
                }
            }
            if (pushes.isEmpty()) {
                return null;
            }
            // without a beginning it was over before the receiver was notified
            began = began == 0 ? pushes.firstKey() : began;
            int doublings = 0;
            for (int g = lastBegun; g <= last; g++) {
                for (Severity s : Severity.values()) {
                    take(Reason.SEVERITY_UP, g + " " + s.wire());
                }
                for (int k = 1; k <= MAX_DOUBLINGS; k++) {
                    doublings = isDoubled(g, k) ? Math.max(doublings, k) : doublings;
                }
            }
            // these are counted over all generations
            int repeats = countOf(Reason.REPEAT);
            int levelChanges = countOf(Reason.LEVEL_CHANGED);
            takeNewMembers();
            int ends = Math.max(0, turns.lastEntry().getValue() + (isEndOfItsPart() ? 1 : 0) - generation);
            return entry(began, doublings, repeats, ends).toBuilder()
                    .levelChanges(levelChanges)
                    .build();
        }

        /** True when the last push said that the receiver's alerts had ended, and the incident went on or has begun again. */
        private boolean isEndOfItsPart() {
            Revision newest = history.get(history.size() - 1);
            boolean closing = newest.incident().status() == IncidentStatus.RESOLVED
                    && pushes.lastKey() >= newest.at() - WRITTEN_WITHIN_MS;
            return pushes.lastEntry().getValue().status() == AlertStatus.RESOLVED && !closing;
        }

        private NotificationLogEntry entry(long began, int doublings, int repeats, int ends) {
            List<Alert> first = alertsIn(revisionAt(began));
            long firstOriginals = originalsIn(revisionAt(began));
            Severity severity = Severity.INFO;
            int counted = doublings;
            for (Map.Entry<Long, Receipt> push : pushes.tailMap(began).entrySet()) {
                Severity s = push.getValue().severity();
                severity = s.compareTo(severity) > 0 ? s : severity;
                long originals = originalsIn(revisionAt(push.getKey()));
                counted = Math.max(counted, Dispatch.doublings(firstOriginals, originals));
            }
            boolean over = pushes.lastEntry().getValue().status() == AlertStatus.RESOLVED;
            return NotificationLogEntry.builder(receiver, began)
                    .groupWaitMs(NEVER_MS)
                    .groupIntervalMs(NEVER_MS)
                    .repeatIntervalMs(NEVER_MS)
                    .notifiedAt(pushes.lastKey())
                    .notifiedSeverity(severity)
                    .notifiedResolved(over)
                    .notifiedFingerprints(List.copyOf(fingerprints))
                    .firstOriginals(firstOriginals)
                    .doublings(counted)
                    .repeats(repeats)
                    .firing(over ? List.of() : knownAt(revisionAt(pushes.lastKey())))
                    .countedRule(
                            first.isEmpty() ? null : IncidentFigures.lead(first).rule())
                    .ends(ends)
                    .level(over ? null : revisionAt(pushes.lastKey()).level())
                    .build();
        }

        /** Those that were open at a push, and those that it knew before and that were muted then. */
        private List<NotifiedMember> knownAt(Incident i) {
            List<NotifiedMember> firing = new ArrayList<>(firing(i));
            Set<String> muted = muted(i);
            known.values().stream().filter(m -> muted.contains(m.alert())).forEach(firing::add);
            return List.copyOf(firing);
        }

        private static Set<String> muted(Incident i) {
            Set<String> alerts = new HashSet<>();
            for (Member m : i.members()) {
                if (isMuted(m) && m.status() != AlertStatus.RESOLVED) {
                    alerts.add(m.alert());
                }
            }
            return alerts;
        }

        private static boolean isMuted(Member m) {
            return m.inhibitedBy() != null || m.partOf() != null;
        }

        private List<NotifiedMember> firing(Incident i) {
            return alertsIn(i).stream()
                    .filter(Alert::isOpen)
                    .map(a -> new NotifiedMember(a.fingerprint(), a.id(), a.severity()))
                    .toList();
        }

        /** Those that were open, not muted and routed to the receiver; all that were routed to it when none was open. */
        private List<Alert> alertsIn(Incident i) {
            List<Alert> open = new ArrayList<>();
            List<Alert> ended = new ArrayList<>();
            for (Member m : i.members()) {
                boolean over = m.status() == AlertStatus.RESOLVED;
                if (isMuted(m) && !(over && fingerprints.contains(m.fingerprint()))) {
                    continue;
                }
                Alert a = summarized(m, i).toBuilder()
                        .status(m.status())
                        .labels(labels.getOrDefault(m.alert(), Map.of()))
                        .build();
                if (ReceiverView.leadTo(config.route().match(Dispatch.labels(a)), a, receiver, config)) {
                    (over ? ended : open).add(a);
                }
            }
            return open.isEmpty() ? ended : open;
        }

        private long originalsIn(Incident i) {
            List<Alert> alerts = alertsIn(i);
            return alerts.isEmpty() ? 0 : IncidentFigures.of(alerts).originals();
        }

        /** Of the rule that led first, or of one that an alert made lead later. */
        private boolean isDoubled(int g, int k) {
            boolean any = take(Reason.DOUBLED, g + " " + k) > 0;
            List<Member> members = history.get(history.size() - 1).incident().members();
            boolean several = members.stream().map(Member::rule).distinct().count() > 1;
            for (Member m : several ? members : List.<Member>of()) {
                any |= take(Reason.DOUBLED, g + " " + k + " " + m.alert()) > 0;
            }
            return any;
        }

        private int countOf(Reason numbered) {
            int n = 0;
            boolean any = true;
            while (any) {
                any = false;
                for (int g = 0; g <= last; g++) {
                    any |= take(numbered, g + " " + (n + 1)) > 0;
                }
                n += any ? 1 : 0;
            }
            return n;
        }

        /**
         * Which members a notification had, and which of them rose again, is part of its id: history is gone through as
         * {@link Dispatch} did, and the ids of each revision are tried.
         */
        private void takeNewMembers() {
            for (int i = 0; i < history.size(); i++) {
                Revision r = history.get(i);
                long next = i + 1 < history.size() ? history.get(i + 1).at() : Long.MAX_VALUE;
                List<NotifiedMember> open = firing(r.incident());
                Map<String, String> goingOn = new HashMap<>();
                r.incident().members().stream()
                        .filter(m -> m.status() != AlertStatus.RESOLVED)
                        .forEach(m -> goingOn.put(m.fingerprint(), m.alert()));
                known.entrySet().removeIf(e -> !e.getValue().alert().equals(goingOn.get(e.getKey())));
                TreeSet<String> with = new TreeSet<>(fingerprints);
                with.addAll(fingerprints(r.incident()));
                String again = again(open);
                boolean any = with.size() > fingerprints.size() || !again.isEmpty();
                for (int g = 0; g <= last; g++) {
                    if (any) {
                        take(Reason.NEW_MEMBER, g + " " + String.join(" ", with) + again);
                    }
                    for (NotifiedMember m : open) {
                        take(Reason.SEVERITY_UP, g + " " + m.severity().wire() + " " + m.alert());
                    }
                }
                if (!pushes.subMap(r.at() - WRITTEN_WITHIN_MS, Math.max(r.at(), next - WRITTEN_WITHIN_MS))
                        .isEmpty()) {
                    fingerprints.addAll(fingerprints(r.incident()));
                    Set<String> muted = muted(r.incident());
                    known.values().removeIf(m -> !muted.contains(m.alert()));
                    open.forEach(m -> known.put(m.fingerprint(), m));
                }
            }
        }

        /** Alerts of members that were notified before and rise again, as they stand in an id. */
        private String again(List<NotifiedMember> open) {
            TreeSet<String> ids = new TreeSet<>();
            open.forEach(m -> {
                if (fingerprints.contains(m.fingerprint()) && !known.containsKey(m.fingerprint())) {
                    ids.add(m.alert());
                }
            });
            return ids.isEmpty() ? "" : " " + String.join(" ", ids);
        }

        private List<String> fingerprints(Incident i) {
            return alertsIn(i).stream().map(Alert::fingerprint).toList();
        }

        private Incident revisionAt(long at) {
            Incident found = history.get(0).incident();
            for (Revision r : history) {
                if (r.at() <= at + WRITTEN_WITHIN_MS) {
                    found = r.incident();
                }
            }
            return found;
        }

        /**
         * Notes a push when it was sent.
         *
         * @return when, epoch milliseconds; 0 when it was not, or is still owed to a channel
         */
        private long take(Reason reason, String discriminator) {
            int channels = Objects.requireNonNull(config.receivers().get(receiver))
                    .channels()
                    .size();
            Receipt settled = null;
            int missing = 0;
            for (int i = 0; i < channels; i++) {
                Receipt r = receipts.get(Dispatch.deliveryId(incident, receiver, i, reason, discriminator));
                if (r == null || r.outcome() == DeliveryOutcome.FAILED) {
                    missing++;
                } else if (settled == null || r.at() < settled.at()) {
                    settled = r;
                }
            }
            if (settled == null || (missing > 0 && now - settled.at() < TRIED_FOR_MS)) {
                return 0;
            }
            // of two in one instant, the end is the later
            pushes.merge(settled.at(), settled, (a, b) -> a.status() == AlertStatus.RESOLVED ? a : b);
            return settled.at();
        }
    }
}
