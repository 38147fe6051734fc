package io.tidewatch.series;

import io.tidewatch.hash.StableHash;
import io.tidewatch.surge.filter.Baseline;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts per slice of event time, sparse: every window is a sum of panes, so a message is counted once however many
 * rules look at it.
 *
 * <p>Panes are as wide as the evaluation grid for an hour, five minutes wide for a day and an hour wide after that:
 * a longer window begins where such a pane does. A wide pane knows at most {@value #MAX_AUTHORS} authors, those with the
 * smallest hashes; beyond, authors and reach are estimated from the part of the hashes that every pane knows (a theta
 * sketch, Dasgupta et al. 2016). So a day takes at most about 300 KB, however many messages.
 */
final class Panes {
    /** Windows up to here are sums of the finest panes. */
    static final long FINE_MS = 3_600_000L;

    /** Windows up to here are sums of five-minute panes at most. */
    static final long DAY_MS = 24 * FINE_MS;

    static final int MAX_AUTHORS = 64;

    /** So many that are heard together long after they were said came in one upload. */
    private static final long UPLOAD = 5;

    private static final int CODEC_EXACT = 1;
    private static final int CODEC_SHARES = 3;

    /** Counts of one slice. */
    private static final class Pane {
        long posts;
        long originals;
        long negatives;
        /** Originals that were said long before they were heard. */
        long late;
        /** Authors whose hash is not below it are not kept. */
        long limit = Long.MAX_VALUE;

        AuthorCounts authors = new AuthorCounts();
        /** Originals by share, or null when they are in none. */
        @Nullable
        Map<String, Long> shares;

        void share(String name, long originals) {
            if (shares == null) {
                shares = new TreeMap<>();
            }
            shares.merge(name, originals, Long::sum);
        }

        Pane copy() {
            Pane c = new Pane();
            c.posts = posts;
            c.originals = originals;
            c.negatives = negatives;
            c.late = late;
            c.limit = limit;
            c.authors = authors.copy();
            c.shares = shares == null ? null : new TreeMap<>(shares);
            return c;
        }

        void add(long author, long followers) {
            if (hash(author) < limit) {
                authors.add(author, followers);
            }
        }
    }

    private final TreeMap<Long, Pane> panes = new TreeMap<>();
    private long mergedAt = Long.MIN_VALUE;

    /** With the same counts, to go on without these. */
    Panes copy() {
        Panes c = new Panes();
        panes.forEach((start, pane) -> c.panes.put(start, pane.copy()));
        c.mergedAt = mergedAt;
        return c;
    }

    void add(long start, SeriesMessage m) {
        Pane p = panes.computeIfAbsent(start, s -> new Pane());
        p.posts++;
        if (m.negative()) {
            p.negatives++;
        }
        if (m.original()) {
            p.originals++;
            p.late += m.isHeardLate() ? 1 : 0;
            p.add(m.author(), m.followers());
            for (String share : m.shares()) {
                p.share(share, 1);
            }
        }
    }

    boolean isEmpty() {
        return panes.isEmpty();
    }

    /**
     * Begin of the oldest pane.
     *
     * @throws java.util.NoSuchElementException when there is none
     */
    long first() {
        return panes.firstKey();
    }

    /**
     * Width of the panes that a window is a sum of.
     *
     * @param pane width of the finest, milliseconds; divides five minutes
     */
    static long widthOf(long window, long pane) {
        return window <= FINE_MS ? pane : window <= DAY_MS ? Math.max(pane, Baseline.BIN_MS) : Math.max(pane, FINE_MS);
    }

    /** Begin of a window: no later than its length before an instant, on a border of its panes. */
    static long startOf(long at, long window, long pane) {
        long width = widthOf(window, pane);
        return Math.floorDiv(at - window, width) * width;
    }

    /** Drops what begins before an instant. */
    void dropBefore(long start) {
        panes.headMap(start).clear();
    }

    /** Widens the panes that only long windows still look at. Windows are the same sums before and after. */
    void merge(long at, long pane) {
        if (mergedAt != Long.MIN_VALUE
                && Math.floorDiv(at, Baseline.BIN_MS) == Math.floorDiv(mergedAt, Baseline.BIN_MS)) {
            return;
        }
        mergedAt = at;
        merge(Long.MIN_VALUE, at - DAY_MS, widthOf(Long.MAX_VALUE, pane));
        merge(startOf(at, DAY_MS, pane), at - FINE_MS, widthOf(DAY_MS, pane));
    }

    /** @param from on a border of the wide panes: one of which a part is left out would lose it */
    private void merge(long from, long to, long width) {
        Map<Long, List<Pane>> slots = new TreeMap<>();
        long end = Math.floorDiv(to, width) * width;
        for (Map.Entry<Long, Pane> e : panes.subMap(Math.min(from, end), end).entrySet()) {
            slots.computeIfAbsent(Math.floorDiv(e.getKey(), width) * width, s -> new ArrayList<>(2))
                    .add(e.getValue());
        }
        slots.forEach((start, parts) -> {
            Pane first = parts.get(0);
            if (parts.size() > 1 || first.authors.size() > MAX_AUTHORS || panes.get(start) != first) {
                panes.subMap(start, start + width).clear();
                panes.put(start, merged(parts));
            }
        });
    }

    private static Pane merged(List<Pane> parts) {
        Pane all = new Pane();
        Map<Long, Long> reach = new HashMap<>();
        for (Pane p : parts) {
            all.posts += p.posts;
            all.originals += p.originals;
            all.negatives += p.negatives;
            all.late += p.late;
            all.limit = Math.min(all.limit, p.limit);
            p.authors.mergeInto(reach);
            if (p.shares != null) {
                p.shares.forEach(all::share);
            }
        }
        if (reach.size() > MAX_AUTHORS) {
            long[] hashes =
                    reach.keySet().stream().mapToLong(Panes::hash).sorted().toArray();
            all.limit = Math.min(all.limit, hashes[MAX_AUTHORS]);
        }
        reach.forEach(all::add);
        return all;
    }

    private static long hash(long author) {
        return StableHash.mix(author) >>> 1;
    }

    long originals(long from, long to) {
        long n = 0;
        for (Pane p : panes.subMap(from, to).values()) {
            n += p.originals;
        }
        return n;
    }

    /** Originals in a share. */
    long originals(String share, long from, long to) {
        long n = 0;
        for (Pane p : panes.subMap(from, to).values()) {
            n += p.shares == null ? 0 : p.shares.getOrDefault(share, 0L);
        }
        return n;
    }

    /**
     * Originals as the clocks count them over {@code [from, to)}: an author counts once in five minutes (in an hour where
     * panes are as wide), so nobody makes a surge alone. Authors of wide panes are estimated as in {@link #sum}.
     */
    long authors(long from, long to) {
        long n = 0;
        long slot = Long.MIN_VALUE;
        Pane one = null;
        List<Pane> more = null;
        for (Map.Entry<Long, Pane> e : panes.subMap(from, to).entrySet()) {
            Pane p = e.getValue();
            if (p.originals == 0) {
                continue;
            }
            long s = Math.floorDiv(e.getKey(), Baseline.BIN_MS);
            if (one != null && s == slot) {
                more = more == null ? new ArrayList<>(List.of(one)) : more;
                more.add(p);
                continue;
            }
            n += authorsOf(one, more);
            slot = s;
            one = p;
            more = null;
        }
        return n + authorsOf(one, more);
    }

    /**
     * What came together in a window.
     *
     * @param fullest originals of its fullest two neighbouring slices of five minutes, without what was uploaded
     * @param uploads slices in which a few or more were said long before they were heard
     * @param uploaded originals of those uploads
     */
    record Gathered(long fullest, long uploads, long uploaded) {}

    /** Over {@code [from, to)}; slices are of an hour where panes are as wide. */
    Gathered gathered(long from, long to) {
        long fullest = 0;
        long uploads = 0;
        long uploaded = 0;
        long before = 0;
        long now = 0;
        long late = 0;
        long slot = Long.MIN_VALUE;
        for (Map.Entry<Long, Pane> e : panes.subMap(from, to).entrySet()) {
            long s = Math.floorDiv(e.getKey(), Baseline.BIN_MS);
            if (s != slot) {
                uploads += late >= UPLOAD ? 1 : 0;
                uploaded += late >= UPLOAD ? late : 0;
                before = s == slot + 1 ? now : 0;
                slot = s;
                now = 0;
                late = 0;
            }
            now += e.getValue().originals - e.getValue().late;
            late += e.getValue().late;
            fullest = Math.max(fullest, before + now);
        }
        return late >= UPLOAD
                ? new Gathered(fullest, uploads + 1, uploaded + late)
                : new Gathered(fullest, uploads, uploaded);
    }

    private static long authorsOf(@Nullable Pane one, @Nullable List<Pane> more) {
        if (one == null) {
            return 0;
        }
        if (more != null) {
            Map<Long, Long> all = new HashMap<>();
            boolean exact = true;
            for (Pane p : more) {
                exact &= p.limit == Long.MAX_VALUE;
                p.authors.mergeInto(all);
            }
            return exact ? all.size() : authorsOf(merged(more), null);
        }
        return one.limit == Long.MAX_VALUE
                ? one.authors.size()
                : Math.min(one.originals, Math.round(one.authors.size() / (one.limit / (double) Long.MAX_VALUE)));
    }

    /** Sums over {@code [from, to)}. */
    WindowCounts sum(long from, long to) {
        long posts = 0;
        long originals = 0;
        long negatives = 0;
        long limit = Long.MAX_VALUE;
        Map<Long, Long> reach = new HashMap<>();
        for (Pane p : panes.subMap(from, to).values()) {
            posts += p.posts;
            originals += p.originals;
            negatives += p.negatives;
            limit = Math.min(limit, p.limit);
            p.authors.mergeInto(reach);
        }
        long authors = 0;
        long total = 0;
        for (Map.Entry<Long, Long> e : reach.entrySet()) {
            if (limit == Long.MAX_VALUE || hash(e.getKey()) < limit) {
                authors++;
                total += e.getValue();
            }
        }
        if (limit != Long.MAX_VALUE) {
            double known = limit / (double) Long.MAX_VALUE;
            authors = Math.min(originals, Math.round(authors / known));
            total = Math.round(total / known);
        }
        return new WindowCounts(posts, originals, authors, total, negatives);
    }

    void pack(DataOutput out) throws IOException {
        SeriesCodec.count(out, panes.size());
        long before = 0;
        for (Map.Entry<Long, Pane> e : panes.entrySet()) {
            Pane p = e.getValue();
            SeriesCodec.count(out, e.getKey() - before);
            before = e.getKey();
            out.writeBoolean(p.limit != Long.MAX_VALUE);
            if (p.limit != Long.MAX_VALUE) {
                out.writeLong(p.limit);
            }
            SeriesCodec.count(out, p.posts);
            SeriesCodec.count(out, p.originals);
            SeriesCodec.count(out, p.negatives);
            SeriesCodec.count(out, p.late);
            SeriesCodec.count(out, p.authors.size());
            for (int i = 0; i < p.authors.size(); i++) {
                out.writeLong(p.authors.author(i));
                SeriesCodec.count(out, p.authors.followers(i));
            }
            SeriesCodec.count(out, p.shares == null ? 0 : p.shares.size());
            if (p.shares != null) {
                for (Map.Entry<String, Long> s : p.shares.entrySet()) {
                    out.writeUTF(s.getKey());
                    SeriesCodec.count(out, s.getValue());
                }
            }
        }
    }

    /** @param codec of the series */
    static Panes unpack(DataInput in, int codec) throws IOException {
        Panes panes = new Panes();
        boolean exact = codec == CODEC_EXACT;
        boolean brief = codec >= Series.CODEC_BRIEF;
        long start = 0;
        int n = brief ? (int) SeriesCodec.count(in) : in.readInt();
        for (int k = 0; k < n; k++) {
            Pane p = new Pane();
            start = brief ? start + SeriesCodec.count(in) : in.readLong();
            panes.panes.put(start, p);
            if (brief ? in.readBoolean() : !exact) {
                p.limit = in.readLong();
            }
            p.posts = exact ? in.readLong() : SeriesCodec.count(in);
            p.originals = exact ? in.readLong() : SeriesCodec.count(in);
            p.negatives = exact ? in.readLong() : SeriesCodec.count(in);
            p.late = codec >= Series.CODEC_RATE ? SeriesCodec.count(in) : 0;
            int voices = exact ? in.readInt() : (int) SeriesCodec.count(in);
            for (int i = 0; i < voices; i++) {
                p.authors.add(in.readLong(), exact ? in.readLong() : SeriesCodec.count(in));
            }
            for (long left = codec < CODEC_SHARES ? 0 : SeriesCodec.count(in); left > 0; left--) {
                p.share(in.readUTF(), SeriesCodec.count(in));
            }
        }
        return panes;
    }
}
