package io.tidewatch.local.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.IncidentStatus;
import io.tidewatch.alert.Receipt;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.notify.IncidentRecovery;
import io.tidewatch.notify.IncidentState;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.wire.IncidentJson;
import io.tidewatch.wire.ReceiptJson;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the topics hold of alerts, incidents and deliveries. */
final class WrittenIncidents {
    private static final Logger LOG = LoggerFactory.getLogger(WrittenIncidents.class);

    /** An open alert is written again every minute. */
    private static final Duration ALERTS_BACK = Duration.ofDays(1);

    private final long now;

    /** Last revision and last open revision of every alert id, and those between. */
    private final Map<String, Map<String, Alert>> alerts = new HashMap<>();

    private final Map<String, Alert> lastAlerts = new LinkedHashMap<>();
    private final Map<String, List<IncidentRecovery.Revision>> incidents = new LinkedHashMap<>();
    private final Map<String, Receipt> receipts = new HashMap<>();

    /** @param now epoch milliseconds */
    WrittenIncidents(long now) {
        this.now = now;
    }

    private interface Reading {
        void of(ConsumerRecord<String, String> record) throws JsonProcessingException;
    }

    /** @param stoppedAt when the detector last kept its state, epoch milliseconds */
    void read(TopicScan scan, long stoppedAt) {
        scan.readAll(Topics.RECEIPTS, r -> understood(r, this::receipt));
        scan.readAll(Topics.INCIDENTS, r -> understood(r, this::incident));
        scan.read(
                scan.at(Topics.ALERTS, stoppedAt - ALERTS_BACK.toMillis()),
                scan.ends(Topics.ALERTS),
                r -> understood(r, this::alert));
    }

    /** What is not understood was not understood by the jobs either. */
    private static void understood(ConsumerRecord<String, String> r, Reading reading) {
        try {
            reading.of(r);
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            LOG.warn(
                    "record not understood, ignoring it: topic={} partition={} offset={} problem={}",
                    r.topic(),
                    r.partition(),
                    r.offset(),
                    e.getClass().getSimpleName());
        }
    }

    private void receipt(ConsumerRecord<String, String> r) throws JsonProcessingException {
        Receipt receipt = ReceiptJson.read(r.value());
        receipts.put(receipt.delivery(), receipt);
    }

    private void incident(ConsumerRecord<String, String> r) throws JsonProcessingException {
        Incident i = IncidentJson.read(r.value());
        boolean forgotten =
                i.status() == IncidentStatus.RESOLVED && now - r.timestamp() >= IncidentRecovery.KEEP_CLOSED_MS;
        if (forgotten) {
            incidents.remove(i.id());
        } else {
            incidents
                    .computeIfAbsent(i.id(), id -> new ArrayList<>())
                    .add(new IncidentRecovery.Revision(i, r.timestamp()));
        }
    }

    private void alert(ConsumerRecord<String, String> r) throws JsonProcessingException {
        Alert a = AlertJson.read(r.value());
        alerts.computeIfAbsent(a.id(), id -> new LinkedHashMap<>()).put(a.revision() + " " + a.isOpen(), a);
        // those of a fingerprint are in order in one partition; older versions wrote them to another one
        lastAlerts.merge(a.fingerprint(), a, (known, read) -> read.updatedAt() >= known.updatedAt() ? read : known);
    }

    /** The newest revision of the newest alert of every rule and group. */
    Collection<Alert> lastAlerts() {
        return lastAlerts.values();
    }

    int receipts() {
        return receipts.size();
    }

    /** The newest incident of every key, open or ended within a day, as it was. */
    List<IncidentState> recover(NotifyConfig config) {
        IncidentRecovery recovery = new IncidentRecovery(config, receipts, now);
        Map<String, IncidentState> newest = new LinkedHashMap<>();
        Map<String, Long> writtenAt = new HashMap<>();
        for (List<IncidentRecovery.Revision> revisions : incidents.values()) {
            List<Alert> theirs = new ArrayList<>();
            revisions
                    .get(revisions.size() - 1)
                    .incident()
                    .members()
                    .forEach(m -> theirs.addAll(
                            alerts.getOrDefault(m.alert(), Map.of()).values()));
            IncidentState s = recovery.recover(revisions, theirs);
            long at = revisions.get(revisions.size() - 1).at();
            if (s != null && at >= writtenAt.getOrDefault(s.incident().incident(), Long.MIN_VALUE)) {
                newest.put(s.incident().incident(), s);
                writtenAt.put(s.incident().incident(), at);
            }
        }
        return List.copyOf(newest.values());
    }
}
