package io.tidewatch.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long after they are said one source's messages are heard, and whether it is late by nature: a hotline whose transcripts
 * come hours later, a survey that is uploaded the day after.
 *
 * <p>What is judged is not messages but the times at which they come: slots of {@value #SLOT_MS} milliseconds, of which the last
 * {@value #SLOTS} with messages are kept, for seven days, each late when more than half of its messages were. So the backlog of one outage, however
 * many messages it has, is one slot or a few. A source becomes late by nature when more than half of its slots are late, and is
 * punctual again when fewer than a quarter are. Of a source with fewer than {@value #FEW} messages all must have been late.
 * Mutable; about 0.7 KB packed.
 */
public final class SourceDelay {
    /** A message that is heard so long after it was said is late: rules allow two minutes, waiting for it covers two more. */
    public static final long LATE_MS = 4 * 60_000;

    static final long SLOT_MS = 10 * 60_000;
    static final int SLOTS = 32;
    static final long KEPT_MS = 7 * 24 * 60 * 60_000L;
    static final int FEW = 10;
    private static final byte CODEC = 1;

    private static final class Slot {
        long messages;
        long late;
        long delays;

        boolean isLate() {
            return 2 * late > messages;
        }
    }

    private final TreeMap<Long, Slot> slots = new TreeMap<>();
    private boolean late;

    /**
     * Notes a message.
     *
     * @param heard when it was heard, epoch milliseconds
     * @param delay how long after it was said, milliseconds, from 0
     */
    public void add(long heard, long delay) {
        Slot s = slots.computeIfAbsent(Math.floorDiv(heard, SLOT_MS), k -> new Slot());
        s.messages++;
        s.late += delay >= LATE_MS ? 1 : 0;
        s.delays += delay;
        forget();
        judge();
    }

    private void forget() {
        slots.headMap(slots.lastKey() - KEPT_MS / SLOT_MS).clear();
        while (slots.size() > SLOTS) {
            slots.pollFirstEntry();
        }
    }

    private void judge() {
        long messages = 0;
        long lateMessages = 0;
        int lateSlots = 0;
        for (Slot s : slots.values()) {
            messages += s.messages;
            lateMessages += s.late;
            lateSlots += s.isLate() ? 1 : 0;
        }
        if (messages < FEW) {
            late = lateMessages == messages;
        } else if (2 * lateSlots > slots.size()) {
            late = true;
        } else if (4 * lateSlots < slots.size()) {
            late = false;
        }
    }

    /** True when the source is late by nature. */
    public boolean isLate() {
        return late;
    }

    /** The usual delay: the median of the mean delays of its slots, milliseconds. */
    public long usual() {
        List<Long> means = new ArrayList<>();
        slots.values().forEach(s -> means.add(s.delays / s.messages));
        means.sort(null);
        return means.isEmpty() ? 0 : means.get(means.size() / 2);
    }

    /** When it was last heard, epoch milliseconds, to ten minutes. */
    public long lastHeard() {
        return slots.isEmpty() ? 0 : slots.lastKey() * SLOT_MS;
    }

    /** Takes what another has noted of the same source: of each slot the one that has seen more. */
    public void join(SourceDelay other) {
        for (Map.Entry<Long, Slot> e : other.slots.entrySet()) {
            slots.merge(e.getKey(), e.getValue(), (a, b) -> a.messages >= b.messages ? a : b);
        }
        late |= other.late;
        if (!slots.isEmpty()) {
            forget();
            judge();
        }
    }

    /** Writes everything; {@link #unpack} reads it back. */
    public void pack(DataOutput out) throws IOException {
        out.writeByte(CODEC);
        out.writeBoolean(late);
        SeriesCodec.count(out, slots.size());
        for (Map.Entry<Long, Slot> e : slots.entrySet()) {
            out.writeLong(e.getKey());
            SeriesCodec.count(out, e.getValue().messages);
            SeriesCodec.count(out, e.getValue().late);
            SeriesCodec.count(out, e.getValue().delays);
        }
    }

    /** @throws IllegalStateException for bytes of a codec that is not known */
    public static SourceDelay unpack(DataInput in) throws IOException {
        byte codec = in.readByte();
        if (codec != CODEC) {
            throw new IllegalStateException("source delay codec: " + codec + ", expected " + CODEC);
        }
        SourceDelay d = new SourceDelay();
        d.late = in.readBoolean();
        for (long n = SeriesCodec.count(in); n > 0; n--) {
            Slot s = new Slot();
            d.slots.put(in.readLong(), s);
            s.messages = SeriesCodec.count(in);
            s.late = SeriesCodec.count(in);
            s.delays = SeriesCodec.count(in);
        }
        return d;
    }
}
