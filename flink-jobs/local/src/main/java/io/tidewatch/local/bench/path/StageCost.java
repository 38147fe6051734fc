package io.tidewatch.local.bench.path;

import java.util.Map;

/**
 * What one row of the table took.
 *
 * @param id of the row in JSON
 * @param name of the row for people
 * @param messages raw messages that went through the row, above 0
 * @param read records that the row's first job read, of messages or of what they had become
 * @param written records on each topic that the row added, and documents of feedback in Elasticsearch
 * @param seconds that they took
 */
record StageCost(
        String id, String name, long messages, long read, Map<String, Long> written, double seconds, CpuUse cpu) {
    StageCost {
        if (messages < 1 || !(seconds > 0)) {
            throw new IllegalArgumentException(
                    "row " + id + ": " + messages + " messages in " + seconds + " s; expected more than 0");
        }
        written = Map.copyOf(written);
    }

    double messagesPerSecond() {
        return messages / seconds;
    }

    /** Microseconds a message. */
    double micros(long nanos) {
        return nanos / 1_000.0 / messages;
    }

    /** Microseconds a message of all processes. */
    double total() {
        return micros(cpu.total());
    }
}
