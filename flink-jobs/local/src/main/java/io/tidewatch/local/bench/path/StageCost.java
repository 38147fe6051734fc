package io.tidewatch.local.bench.path;

import java.util.Map;

/**
 * What one row of the table took.
 *
 * @param id of the row in JSON
 * @param name of the row for people
 * @param messages raw messages that went through the row
 * @param measured of these, those that came while it was measured, above 0
 * @param read records that the row's first job read, of messages or of what they had become
 * @param written records on each topic that the row added, and documents of feedback in Elasticsearch
 * @param seconds that they took
 */
record StageCost(
        String id,
        String name,
        long messages,
        long measured,
        long read,
        Map<String, Long> written,
        double seconds,
        CpuUse cpu) {
    StageCost {
        if (measured < 1 || measured > messages || !(seconds > 0)) {
            throw new IllegalArgumentException(
                    "row " + id + ": measured " + measured + " of " + messages + " messages in " + seconds + " s; expected more than 0");
        }
        written = Map.copyOf(written);
    }

    double messagesPerSecond() {
        return measured / seconds;
    }

    /** Microseconds a message. */
    double micros(long nanos) {
        return nanos / 1_000.0 / measured;
    }

    /** Microseconds a message of all processes. */
    double total() {
        return micros(cpu.total());
    }
}
