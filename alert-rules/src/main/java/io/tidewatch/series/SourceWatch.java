package io.tidewatch.series;

import io.tidewatch.surge.LowCountTest;
import io.tidewatch.surge.filter.Baseline;
import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.BurstSettings;
import io.tidewatch.time.LocalClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether one source is down. It is down when it sent heartbeats and has sent none for two minutes, or when, after
 * two days of learning what is usual, so long a pause comes by chance less often than once in a thousand; a source that
 * lags behind by more than ten minutes counts as down. It is back with the first message or heartbeat of now.
 *
 * <p>Signs of life are collected by slots of {@value #SLOT_MS} milliseconds and taken when the slot has passed, so
 * their order does not matter. A pause is learnt only once it has ended and was none too long: an outage is never
 * usual. Mutable.
 */
public final class SourceWatch {
    /** Distance of the instants at which a source is looked at, milliseconds. */
    public static final long SLOT_MS = 30_000;

    /** A message that came later than this after its event time is backlog. */
    public static final long FRESH_MS = 10 * 60_000;

    static final long BEAT_MS = 2 * 60_000;
    static final long MIN_PAUSE_MS = 5 * 60_000;
    static final double MAX_ZERO_PROBABILITY = 0.001;
    private static final long NEVER = Long.MIN_VALUE;
    private static final byte CODEC = 1;

    private static final class Slot {
        final TreeMap<Long, Long> bins = new TreeMap<>();
        long fresh = NEVER;
        long beat = NEVER;
    }

    private final TreeMap<Long, Slot> slots = new TreeMap<>();
    private final TreeMap<Long, Long> counts = new TreeMap<>();
    private @Nullable BurstFilter usual;
    private long lastFresh = NEVER;
    private long lastBeat = NEVER;
    private long downFrom = NEVER;
    private long noticedAt;
    private boolean byBeat;

    /**
     * Notes messages of one slot and one bin of five minutes.
     *
     * @param slot end of the slot in which they came, epoch milliseconds
     * @param bin number of the bin of their event times
     * @param newest event time of the newest of those that came while it was news; {@link Long#MIN_VALUE} without any
     */
    public void add(long slot, long bin, long count, long newest) {
        Slot s = slots.computeIfAbsent(slot, k -> new Slot());
        s.bins.merge(bin, count, Long::sum);
        s.fresh = Math.max(s.fresh, newest);
    }

    /**
     * Notes heartbeats of one slot.
     *
     * @param newest time of the newest one, epoch milliseconds
     */
    public void beat(long slot, long newest) {
        Slot s = slots.computeIfAbsent(slot, k -> new Slot());
        s.beat = Math.max(s.beat, newest);
    }

    /**
     * Looks at the source at the end of a slot.
     *
     * @param clock whose hours and days the source keeps
     * @return the outage that has just been noticed, or has just ended; null when nothing has changed
     */
    public SourceOutages.@Nullable Span look(long at, LocalClock clock) {
        boolean message = false;
        boolean beat = false;
        for (Map.Entry<Long, Slot> e : slots.headMap(at, true).entrySet()) {
            Slot s = e.getValue();
            s.bins.forEach((bin, n) -> counts.merge(bin, n, Long::sum));
            message |= s.fresh != NEVER;
            beat |= s.beat != NEVER;
            lastFresh = Math.max(lastFresh, s.fresh);
            lastBeat = Math.max(lastBeat, s.beat);
        }
        slots.headMap(at, true).clear();
        if (downFrom != NEVER) {
            return message || beat && byBeat ? returned(at) : null;
        }
        learn(clock);
        if (lastFresh == NEVER && lastBeat == NEVER) {
            return null;
        }
        boolean stopped = lastBeat != NEVER && at - Math.max(lastBeat, lastFresh) >= BEAT_MS;
        if (!stopped && !isTooLong(at)) {
            return null;
        }
        downFrom = stopped ? Math.max(lastBeat, lastFresh) : lastFresh;
        noticedAt = at;
        byBeat = stopped;
        return new SourceOutages.Span(downFrom, at, SourceOutages.OPEN, SourceOutages.OPEN);
    }

    private SourceOutages.Span returned(long at) {
        SourceOutages.Span span = new SourceOutages.Span(downFrom, noticedAt, at, at);
        downFrom = NEVER;
        if (usual != null) {
            long now = Math.floorDiv(at, Baseline.BIN_MS);
            usual.skip(Math.max(0, now - usual.nextBin()));
            counts.headMap(now).clear();
        }
        // messages of the time of the outage say nothing about the pauses to come
        lastFresh = lastFresh == NEVER ? NEVER : Math.max(lastFresh, span.from());
        return span;
    }

    /** Learns the bins before the one of the source's last message. */
    private void learn(LocalClock clock) {
        if (lastFresh == NEVER) {
            return;
        }
        long until = Math.floorDiv(lastFresh, Baseline.BIN_MS);
        if (usual == null) {
            usual = new BurstFilter(BurstSettings.SURGE, until, 0);
            usual.inZone(clock);
        }
        while (usual.nextBin() < until) {
            long bin = usual.nextBin();
            usual.close(counts.getOrDefault(bin, 0L));
        }
        counts.headMap(usual.nextBin()).clear();
    }

    private boolean isTooLong(long at) {
        if (usual == null || usual.baseline().bins() < 2 * Baseline.BINS_PER_DAY || at - lastFresh < MIN_PAUSE_MS) {
            return false;
        }
        double expected = usual.baseline().expected(lastFresh, at);
        return LowCountTest.chance(0, expected, usual.baseline().dispersion(lastFresh, at)) < MAX_ZERO_PROBABILITY;
    }

    /** The next instant at which to look although nothing has come; {@link Series#NEVER} while it is down. */
    public long nextLook(long at) {
        if (downFrom != NEVER || lastFresh == NEVER && lastBeat == NEVER) {
            return Series.NEVER;
        }
        long pause = lastBeat == NEVER ? MIN_PAUSE_MS : BEAT_MS;
        long first = Math.max(lastFresh, lastBeat) + pause;
        return Math.max(at + SLOT_MS, Math.floorDiv(first + SLOT_MS - 1, SLOT_MS) * SLOT_MS);
    }

    /** End of the slot that an instant lies in. */
    public static long slotOf(long instant) {
        return Math.floorDiv(instant + SLOT_MS - 1, SLOT_MS) * SLOT_MS;
    }

    public void pack(DataOutput out) throws IOException {
        out.writeByte(CODEC);
        SeriesCodec.count(out, slots.size());
        for (Map.Entry<Long, Slot> e : slots.entrySet()) {
            out.writeLong(e.getKey());
            out.writeLong(e.getValue().fresh);
            out.writeLong(e.getValue().beat);
            SeriesCodec.counts(out, e.getValue().bins);
        }
        SeriesCodec.counts(out, counts);
        SeriesCodec.bytes(out, usual == null ? new byte[0] : usual.pack());
        out.writeLong(lastFresh);
        out.writeLong(lastBeat);
        out.writeLong(downFrom);
        out.writeLong(noticedAt);
        out.writeBoolean(byBeat);
    }

    /** The same that keeps the hours and days of a clock, which its packed form does not tell. */
    public SourceWatch inZone(LocalClock clock) {
        if (usual != null) {
            usual.inZone(clock);
        }
        return this;
    }

    /**
     * What was packed, by UTC until {@link #inZone} says otherwise.
     *
     * @throws IllegalStateException for bytes of a codec that is not known
     */
    public static SourceWatch unpack(DataInput in) throws IOException {
        byte codec = in.readByte();
        if (codec != CODEC) {
            throw new IllegalStateException("source watch codec: " + codec + ", expected " + CODEC);
        }
        SourceWatch w = new SourceWatch();
        for (long n = SeriesCodec.count(in); n > 0; n--) {
            Slot s = new Slot();
            w.slots.put(in.readLong(), s);
            s.fresh = in.readLong();
            s.beat = in.readLong();
            s.bins.putAll(SeriesCodec.counts(in));
        }
        w.counts.putAll(SeriesCodec.counts(in));
        byte[] packed = SeriesCodec.bytes(in);
        if (packed.length > 0) {
            w.usual = BurstFilter.unpack(packed, BurstSettings.SURGE, 0);
        }
        w.lastFresh = in.readLong();
        w.lastBeat = in.readLong();
        w.downFrom = in.readLong();
        w.noticedAt = in.readLong();
        w.byBeat = in.readBoolean();
        return w;
    }
}
