package io.tidewatch.alert;

import org.jspecify.annotations.Nullable;

/**
 * What became of one delivery. Written on {@code tidewatch.receipts}, key = delivery id.
 *
 * @param delivery deterministic: incident, receiver, channel index and the revision told
 * @param channel type of the channel, for example webhook or dingtalk
 * @param outcome delivered, rejected, failed or suppressed
 * @param code the vendor's code, or the HTTP status when it has none
 * @param problem the vendor's answer in words; null when delivered
 * @param at epoch milliseconds
 */
public record Receipt(
        String delivery,
        String incident,
        String receiver,
        String channel,
        String status,
        Severity severity,
        String outcome,
        int code,
        @Nullable String problem,
        int attempts,
        long at) {
    public static final String DELIVERED = "delivered";
    public static final String REJECTED = "rejected";
    public static final String FAILED = "failed";
    public static final String SUPPRESSED = "suppressed";

    /** True when nothing more will be tried; a failed delivery is tried again for a day. */
    public boolean isFinal() {
        return !FAILED.equals(outcome);
    }
}
