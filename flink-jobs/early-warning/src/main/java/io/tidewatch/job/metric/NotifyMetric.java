package io.tidewatch.job.metric;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What NotifyJob counts, per operator and subtask. */
public enum NotifyMetric {
    /** Records of tidewatch.alerts that are no alert; left out. */
    ALERTS_UNREADABLE("alerts_unreadable"),

    /** Records of tidewatch.retractions that are none; left out. */
    RETRACTIONS_UNREADABLE("retractions_unreadable"),

    /** Times that an open alert came to be muted by an inhibit_rules entry. */
    ALERTS_INHIBITED("alerts_inhibited"),

    /** Alerts that change no incident: repeats and those of closed episodes. */
    ALERTS_IGNORED("alerts_ignored"),

    /** Incidents that began. */
    INCIDENTS_OPENED("incidents_opened"),

    /** Notifications decided on, one per channel. */
    NOTIFICATIONS("notifications"),

    /** Deliveries that the vendor took. */
    DELIVERIES_DELIVERED("deliveries_delivered"),

    /** Deliveries that the vendor refused for good. */
    DELIVERIES_REJECTED("deliveries_rejected"),

    /** Tries that failed and are repeated. */
    DELIVERIES_RETRIED("deliveries_retried"),

    /** Deliveries that a newer one made pointless. */
    DELIVERIES_SUPPRESSED("deliveries_suppressed"),

    /** Deliveries that the receipt ledger knew already; not sent. */
    DELIVERIES_REPEATED("deliveries_repeated"),

    /** Deliveries from which words were taken, because a customer deleted or changed them before they were sent. */
    DELIVERIES_REDACTED("deliveries_redacted"),

    /** Tries to write the receipt ledger that failed: nothing is sent on that channel meanwhile. */
    LEDGER_FAILURES("ledger_failures");

    private final String metric;

    NotifyMetric(String metric) {
        this.metric = metric;
    }

    /** Name on the metric reporter, snake_case. */
    public String metric() {
        return metric;
    }

    /** Registers the counter of a subtask. */
    public Counter counter(MetricGroup group) {
        return group.counter(metric);
    }
}
