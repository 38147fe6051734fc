package io.tidewatch.surge;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.Lift;
import io.tidewatch.alert.Sample;
import io.tidewatch.rule.Kind;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One series: what is counted, what is usual and where each rule stands. It knows event time only; whoever holds it
 * calls {@link #add} for messages and {@link #read} at the instants of the evaluation grid, in order.
 *
 * <p>Messages wait until the grid passes them, so a reading at T never depends on what had already arrived from after
 * T. Kept: panes over the longest window, one baseline with two filters (surge and spike), up to
 * {@value #MAX_CANDIDATES} messages for evidence and up to 192 terms.
 */
public final class Series {
    private static final byte CODEC = 1;
    private static final int MAX_CANDIDATES = 32;
    /** Below this score (a probability of 2 %) nothing is swelling. */
    private static final double RESTING = -4;

    private static final Comparator<SeriesMessage> ORDER =
            Comparator.comparingLong(SeriesMessage::time).thenComparing(SeriesMessage::id);

    private final long zoneMs;
    private BurstFilter surge;
    private BurstFilter spike;
    private Panes panes = new Panes();
    private TermCounts terms = new TermCounts();
    private final List<SeriesMessage> waiting = new ArrayList<>();
    private final List<SeriesMessage> candidates = new ArrayList<>();
    private final Map<String, Track> tracks = new TreeMap<>();
    private @Nullable SeriesMessage first;
    private long paneMs;
    private long longestWindow;
    private long readAt;
    private long receivedAt;
    private long annotatedAt;

    /**
     * @param start since when the series would have been seen had it spoken, epoch milliseconds: silence before the first
     *     message is knowledge too
     * @param zoneMs offset of the local day from UTC, milliseconds
     */
    public Series(long start, long zoneMs) {
        this.zoneMs = zoneMs;
        long bin = Math.floorDiv(start, Baseline.BIN_MS);
        surge = BurstFilter.ofSilence(BurstSettings.SURGE, bin, zoneMs);
        spike = BurstFilter.ofSilence(BurstSettings.SPIKE, bin, zoneMs);
    }

    /** Takes a message; it counts from the next grid instant after {@code arrival}. */
    public void add(SeriesMessage message) {
        waiting.add(message);
    }

    /** End of the last reading, epoch milliseconds; 0 before the first. */
    public long readAt() {
        return readAt;
    }

    /**
     * Counts what was said before an instant and reads every rule there.
     *
     * @param at instant of the grid, later than the one before
     * @param rules those that look at this series
     * @param pane width of a pane, milliseconds; divides every rule's window and interval
     */
    public List<Reading> read(long at, List<Rule> rules, long pane) {
        paneMs = pane;
        longestWindow = Baseline.BIN_MS;
        for (Rule r : rules) {
            longestWindow = Math.max(longestWindow, r.windowMs());
        }
        count(at);
        closeBins(at);
        panes.dropBefore(Math.min(at - longestWindow, surge.nextBin() * Baseline.BIN_MS));
        candidates.removeIf(m -> m.time() < at - longestWindow);
        findFirst(at);
        List<Reading> readings = new ArrayList<>(rules.size());
        for (Rule rule : rules) {
            if (Math.floorMod(at, rule.intervalMs()) == 0) {
                Reading r = read(at, rule);
                if (r != null) {
                    readings.add(r);
                }
            }
        }
        Set<String> names = new HashSet<>();
        rules.forEach(r -> names.add(r.name()));
        tracks.keySet().retainAll(names);
        readAt = at;
        receivedAt = 0;
        annotatedAt = 0;
        return readings;
    }

    /**
     * True while the series must be read at the next grid instant even if no message comes. Messages that wait do not
     * matter: whoever adds one sees to a reading after it.
     */
    public boolean needsReading(long at) {
        for (Track t : tracks.values()) {
            if (t.open) {
                return true;
            }
        }
        return panes.originals(at - longestWindow, at) > 0;
    }

    /** The first message of a swell: the earliest in the window when the score begins to rise. */
    private void findFirst(long at) {
        boolean open = false;
        for (Track t : tracks.values()) {
            open |= t.open;
        }
        if (!open && provisional(surge, at) < RESTING) {
            first = null;
        } else if (first == null && !candidates.isEmpty()) {
            first = java.util.Collections.min(candidates, ORDER);
        }
    }

    private void count(long at) {
        waiting.sort(ORDER);
        List<SeriesMessage> later = new ArrayList<>();
        for (SeriesMessage m : waiting) {
            if (m.time() >= at) {
                later.add(m);
                continue;
            }
            panes.add(Math.floorDiv(m.time(), paneMs) * paneMs, m);
            receivedAt = Math.max(receivedAt, m.receivedAt());
            annotatedAt = Math.max(annotatedAt, m.annotatedAt());
            if (m.original()) {
                terms.add(m.time(), prefixed(m));
                keep(m);
            }
        }
        waiting.clear();
        waiting.addAll(later);
    }

    private static List<String> prefixed(SeriesMessage m) {
        List<String> out = new ArrayList<>(m.keywords().size() + m.traits().size());
        for (String k : m.keywords()) {
            out.add("k:" + k);
        }
        for (String t : m.traits()) {
            out.add("t:" + t);
        }
        return out;
    }

    /** Keeps the messages with the smallest hashes: a sample that does not depend on order or parallelism. */
    private void keep(SeriesMessage m) {
        candidates.add(m);
        if (candidates.size() > 2 * MAX_CANDIDATES) {
            candidates.sort(Comparator.comparingLong((SeriesMessage c) -> Hashing.fast(c.id()))
                    .thenComparing(SeriesMessage::id));
            candidates.subList(MAX_CANDIDATES, candidates.size()).clear();
        }
    }

    private void closeBins(long at) {
        long open = Math.floorDiv(at, Baseline.BIN_MS);
        while (surge.nextBin() < open) {
            long start = surge.nextBin() * Baseline.BIN_MS;
            double n = panes.originals(start, start + Baseline.BIN_MS);
            surge.close(n);
            spike.close(n);
        }
    }

    private double provisional(BurstFilter filter, long at) {
        long start = filter.nextBin() * Baseline.BIN_MS;
        if (at <= start) {
            // a message from before the first one that was heard
            return filter.score();
        }
        return filter.provisional(panes.originals(start, at), (double) (at - start) / Baseline.BIN_MS);
    }

    private @Nullable Reading read(long at, Rule rule) {
        WindowCounts counts = panes.sum(at - rule.windowMs(), at);
        boolean scored = rule.kind() != Kind.THRESHOLD;
        BurstFilter filter = rule.kind() == Kind.SPIKE ? spike : surge;
        double expected = scored ? filter.baseline().expected(at - rule.windowMs(), at) : Double.NaN;
        double score = scored ? provisional(filter, at) : Double.NaN;
        Measured measured = metric -> measure(metric, counts, expected, score);
        SeverityLevel level = rule.levelOf(measured);
        Track track = tracks.computeIfAbsent(rule.name(), n -> new Track());
        boolean wasOpen = track.open;
        boolean recovered = advance(track, at, rule, level, measured);
        if (level == null && !wasOpen) {
            return null;
        }
        return new Reading(
                rule.name(),
                at,
                level == null ? null : level.severity(),
                track.breachSince,
                recovered,
                value(counts, expected, score, at, rule),
                evidence(at, rule),
                scored && filter.baseline().bins() < 2 * Baseline.BINS_PER_DAY,
                receivedAt,
                annotatedAt);
    }

    /** @return true when the recovery conditions have just held for long enough */
    private static boolean advance(Track track, long at, Rule rule, @Nullable SeverityLevel level, Measured measured) {
        if (level != null) {
            track.open = true;
            track.calmSince = 0;
            if (track.breachSince == 0) {
                track.breachSince = at;
            }
            return false;
        }
        track.breachSince = 0;
        if (!track.open) {
            return false;
        }
        if (rule.recover() == null || !rule.recover().holds(measured)) {
            track.calmSince = 0;
            return false;
        }
        if (track.calmSince == 0) {
            track.calmSince = at;
        }
        if (at - track.calmSince < rule.recover().holdMs()) {
            return false;
        }
        track.open = false;
        track.calmSince = 0;
        return true;
    }

    private static double measure(Metric metric, WindowCounts c, double expected, double score) {
        return switch (metric) {
            case POSTS -> c.posts();
            case ORIGINALS -> c.originals();
            case AUTHORS -> c.authors();
            case REACH -> c.reach();
            case RATIO -> c.originals() / expected;
            case SCORE, SENSITIVITY -> score;
            case PROBABILITY -> BurstFilter.probability(score);
            case NEGATIVE_SHARE -> c.negativeShare();
            default -> Double.NaN;
        };
    }

    private AlertValue value(WindowCounts c, double expected, double score, long at, Rule rule) {
        boolean scored = !Double.isNaN(expected);
        return new AlertValue(
                c.posts(),
                c.originals(),
                c.authors(),
                c.reach(),
                scored ? expected : null,
                scored ? c.originals() / expected : null,
                scored ? score : null,
                scored ? BurstFilter.probability(score) : null,
                c.negativeShare(),
                doubling(at, rule.windowMs()));
    }

    /** From the growth between the two halves of the window, as if exponential; null when it does not grow. */
    private @Nullable Double doubling(long at, long window) {
        long middle = Math.floorDiv(at - window / 2, paneMs) * paneMs;
        double before = panes.originals(at - window, middle);
        double after = panes.originals(middle, at);
        if (after <= before || after < 4) {
            return null;
        }
        double growth = Math.log((after + 0.5) / (before + 0.5)) / (window / 2 / 60_000d);
        return Math.log(2) / growth;
    }

    private Evidence evidence(long at, Rule rule) {
        List<String> words = new ArrayList<>();
        for (TermCounts.Risen r : terms.risen(at, "k:", 2, 8)) {
            words.add(r.term());
        }
        List<Lift> lifts = new ArrayList<>();
        for (String dimension : rule.overRepresented()) {
            for (TermCounts.Risen r : terms.risen(at, "t:" + dimension + "=", 5, 1)) {
                if (r.lift() >= 1.5) {
                    lifts.add(new Lift(dimension, r.term(), r.lift()));
                }
            }
        }
        return new Evidence(first == null ? null : sample(first), samples(rule.samples()), words, lifts);
    }

    /** Smallest hashes first, but each channel once before any comes again. */
    private List<Sample> samples(int most) {
        List<SeriesMessage> order = new ArrayList<>(candidates);
        order.sort(Comparator.comparingLong((SeriesMessage c) -> Hashing.fast(c.id()))
                .thenComparing(SeriesMessage::id));
        List<Sample> out = new ArrayList<>();
        Set<String> used = new HashSet<>();
        Set<String> channels = new HashSet<>();
        for (boolean repeat : new boolean[] {false, true}) {
            for (SeriesMessage m : order) {
                if (out.size() < most && !used.contains(m.id()) && (repeat || channels.add(m.channel()))) {
                    used.add(m.id());
                    out.add(sample(m));
                }
            }
        }
        return out;
    }

    private static Sample sample(SeriesMessage m) {
        return new Sample(m.id(), m.text(), m.channel(), m.source(), m.time());
    }

    /** Writes everything; {@link #unpack} reads it back. */
    public void pack(DataOutput out) throws IOException {
        out.writeByte(CODEC);
        out.writeLong(paneMs);
        out.writeLong(longestWindow);
        out.writeLong(readAt);
        SeriesCodec.bytes(out, surge.pack());
        SeriesCodec.bytes(out, spike.pack());
        panes.pack(out);
        terms.pack(out);
        SeriesCodec.messages(out, waiting);
        SeriesCodec.messages(out, candidates);
        SeriesCodec.messages(out, first == null ? List.of() : List.of(first));
        out.writeInt(tracks.size());
        for (Map.Entry<String, Track> e : tracks.entrySet()) {
            out.writeUTF(e.getKey());
            out.writeLong(e.getValue().breachSince);
            out.writeLong(e.getValue().calmSince);
            out.writeBoolean(e.getValue().open);
        }
    }

    /** @throws IllegalStateException for bytes of another codec version */
    public static Series unpack(DataInput in, long zoneMs) throws IOException {
        byte codec = in.readByte();
        if (codec != CODEC) {
            throw new IllegalStateException("series codec: " + codec + ", expected " + CODEC);
        }
        Series s = new Series(0, zoneMs);
        s.paneMs = in.readLong();
        s.longestWindow = in.readLong();
        s.readAt = in.readLong();
        s.surge = BurstFilter.unpack(SeriesCodec.bytes(in), BurstSettings.SURGE, zoneMs);
        s.spike = BurstFilter.unpack(SeriesCodec.bytes(in), BurstSettings.SPIKE, zoneMs);
        s.panes = Panes.unpack(in);
        s.terms = TermCounts.unpack(in);
        s.waiting.addAll(SeriesCodec.messages(in));
        s.candidates.addAll(SeriesCodec.messages(in));
        List<SeriesMessage> first = SeriesCodec.messages(in);
        s.first = first.isEmpty() ? null : first.get(0);
        int n = in.readInt();
        for (int i = 0; i < n; i++) {
            Track t = new Track();
            s.tracks.put(in.readUTF(), t);
            t.breachSince = in.readLong();
            t.calmSince = in.readLong();
            t.open = in.readBoolean();
        }
        return s;
    }

    /** Offset of the local day from UTC, milliseconds. */
    public long zoneMs() {
        return zoneMs;
    }
}
