package io.tidewatch.series;

import io.tidewatch.rule.Rule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * When a series had its first and its last message. That messages stop is news only of a series that had some for a
 * while and is not given up. Mutable.
 */
final class SeriesActivity {
    /** A series without messages for so long is forgotten by flatline rules. */
    private static final long FORGOTTEN_MS = 14 * 24 * 3_600_000L;

    private long first;
    private long last;

    SeriesActivity() {
        this(0, 0);
    }

    /**
     * @param first event time of the first message, epoch milliseconds; 0 before any
     * @param last that of the last one
     */
    SeriesActivity(long first, long last) {
        this.first = first;
        this.last = last;
    }

    void add(long time) {
        first = first == 0 ? time : Math.min(first, time);
        last = Math.max(last, time);
    }

    /** Takes over the first and the last message of another series of the same group. */
    void learnFrom(SeriesActivity other) {
        if (other.first != 0) {
            add(other.first);
            add(other.last);
        }
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    boolean isForgotten(long at) {
        return last != 0 && at - last >= FORGOTTEN_MS;
    }

    /** False for a group that has only begun to send, and for one that is forgotten. */
    boolean isFlatline(Rule rule, long at) {
        return first != 0 && at - first >= rule.windowMs() && at - last < FORGOTTEN_MS;
    }

    /**
     * When a flatline rule must be read next although nothing comes.
     *
     * @param settled true when only a message or forgetting can change what the rule says
     * @param grid milliseconds between readings
     * @return epoch milliseconds, or {@link Series#NEVER}
     */
    long nextReading(Rule rule, long at, boolean settled, long grid) {
        long forget = RuleGrid.from(last + FORGOTTEN_MS, rule);
        if (last == 0 || at >= forget) {
            return Series.NEVER;
        }
        if (settled) {
            return forget;
        }
        long next = rule.windowMs() < Panes.FINE_MS
                ? Math.floorDiv(at, grid) * grid + grid
                : RuleGrid.inFiveMinutes(at, rule);
        return Math.min(forget, next);
    }

    void pack(DataOutput out) throws IOException {
        out.writeLong(first);
        out.writeLong(last);
    }

    static SeriesActivity unpack(DataInput in) throws IOException {
        return new SeriesActivity(in.readLong(), in.readLong());
    }
}
