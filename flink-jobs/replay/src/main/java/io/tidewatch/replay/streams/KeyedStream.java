package io.tidewatch.replay.streams;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Recorded counts of one key per five minutes and what is known about them.
 *
 * @param name of the key
 * @param first when its first bin begins, epoch milliseconds of a local clock that is taken for UTC
 * @param counts messages in successive bins; {@link #CLOSED} where nothing was observed
 * @param truth what an offline judge says
 */
record KeyedStream(String name, long first, int[] counts, StreamTruth truth) {
    static final int CLOSED = -1;
    static final int BIN_MS = 300_000;
    /** Bins of a day. */
    static final int DAY = 288;

    /** The counts with the ramps of the truth added to them. */
    int[] withRamps() {
        int[] counts = this.counts.clone();
        for (StreamTruth.Ramp r : truth.ramps()) {
            for (int i = 0; i < r.added().length; i++) {
                counts[r.bin() + i] += r.added()[i];
            }
        }
        return counts;
    }

    boolean isObserved(int bin) {
        return counts[bin] != CLOSED;
    }

    /** The moment a bin begins on its local clock. */
    LocalDateTime at(int bin) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(first + (long) bin * BIN_MS), ZoneOffset.UTC);
    }

    /** Mean messages in a day of observed bins. */
    double perDay() {
        long sum = 0;
        int observed = 0;
        for (int c : counts) {
            if (c != CLOSED) {
                sum += c;
                observed++;
            }
        }
        return observed == 0 ? 0 : (double) sum * DAY / observed;
    }
}
