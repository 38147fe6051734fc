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
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            tracked.add(new TrackedAlert(alert(m, incident, alerts), now));
        }
        List<NotificationLogEntry> log = new ArrayList<>();
        for (String receiver : config.receivers().keySet()) {
            NotificationLogEntry entry = new LogRecovery(receiver, history, generation).entry();
            if (entry != null) {
                log.add(entry);
            }
        }
        return new IncidentState(
                incident, tracked, log, generation, !incident.historical(), open ? 0 : Math.max(1, last.at()), 0);
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
                .build();
    }

    private static List<Alert> openAlerts(Incident incident) {
        List<Alert> open = new ArrayList<>();
        List<Alert> all = new ArrayList<>();
        for (Member m : incident.members()) {
            Alert a = summarized(m, incident);
            all.add(a);
            if (m.status() != AlertStatus.RESOLVED) {
                open.add(a);
            }
        }
        return open.isEmpty() ? all : open;
    }

    /** What one receiver was notified of one incident. */
    private final class LogRecovery {
        private final String receiver;
        private final List<Revision> history;
        private final int generation;
        private final String incident;
        private final TreeSet<String> fingerprints = new TreeSet<>();
        private final TreeMap<Long, Receipt> pushes = new TreeMap<>();

        LogRecovery(String receiver, List<Revision> history, int generation) {
            this.receiver = receiver;
            this.history = history;
            this.generation = generation;
            this.incident = history.get(0).incident().id();
        }

        @Nullable
        NotificationLogEntry entry() {
            long began = 0;
            int lastBegun = 0;
            for (int g = 0; g <= generation; g++) {
                long first = Math.max(take(Reason.FIRST, g + ""), take(Reason.REOPENED, g + ""));
                if (first > 0) {
                    began = first;
                    lastBegun = g;
                }
                take(Reason.RESOLVED, g + "");
            }
            if (began == 0) {
                return null;
            }
            int doublings = 0;
            for (int g = lastBegun; g <= generation; g++) {
                for (Severity s : Severity.values()) {
                    take(Reason.SEVERITY_UP, g + " " + s.wire());
                }
                for (int k = 1; k <= MAX_DOUBLINGS; k++) {
                    doublings = take(Reason.DOUBLED, g + " " + k) > 0 ? Math.max(doublings, k) : doublings;
                }
            }
            int repeats = 0;
            // they are counted over all generations
            while (isAnyRepeat(repeats + 1)) {
                repeats++;
            }
            takeNewMembers();
            return entry(began, doublings, repeats);
        }

        private NotificationLogEntry entry(long began, int doublings, int repeats) {
            long firstOriginals =
                    IncidentFigures.of(openAlerts(revisionAt(began))).originals();
            Severity severity = Severity.INFO;
            int counted = doublings;
            for (Map.Entry<Long, Receipt> push : pushes.tailMap(began).entrySet()) {
                Severity s = push.getValue().severity();
                severity = s.compareTo(severity) > 0 ? s : severity;
                long originals = IncidentFigures.of(openAlerts(revisionAt(push.getKey())))
                        .originals();
                counted = Math.max(counted, Dispatch.doublings(firstOriginals, originals));
            }
            return new NotificationLogEntry(
                    receiver,
                    NEVER_MS,
                    NEVER_MS,
                    NEVER_MS,
                    false,
                    began,
                    pushes.lastKey(),
                    severity,
                    pushes.lastEntry().getValue().status() == AlertStatus.RESOLVED,
                    List.copyOf(fingerprints),
                    firstOriginals,
                    counted,
                    repeats);
        }

        private boolean isAnyRepeat(int n) {
            boolean any = false;
            for (int g = 0; g <= generation; g++) {
                any |= take(Reason.REPEAT, g + " " + n) > 0;
            }
            return any;
        }

        /** Which members a notification had is part of its id: those of each revision are tried on top of those known. */
        private void takeNewMembers() {
            for (Revision r : history) {
                addMembers(pushes.headMap(r.at()).keySet());
                TreeSet<String> with = new TreeSet<>(fingerprints);
                with.addAll(fingerprints(r.incident()));
                for (int g = 0; g <= generation && with.size() > fingerprints.size(); g++) {
                    if (take(Reason.NEW_MEMBER, g + " " + String.join(" ", with)) > 0) {
                        fingerprints.addAll(with);
                    }
                }
            }
            addMembers(pushes.keySet());
        }

        private void addMembers(Collection<Long> instants) {
            for (long at : instants) {
                fingerprints.addAll(fingerprints(revisionAt(at)));
            }
        }

        private static List<String> fingerprints(Incident i) {
            return openAlerts(i).stream().map(Alert::fingerprint).toList();
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
            Dispatch.Notification push = new Dispatch.Notification(receiver, reason, discriminator);
            Receipt settled = null;
            int missing = 0;
            for (int i = 0; i < channels; i++) {
                Receipt r = receipts.get(push.deliveryId(incident, i));
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
