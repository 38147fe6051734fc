package io.tidewatch.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The delays of all sources: those that were given, and what is learnt of the others. Of at most {@value #MAX_SOURCES} sources;
 * beyond, the one that was not heard for the longest time is forgotten. Mutable.
 */
public final class SourceDelays {
    static final int MAX_SOURCES = 1_000;

    private final Map<String, Long> given;
    private final TreeMap<String, SourceDelay> learnt = new TreeMap<>();

    /** @param given source → usual delay, milliseconds; nothing is learnt of these */
    public SourceDelays(Map<String, Long> given) {
        this.given = Map.copyOf(given);
    }

    /**
     * Notes a message.
     *
     * @param heard when it was heard, epoch milliseconds
     * @param delay how long after it was said, milliseconds, from 0
     * @return true when its source has just become late by nature, or punctual again
     */
    public boolean add(String source, long heard, long delay) {
        if (given.containsKey(source)) {
            return false;
        }
        SourceDelay d = learnt.get(source);
        if (d == null) {
            if (learnt.size() == MAX_SOURCES) {
                learnt.entrySet().stream()
                        .min(Comparator.comparingLong(e -> e.getValue().lastHeard()))
                        .ifPresent(e -> learnt.remove(e.getKey()));
            }
            d = new SourceDelay();
            learnt.put(source, d);
        }
        boolean before = d.isLate();
        d.add(heard, delay);
        return d.isLate() != before;
    }

    /** True for a source that is late by nature. */
    public boolean isLate(String source) {
        Long known = given.get(source);
        if (known != null) {
            return known >= SourceDelay.LATE_MS;
        }
        SourceDelay d = learnt.get(source);
        return d != null && d.isLate();
    }

    /** The usual delay of a source, milliseconds; 0 when it is not known. */
    public long usual(String source) {
        Long known = given.get(source);
        if (known != null) {
            return known;
        }
        SourceDelay d = learnt.get(source);
        return d == null ? 0 : d.usual();
    }

    /** Writes what was learnt. */
    public void pack(DataOutput out) throws IOException {
        SeriesCodec.count(out, learnt.size());
        for (Map.Entry<String, SourceDelay> e : learnt.entrySet()) {
            out.writeUTF(e.getKey());
            e.getValue().pack(out);
        }
    }

    /** Takes what {@link #pack} has written, here or elsewhere, besides what is known. */
    public void join(DataInput in) throws IOException {
        for (long n = SeriesCodec.count(in); n > 0; n--) {
            String source = in.readUTF();
            SourceDelay d = SourceDelay.unpack(in);
            SourceDelay known = learnt.putIfAbsent(source, d);
            if (known != null) {
                known.join(d);
            }
        }
    }
}
