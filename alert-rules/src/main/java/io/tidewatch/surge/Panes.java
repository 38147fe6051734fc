package io.tidewatch.surge;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts per slice of event time, sparse: every window is a sum of panes, so a message is counted once however many
 * rules look at it.
 */
final class Panes {
    /** Counts of one slice. */
    private static final class Pane {
        long posts;
        long originals;
        long negatives;
        final Voices voices = new Voices();
    }

    private final TreeMap<Long, Pane> panes = new TreeMap<>();

    void add(long start, SeriesMessage m) {
        Pane p = panes.computeIfAbsent(start, s -> new Pane());
        p.posts++;
        if (m.negative()) {
            p.negatives++;
        }
        if (m.original()) {
            p.originals++;
            p.voices.add(m.author(), m.followers());
        }
    }

    boolean isEmpty() {
        return panes.isEmpty();
    }

    /** Drops what ends before an instant. */
    void dropBefore(long start) {
        panes.headMap(start).clear();
    }

    long originals(long from, long to) {
        long n = 0;
        for (Pane p : panes.subMap(from, to).values()) {
            n += p.originals;
        }
        return n;
    }

    /** Sums over {@code [from, to)}. */
    WindowCounts sum(long from, long to) {
        long posts = 0;
        long originals = 0;
        long negatives = 0;
        Map<Long, Long> reach = new HashMap<>();
        for (Pane p : panes.subMap(from, to).values()) {
            posts += p.posts;
            originals += p.originals;
            negatives += p.negatives;
            for (int i = 0; i < p.voices.size(); i++) {
                reach.merge(p.voices.author(i), p.voices.followers(i), Math::max);
            }
        }
        long total = 0;
        for (long r : reach.values()) {
            total += r;
        }
        return new WindowCounts(posts, originals, reach.size(), total, negatives);
    }

    void pack(DataOutput out) throws IOException {
        out.writeInt(panes.size());
        for (Map.Entry<Long, Pane> e : panes.entrySet()) {
            Pane p = e.getValue();
            out.writeLong(e.getKey());
            out.writeLong(p.posts);
            out.writeLong(p.originals);
            out.writeLong(p.negatives);
            out.writeInt(p.voices.size());
            for (int i = 0; i < p.voices.size(); i++) {
                out.writeLong(p.voices.author(i));
                out.writeLong(p.voices.followers(i));
            }
        }
    }

    static Panes unpack(DataInput in) throws IOException {
        Panes panes = new Panes();
        int n = in.readInt();
        for (int k = 0; k < n; k++) {
            Pane p = new Pane();
            panes.panes.put(in.readLong(), p);
            p.posts = in.readLong();
            p.originals = in.readLong();
            p.negatives = in.readLong();
            int voices = in.readInt();
            for (int i = 0; i < voices; i++) {
                p.voices.add(in.readLong(), in.readLong());
            }
        }
        return panes;
    }
}
