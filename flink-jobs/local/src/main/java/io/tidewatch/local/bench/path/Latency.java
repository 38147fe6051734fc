package io.tidewatch.local.bench.path;

import java.util.List;

/**
 * How long messages took from Kafka's acknowledgement to the receiver, under one load.
 *
 * @param rule match or windowed
 * @param offered messages a second that were to be sent
 * @param sent messages a second that were
 * @param through messages a second that detection had read by the end of the sending
 * @param probes messages that had to be told
 * @param millis of those that were told, in order of size
 * @param configuredMs what of it is configured: the rule's interval and {@code for}, and how far messages may be out of order
 */
record Latency(
        String rule, int offered, double sent, double through, int probes, List<Long> millis, long configuredMs) {
    /** Below this share of what was offered it was not kept up with. */
    private static final double KEPT_UP = .95;

    Latency {
        millis = millis.stream().sorted().toList();
    }

    /** Whether messages were sent and read as fast as they were to be. */
    boolean keptUp() {
        return sent >= KEPT_UP * offered && through >= KEPT_UP * offered;
    }

    /**
     * The least time within which a part of those that were told had arrived.
     *
     * @param part above 0, up to 1
     * @return milliseconds; -1 when none was told
     */
    long quantile(double part) {
        return millis.isEmpty() ? -1 : millis.get((int) Math.ceil(part * millis.size()) - 1);
    }
}
