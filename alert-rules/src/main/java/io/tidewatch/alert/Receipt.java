package io.tidewatch.alert;

import org.jspecify.annotations.Nullable;

/**
 * What became of one delivery. Written on {@code tidewatch.receipts}, key = delivery id.
 *
 * @param delivery deterministic: incident, receiver, channel index and the revision sent
 * @param channel type of the channel, for example webhook or dingtalk
 * @param status of the incident, as it was sent
 * @param code the vendor's code, or the HTTP status when it has none
 * @param problem the vendor's answer in words; null when delivered
 * @param at epoch milliseconds
 * @param digest delivery whose message said this one and others together; null when it was a message of its own
 */
public record Receipt(
        String delivery,
        String incident,
        String receiver,
        String channel,
        AlertStatus status,
        Severity severity,
        DeliveryOutcome outcome,
        int code,
        @Nullable String problem,
        int attempts,
        long at,
        @Nullable String digest) {
    /** Of a message of its own. */
    public Receipt(
            String delivery,
            String incident,
            String receiver,
            String channel,
            AlertStatus status,
            Severity severity,
            DeliveryOutcome outcome,
            int code,
            @Nullable String problem,
            int attempts,
            long at) {
        this(delivery, incident, receiver, channel, status, severity, outcome, code, problem, attempts, at, null);
    }

    /** True when nothing more will be tried; a failed delivery is tried again for a day. */
    public boolean isFinal() {
        return outcome != DeliveryOutcome.FAILED;
    }
}
