package io.tidewatch.surge;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.Lift;
import io.tidewatch.alert.Sample;
import io.tidewatch.rule.Condition;
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
import java.util.LinkedHashSet;
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
 * T. Kept: panes over the longest window, two filters (surge and spike) and a third while a drift rule looks, up to
 * {@value #MAX_CANDIDATES} messages for evidence ({@value #MAX_RESTING} while nothing swells) and up to {@value TermCounts#MAX_TERMS} terms.
 *
 * <p>A drift rule is read once in five minutes, and only while it may hold or is open; else when a block of its clock
 * closes.
 */
public final class Series {
    /** Without a slow clock, and with panes as wide as the grid. */
    private static final byte CODEC_FAST = 1;

    /** From here on numbers are packed in as few bytes as they need. */
    static final byte CODEC_BRIEF = 3;

    private static final byte CODEC_SLOW = 2;
    private static final byte CODEC = CODEC_BRIEF;
    private static final int MAX_CANDIDATES = 32;
    /** While nothing swells. What comes between two readings is kept beside until the later one is over. */
    private static final int MAX_RESTING = 6;
    /** Below this score (a probability of 2 %) nothing is swelling. */
    private static final double RESTING = -4;
    /** The most that a slow clock says that has not learnt enough. */
    private static final double SILENT = -20;

    /** Variance of a bin's count beyond Poisson's, relative to its square. */
    private static final double USUAL_SCATTER = 0.14;

    public static final long NEVER = Long.MAX_VALUE;

    private static final Comparator<SeriesMessage> ORDER =
            Comparator.comparingLong(SeriesMessage::time).thenComparing(SeriesMessage::id);
    private static final Comparator<SeriesMessage> BY_HASH =
            Comparator.comparingLong((SeriesMessage c) -> Hashing.fast(c.id())).thenComparing(SeriesMessage::id);

    private final long zoneMs;
    private BurstFilter surge;
    private BurstFilter spike;
    private @Nullable DriftFilter drift;
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

    /**
     * A series that was heard from one instant to another, always at one rate: as many as expected on the average, with
     * the scatter that is usual.
     *
     * @param from epoch milliseconds
     * @param until epoch milliseconds; nothing is known after it
     * @param perBin originals in five minutes, from 0
     */
    public static Series steady(long from, long until, double perBin, long zoneMs) {
        Series s = new Series(from, zoneMs);
        long first = Math.floorDiv(from, Baseline.BIN_MS);
        s.surge = new BurstFilter(BurstSettings.SURGE, first, zoneMs);
        s.spike = new BurstFilter(BurstSettings.SPIKE, first, zoneMs);
        s.drift = new DriftFilter(DriftSettings.DRIFT, first, zoneMs);
        double scatter = perBin > 0 ? Math.min(0.95, Math.sqrt(1 / perBin + USUAL_SCATTER)) : 0;
        for (long bin = first; bin < Math.floorDiv(until, Baseline.BIN_MS); bin++) {
            // two above, two below: half of the squared difference of neighbours is then the variance, as if
            // independent
            double n = perBin * ((bin & 2) == 0 ? 1 + scatter : 1 - scatter);
            s.surge.close(n);
            s.spike.close(n);
            s.drift.close(n);
        }
        return s;
    }

    /** A series of which nothing was heard from one instant to another, epoch milliseconds, although it would have been. */
    public static Series silent(long from, long until, long zoneMs) {
        Series s = new Series(from, zoneMs);
        while (s.surge.nextBin() < Math.floorDiv(until, Baseline.BIN_MS)) {
            s.surge.close(0);
            s.spike.close(0);
        }
        return s;
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
     * @param pane width of a pane, milliseconds; divides every rule's window and interval, and five minutes
     */
    public List<Reading> read(long at, List<Rule> rules, long pane) {
        paneMs = pane;
        longestWindow = Baseline.BIN_MS;
        for (Rule r : rules) {
            longestWindow = Math.max(longestWindow, r.windowMs());
        }
        count(at);
        clockFor(rules, at);
        closeBins(at);
        panes.dropBefore(Math.min(Panes.startOf(at, longestWindow, paneMs), surge.nextBin() * Baseline.BIN_MS));
        panes.merge(at, paneMs);
        candidates.removeIf(m -> m.time() < at - longestWindow);
        findFirst(at, rules);
        List<Reading> readings = new ArrayList<>(rules.size());
        for (Rule rule : rules) {
            if (isDue(rule, at)) {
                Reading r = read(at, rule);
                if (r != null) {
                    readings.add(r);
                }
            }
        }
        Set<String> names = new HashSet<>();
        rules.forEach(r -> names.add(r.name()));
        tracks.keySet().retainAll(names);
        if (candidates.size() > MAX_RESTING
                && first == null
                && tracks.values().stream().noneMatch(t -> t.open)) {
            sample(MAX_RESTING, at);
        }
        readAt = at;
        receivedAt = 0;
        annotatedAt = 0;
        return readings;
    }

    /**
     * The next grid instant at which the series must be read even if no message comes, or {@link #NEVER}. Messages that
     * wait do not matter: whoever adds one sees to a reading after it.
     *
     * @param rules those that the last reading was for
     * @param grid milliseconds between readings
     */
    public long nextReading(long at, List<Rule> rules, long grid) {
        long next = NEVER;
        long longest = 0;
        boolean open = false;
        for (Rule r : rules) {
            if (r.kind() == Kind.DRIFT) {
                next = Math.min(next, nextOfDrift(at, r));
            } else {
                longest = Math.max(longest, Math.max(Baseline.BIN_MS, r.windowMs()));
                open |= isOpen(r);
            }
        }
        if (open || longest > 0 && panes.originals(Panes.startOf(at, longest, paneMs), at) > 0) {
            next = Math.min(next, Math.floorDiv(at, grid) * grid + grid);
        }
        return next;
    }

    private long nextOfDrift(long at, Rule rule) {
        if (isOpen(rule)) {
            return tickAfter(at, rule);
        }
        if (panes.originals(Panes.startOf(at, rule.windowMs(), paneMs), at) == 0) {
            return NEVER;
        }
        return mayHold(rule, score(rule, at)) ? tickAfter(at, rule) : tickFrom(DriftFilter.nextBlock(at), rule);
    }

    private boolean isOpen(Rule rule) {
        Track t = tracks.get(rule.name());
        return t != null && t.open;
    }

    WindowCounts counts(long from, long to) {
        return panes.sum(from, to);
    }

    /** True on the rule's grid; of a drift rule's grid at the first instant of every five minutes. */
    private static boolean isDue(Rule rule, long at) {
        return Math.floorMod(at, rule.intervalMs()) == 0
                && (rule.kind() != Kind.DRIFT
                        || Math.floorDiv(at, Baseline.BIN_MS)
                                != Math.floorDiv(at - rule.intervalMs(), Baseline.BIN_MS));
    }

    private static long tickAfter(long at, Rule rule) {
        long tick = tickFrom(Math.floorDiv(at, Baseline.BIN_MS) * Baseline.BIN_MS, rule);
        return tick > at
                ? tick
                : tickFrom(Math.floorDiv(at, Baseline.BIN_MS) * Baseline.BIN_MS + Baseline.BIN_MS, rule);
    }

    private static long tickFrom(long time, Rule rule) {
        return Math.floorDiv(time + rule.intervalMs() - 1, rule.intervalMs()) * rule.intervalMs();
    }

    /** The first message of a swell: the earliest in the window when the score begins to rise. */
    private void findFirst(long at, List<Rule> rules) {
        boolean open = false;
        long longest = 0;
        for (Rule r : rules) {
            if (r.kind() != Kind.DRIFT) {
                open |= isOpen(r);
                longest = Math.max(longest, r.windowMs());
            }
        }
        if (!open && provisional(surge, at) < RESTING) {
            first = null;
        } else if (first == null) {
            first = earliest(at - longest);
        }
    }

    private @Nullable SeriesMessage earliest(long from) {
        return candidates.stream().filter(m -> m.time() >= from).min(ORDER).orElse(null);
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
                keep(m, at);
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

    /**
     * Keeps the messages with the smallest hashes: a sample that does not depend on order or parallelism. Half of the
     * places are for the last hour, so that a rule with a short window finds some whatever a long one keeps.
     */
    private void keep(SeriesMessage m, long at) {
        candidates.add(m.shown());
        if (candidates.size() > 2 * MAX_CANDIDATES) {
            sample(MAX_CANDIDATES, at);
        }
    }

    private void sample(int most, long at) {
        candidates.sort(BY_HASH);
        Set<SeriesMessage> kept = new LinkedHashSet<>();
        for (SeriesMessage c : candidates) {
            if (kept.size() < most / 2 && c.time() >= at - Panes.FINE_MS) {
                kept.add(c);
            }
        }
        for (SeriesMessage c : candidates) {
            if (kept.size() < most) {
                kept.add(c);
            }
        }
        candidates.clear();
        candidates.addAll(kept);
    }

    /** Starts a slow clock when a drift rule looks at the series for the first time, from what the panes still hold. */
    private void clockFor(List<Rule> rules, long at) {
        if (rules.stream().noneMatch(r -> r.kind() == Kind.DRIFT)) {
            drift = null;
        } else if (drift == null) {
            long from = panes.isEmpty() ? at : Math.max(panes.first(), at - Panes.DAY_MS);
            drift = new DriftFilter(DriftSettings.DRIFT, Math.floorDiv(Math.min(from, at), Baseline.BIN_MS), zoneMs);
        }
    }

    private void closeBins(long at) {
        long open = Math.floorDiv(at, Baseline.BIN_MS);
        long next = drift == null ? surge.nextBin() : Math.min(surge.nextBin(), drift.nextBin());
        for (long bin = next; bin < open; bin++) {
            long start = bin * Baseline.BIN_MS;
            double n = panes.voices(start, start + Baseline.BIN_MS);
            if (bin == surge.nextBin()) {
                surge.close(n);
                spike.close(n);
            }
            if (drift != null && bin == drift.nextBin()) {
                drift.close(n);
            }
        }
    }

    private double provisional(BurstFilter filter, long at) {
        long start = filter.nextBin() * Baseline.BIN_MS;
        if (at <= start) {
            // a message from before the first one that was heard
            return filter.score();
        }
        return filter.provisional(panes.voices(start, at), (double) (at - start) / Baseline.BIN_MS);
    }

    private @Nullable Reading read(long at, Rule rule) {
        double score = score(rule, at);
        Track track = tracks.computeIfAbsent(rule.name(), n -> new Track());
        boolean wasOpen = track.open;
        if (!wasOpen && !mayHold(rule, score)) {
            track.breachSince = 0;
            return null;
        }
        long from = Panes.startOf(at, rule.windowMs(), paneMs);
        WindowCounts counts = panes.sum(from, at);
        double expected = expected(rule, from, at);
        double ratio = panes.voices(from, at) / expected;
        Measured measured = metric -> measure(metric, counts, ratio, score);
        SeverityLevel level = rule.levelOf(measured);
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
                value(counts, expected, ratio, score, at, rule),
                evidence(at, rule),
                isLearning(rule),
                receivedAt,
                annotatedAt);
    }

    /** False when no severity's conditions on the score hold: then the window need not be summed. */
    private static boolean mayHold(Rule rule, double score) {
        for (SeverityLevel level : rule.severities()) {
            boolean holds = true;
            for (Condition c : level.conditions()) {
                holds &= c.metric() != Metric.SCORE && c.metric() != Metric.SENSITIVITY || c.holds(score);
            }
            if (holds) {
                return true;
            }
        }
        return false;
    }

    /** NaN for kinds without one. */
    private double score(Rule rule, long at) {
        return switch (rule.kind()) {
            case SURGE -> provisional(surge, at);
            case SPIKE -> provisional(spike, at);
            case DRIFT ->
                drift == null ? Double.NaN : drift.isSupported() ? drift.score() : Math.min(drift.score(), SILENT);
            default -> Double.NaN;
        };
    }

    /** What is usual in a window; NaN when that is not known. */
    private double expected(Rule rule, long from, long to) {
        return switch (rule.kind()) {
            case SURGE -> surge.baseline().expected(from, to);
            case SPIKE -> spike.baseline().expected(from, to);
            case DRIFT -> drift == null || !drift.hasLevel() ? Double.NaN : drift.expected(from, to);
            default -> Double.NaN;
        };
    }

    private boolean isLearning(Rule rule) {
        return switch (rule.kind()) {
            case SURGE, SPIKE -> surge.baseline().bins() < 2 * Baseline.BINS_PER_DAY;
            case DRIFT -> drift == null || drift.isLearning();
            default -> false;
        };
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

    private static double measure(Metric metric, WindowCounts c, double ratio, double score) {
        return switch (metric) {
            case POSTS -> c.posts();
            case ORIGINALS -> c.originals();
            case AUTHORS -> c.authors();
            case REACH -> c.reach();
            case RATIO -> ratio;
            case SCORE, SENSITIVITY -> score;
            case PROBABILITY -> BurstFilter.probability(score);
            case NEGATIVE_SHARE -> c.negativeShare();
            default -> Double.NaN;
        };
    }

    private AlertValue value(WindowCounts c, double expected, double ratio, double score, long at, Rule rule) {
        boolean scored = !Double.isNaN(expected);
        return new AlertValue(
                c.posts(),
                c.originals(),
                c.authors(),
                c.reach(),
                scored ? expected : null,
                scored ? ratio : null,
                scored ? score : null,
                scored ? BurstFilter.probability(score) : null,
                c.negativeShare(),
                doubling(at, rule.windowMs()));
    }

    /** From the growth between the two halves of the window, as if exponential; null when it does not grow. */
    private @Nullable Double doubling(long at, long window) {
        long width = Panes.widthOf(window, paneMs);
        long middle = Math.floorDiv(at - window / 2, width) * width;
        double before = panes.originals(Panes.startOf(at, window, paneMs), middle);
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
        long from = at - rule.windowMs();
        SeriesMessage begin = rule.kind() == Kind.DRIFT ? earliest(from) : first;
        return new Evidence(begin == null ? null : sample(begin), samples(from, rule.samples()), words, lifts);
    }

    /** Smallest hashes first, but each channel once before any comes again. */
    private List<Sample> samples(long from, int most) {
        List<SeriesMessage> order = new ArrayList<>(candidates);
        order.removeIf(m -> m.time() < from);
        order.sort(BY_HASH);
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
        SeriesCodec.bytes(out, drift == null ? new byte[0] : drift.pack());
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

    /**
     * Reads what this release or one before has packed.
     *
     * @throws IllegalStateException for bytes of a codec that is not known
     */
    public static Series unpack(DataInput in, long zoneMs) throws IOException {
        byte codec = in.readByte();
        if (codec != CODEC && codec != CODEC_SLOW && codec != CODEC_FAST) {
            throw new IllegalStateException("series codec: " + codec + ", expected " + CODEC_FAST + " to " + CODEC);
        }
        Series s = new Series(0, zoneMs);
        s.paneMs = in.readLong();
        s.longestWindow = in.readLong();
        s.readAt = in.readLong();
        s.surge = BurstFilter.unpack(SeriesCodec.bytes(in), BurstSettings.SURGE, zoneMs);
        s.spike = BurstFilter.unpack(SeriesCodec.bytes(in), BurstSettings.SPIKE, zoneMs);
        if (codec != CODEC_FAST) {
            byte[] packed = SeriesCodec.bytes(in);
            s.drift = packed.length == 0 ? null : DriftFilter.unpack(packed, DriftSettings.DRIFT, zoneMs);
        }
        s.panes = Panes.unpack(in, codec);
        s.terms = TermCounts.unpack(in, codec);
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
