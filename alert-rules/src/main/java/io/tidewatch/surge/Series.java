package io.tidewatch.surge;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.Forecast;
import io.tidewatch.alert.Lift;
import io.tidewatch.alert.Sample;
import io.tidewatch.alert.ShareChange;
import io.tidewatch.rule.CompiledWhere;
import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Kind;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleDetails;
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
 * T. Kept: panes over the longest window (in a swell over six of those up to an hour), two filters (surge and spike) and a third while a drift rule looks, up to
 * {@value #MAX_CANDIDATES} messages for evidence ({@value #MAX_RESTING} while nothing swells) and up to {@value TermCounts#MAX_TERMS} terms.
 *
 * <p>A drift rule is read once in five minutes, and only while it may hold or is open; else when a block of its clock
 * closes. A flatline rule is read on while nothing comes, until the series has been silent for two weeks.
 *
 * <p>What a silent source would have said is not counted as silence: bins of that time are held against what the other
 * sources usually say and nothing is learnt from them; flatline and shift rules hold back.
 */
public final class Series {
    /** Without a slow clock, and with panes as wide as the grid. */
    private static final byte CODEC_FAST = 1;

    /** Without shares and sources. */
    private static final byte CODEC_DRIFT = 2;

    /** From here on numbers are packed in as few bytes as they need, and shares and sources are there. */
    static final byte CODEC_BRIEF = 3;

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

    /** A series that was silent for so long is forgotten by flatline rules. */
    static final long FORGOTTEN_MS = 14 * 24 * 3_600_000L;

    /** After a change of what is counted no alert begins for so long. */
    private static final long REBASING_MS = 3_600_000L;

    /** From this part on a series counts as heard in full. */
    private static final double COMPLETE = 0.95;

    /** A lull that comes by chance more often than this is none. */
    private static final double USUAL_LULL = 0.001;

    /** In a swell the growth of a window no longer than this is judged from as many windows. */
    private static final long LONGEST_LOOK = 3_600_000L;

    private static final int WINDOWS_BACK = 6;

    /** Fewer originals tell nothing of growth. */
    private static final int LEAST_GROWING = 4;

    public static final long NEVER = Long.MAX_VALUE;

    private static final Comparator<SeriesMessage> ORDER =
            Comparator.comparingLong(SeriesMessage::time).thenComparing(SeriesMessage::id);
    private static final Comparator<SeriesMessage> BY_HASH =
            Comparator.comparingLong((SeriesMessage c) -> Hashing.fast(c.id())).thenComparing(SeriesMessage::id);

    private record Waiting(SeriesMessage message, long cameAt) {}

    private final long zoneMs;
    private BurstFilter surge;
    private BurstFilter spike;
    private @Nullable DriftFilter drift;
    private Panes panes = new Panes();
    private TermCounts terms = new TermCounts();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<SeriesMessage> candidates = new ArrayList<>();
    private final Map<String, Track> tracks = new TreeMap<>();
    private final Map<String, UsualShare> usual = new TreeMap<>();
    private SourceShares sources = new SourceShares();
    private Silences silences = Silences.NONE;
    private long provisionalAt = NEVER;
    private double provisionalPart;
    private double provisional;
    private Announced calendar = Announced.NOTHING;
    private @Nullable SeriesMessage first;
    private long paneMs;
    private long longestWindow;
    private long readAt;
    /** Event time of the first and of the last message; 0 before any. */
    private long firstHeard;

    private long lastHeard;
    /** Hash of what the issues mean that are counted; empty: not known, or not of single issues. */
    private String meaning = "";

    private long model;
    private long modelBefore;
    private long rebasedAt;
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
        s.firstHeard = until;
        s.lastHeard = until;
        return s;
    }

    /**
     * Takes it as known what part of the originals was usually in a share.
     *
     * @param name as {@link #shareName} gives it
     * @param share 0…1
     * @param perBin originals in five minutes
     */
    public void knowShare(String name, double share, double perBin) {
        usual.put(name, UsualShare.steady(lastHeard, share, perBin * UsualShare.BLOCK_MS / Baseline.BIN_MS));
    }

    /** What the share of a rule is called among the shares of a message; null for rules without. */
    public static @Nullable String shareName(Rule rule) {
        RuleDetails details = rule.details();
        return details == null || details.share() == null ? null : Hashing.id(details.share());
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

    /** Takes a message that came when it was said. */
    public void add(SeriesMessage message) {
        add(message, message.time());
    }

    /**
     * Takes a message; it counts from the next grid instant after it came.
     *
     * @param cameAt epoch milliseconds event time
     */
    public void add(SeriesMessage message, long cameAt) {
        waiting.add(new Waiting(message, Math.max(cameAt, message.time())));
    }

    /**
     * Says what the issues mean that are counted. When that has changed, the level of what is usual is learnt anew from
     * here; days and weeks keep their shape, and for an hour no alert begins that depends on it.
     *
     * @param now hash of the definitions; empty when the series is of no single issues
     * @param at epoch milliseconds event time
     * @return true when it has changed
     */
    public boolean means(String now, long at) {
        boolean changed = !meaning.isEmpty() && !now.isEmpty() && !meaning.equals(now);
        meaning = now;
        if (changed) {
            rebase(at);
        }
        return changed;
    }

    private void rebase(long at) {
        rebasedAt = at;
        surge.rebase();
        spike.rebase();
        if (drift != null) {
            drift.rebase();
        }
        usual.clear();
    }

    /** A message that another model has read; one that was there before may still come for a while. */
    private void readBy(long other, long at) {
        if (other == 0 || other == model || other == modelBefore) {
            return;
        }
        boolean known = model != 0;
        modelBefore = model;
        model = other;
        if (known) {
            rebase(at);
        }
    }

    /**
     * Goes on elsewhere: what would have been heard since the last reading is not known, and no rule has begun to hold.
     *
     * @param at epoch milliseconds event time; nothing is passed when it lies before the last reading
     */
    public void goOn(long at) {
        tracks.clear();
        first = null;
        pass(surge, at);
        pass(spike, at);
        if (drift != null) {
            drift.skip(binsUntil(at, drift.nextBin()));
        }
    }

    private static void pass(BurstFilter filter, long at) {
        long bins = binsUntil(at, filter.nextBin());
        if (bins > 0) {
            filter.skip(bins);
        }
    }

    private static long binsUntil(long at, long next) {
        return Math.max(0, Math.floorDiv(at, Baseline.BIN_MS) - next);
    }

    /**
     * Takes over from another series of the same group what is usual, where that one has learnt for longer. What this one has
     * counted stays as it is.
     *
     * @param other not to be used any more
     * @return false when there was nothing to take over
     */
    public boolean learnFrom(Series other) {
        long now = surge.nextBin() * Baseline.BIN_MS;
        boolean longer = other.surge.binsLearnt() > surge.binsLearnt();
        if (longer) {
            pass(other.surge, now);
            pass(other.spike, now);
            surge = other.surge;
            spike = other.spike;
            terms = other.terms;
            usual.putAll(other.usual);
        }
        boolean slowly = other.drift != null && (drift == null || other.drift.bins() > drift.bins());
        if (slowly) {
            other.drift.skip(binsUntil(now, other.drift.nextBin()));
            drift = other.drift;
        }
        if (longer || slowly) {
            firstHeard = firstHeard == 0 ? other.firstHeard : Math.min(firstHeard, other.firstHeard);
            lastHeard = Math.max(lastHeard, other.lastHeard);
        }
        return longer || slowly;
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
        return read(at, rules, pane, Silences.NONE, Announced.NOTHING);
    }

    /**
     * The same.
     *
     * @param silent when sources were not heard
     * @param announced what is known beforehand
     */
    public List<Reading> read(long at, List<Rule> rules, long pane, Silences silent, Announced announced) {
        surge.follow(announced);
        spike.follow(announced);
        provisionalAt = NEVER;
        calendar = announced;
        silences = silent;
        paneMs = pane;
        longestWindow = Baseline.BIN_MS;
        for (Rule r : rules) {
            longestWindow = Math.max(longestWindow, r.windowMs());
        }
        count(at);
        clockFor(rules, at);
        closeBins(at, rules.stream().anyMatch(r -> r.kind() == Kind.FLATLINE && looksAt(r, Metric.RATIO) && isOpen(r)));
        long needed = Math.min(
                Math.min(Panes.startOf(at, longestWindow, paneMs), surge.nextBin() * Baseline.BIN_MS),
                learnShares(rules, at));
        if (first != null) {
            needed = Math.min(needed, Math.max(first.time(), at - WINDOWS_BACK * longestSwell(rules)));
        }
        panes.dropBefore(needed);
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
        boolean everyTime = false;
        for (Rule r : rules) {
            if (r.kind() == Kind.DRIFT) {
                next = Math.min(next, nextOfDrift(at, r));
            } else if (r.kind() == Kind.FLATLINE) {
                next = Math.min(next, nextOfFlatline(at, r, grid));
            } else {
                everyTime = everyTime || isOpen(r) || mayHoldUnheard(r, at);
            }
        }
        return everyTime ? Math.min(next, Math.floorDiv(at, grid) * grid + grid) : next;
    }

    /**
     * True when a rule may come to hold although no message comes: counts only sink then, and what has sunk to rest stays
     * there.
     */
    private boolean mayHoldUnheard(Rule rule, long at) {
        if (panes.originals(Panes.startOf(at, Math.max(Baseline.BIN_MS, rule.windowMs()), paneMs), at) == 0) {
            return false;
        }
        return rule.kind() == Kind.SHIFT
                || looksForLittle(rule)
                || provisionalSurge(at, sources.heardAt(silences, at)) >= RESTING
                || hasVolume(rule, panes.originals(Panes.startOf(at, rule.windowMs(), paneMs), at));
    }

    /** True when a condition asks for no more than something. */
    private static boolean looksForLittle(Rule rule) {
        for (SeverityLevel level : rule.severities()) {
            for (Condition c : level.conditions()) {
                if (c.operator() != Condition.Operator.AT_LEAST && c.operator() != Condition.Operator.ABOVE) {
                    return true;
                }
            }
        }
        return false;
    }

    private long nextOfDrift(long at, Rule rule) {
        if (isOpen(rule)) {
            return tickAfter(at, rule);
        }
        if (panes.originals(Panes.startOf(at, rule.windowMs(), paneMs), at) == 0) {
            return NEVER;
        }
        return mayHold(rule, score(rule, at, 1)) ? tickAfter(at, rule) : tickFrom(DriftFilter.nextBlock(at), rule);
    }

    private long nextOfFlatline(long at, Rule rule, long grid) {
        long forget = tickFrom(lastHeard + FORGOTTEN_MS, rule);
        if (lastHeard == 0 || at >= forget) {
            return NEVER;
        }
        if (isOpen(rule) && !looksAt(rule, Metric.RATIO) && !isHeldBack(rule, at)) {
            return forget;
        }
        long next = rule.windowMs() < Panes.FINE_MS ? Math.floorDiv(at, grid) * grid + grid : tickAfter(at, rule);
        return Math.min(forget, next);
    }

    /** True when nothing was said for so long that a silence is no news, and no rule but flatlines looks. */
    public boolean isForgotten(long at, List<Rule> rules) {
        return lastHeard != 0
                && at - lastHeard >= FORGOTTEN_MS
                && rules.stream().allMatch(r -> r.kind() == Kind.FLATLINE);
    }

    private static boolean looksAt(Rule rule, Metric metric) {
        for (SeverityLevel level : rule.severities()) {
            for (Condition c : level.conditions()) {
                if (c.metric() == metric) {
                    return true;
                }
            }
        }
        return false;
    }

    /** True for rules that are about a source itself: its silence is what they are to tell. */
    private static boolean isOfSource(Rule rule) {
        return rule.series().by().contains("source")
                || rule.where() instanceof CompiledWhere w && w.required("source") != null;
    }

    /** The part of what is usual that can be heard now, as a rule sees it, 0…1. */
    private double part(Rule rule, long at) {
        return isOfSource(rule) ? 1 : sources.heardAt(silences, at);
    }

    /** What may come from a new meaning of the counts is not told; nor is a silence or a share that may come from a source that is not heard is not told. */
    private boolean isHeldBack(Rule rule, long at) {
        if (rule.kind() != Kind.THRESHOLD && rebasedAt != 0 && at - rebasedAt < REBASING_MS) {
            return true;
        }
        return (rule.kind() == Kind.FLATLINE || rule.kind() == Kind.SHIFT) && part(rule, at) < COMPLETE;
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
    private static long longestSwell(List<Rule> rules) {
        long longest = 0;
        for (Rule r : rules) {
            longest = r.windowMs() <= LONGEST_LOOK ? Math.max(longest, r.windowMs()) : longest;
        }
        return longest;
    }

    private void findFirst(long at, List<Rule> rules) {
        boolean open = false;
        long longest = 0;
        for (Rule r : rules) {
            if (r.kind() != Kind.DRIFT && r.kind() != Kind.FLATLINE) {
                open |= isOpen(r);
                longest = Math.max(longest, r.windowMs());
            }
        }
        if (!open && provisionalSurge(at, sources.heardAt(silences, at)) < RESTING) {
            first = null;
        } else if (first == null) {
            first = earliest(at - longest);
        }
    }

    private @Nullable SeriesMessage earliest(long from) {
        return candidates.stream().filter(m -> m.time() >= from).min(ORDER).orElse(null);
    }

    private void count(long at) {
        waiting.sort(Comparator.comparing(Waiting::message, ORDER));
        List<Waiting> later = new ArrayList<>();
        for (Waiting w : waiting) {
            if (w.cameAt() >= at) {
                later.add(w);
                continue;
            }
            SeriesMessage m = w.message();
            panes.add(Math.floorDiv(m.time(), paneMs) * paneMs, m);
            sources.hear(m.source());
            readBy(m.model(), at);
            firstHeard = firstHeard == 0 ? m.time() : Math.min(firstHeard, m.time());
            lastHeard = Math.max(lastHeard, m.time());
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
        if (drift != null) {
            drift.follow(calendar);
        }
    }

    private void closeBins(long at, boolean flat) {
        long open = Math.floorDiv(at, Baseline.BIN_MS);
        long next = drift == null ? surge.nextBin() : Math.min(surge.nextBin(), drift.nextBin());
        for (long bin = next; bin < open; bin++) {
            long start = bin * Baseline.BIN_MS;
            double n = panes.voices(start, start + Baseline.BIN_MS);
            double part = flat && n == 0 ? 0 : sources.heardIn(silences, start, start + Baseline.BIN_MS, at);
            if (bin == surge.nextBin()) {
                close(surge, n, part);
                close(spike, n, part);
            }
            if (drift != null && bin == drift.nextBin()) {
                if (part < COMPLETE) {
                    drift.skip(1);
                } else {
                    drift.close(n);
                }
            }
        }
    }

    private static void close(BurstFilter filter, double n, double part) {
        if (part < COMPLETE) {
            filter.closePart(n, part);
        } else {
            filter.close(n);
        }
    }

    /** Learns what share is usual, and no longer those that no rule looks at. @return start of the oldest pane needed */
    private long learnShares(List<Rule> rules, long at) {
        Map<String, Long> windows = new TreeMap<>();
        for (Rule r : rules) {
            String name = shareName(r);
            if (name != null) {
                windows.merge(name, r.windowMs(), Math::max);
            }
        }
        usual.keySet().retainAll(windows.keySet());
        long needed = Long.MAX_VALUE;
        for (Map.Entry<String, Long> w : windows.entrySet()) {
            long from = panes.isEmpty() ? at : Math.min(at, panes.first());
            UsualShare share = usual.computeIfAbsent(w.getKey(), n -> new UsualShare(from));
            share.learn(
                    panes,
                    w.getKey(),
                    Panes.startOf(at, w.getValue(), paneMs),
                    (a, b) -> sources.heardIn(silences, a, b, at) >= COMPLETE);
            needed = Math.min(needed, share.next());
        }
        return needed;
    }

    /** What the surge filter says of the open bin; several ask for it in one reading. */
    private double provisionalSurge(long at, double part) {
        if (at != provisionalAt || part != provisionalPart) {
            provisional = provisional(surge, at, part);
            provisionalAt = at;
            provisionalPart = part;
        }
        return provisional;
    }

    private double provisional(BurstFilter filter, long at, double part) {
        long start = filter.nextBin() * Baseline.BIN_MS;
        if (at <= start) {
            // a message from before the first one that was heard
            return filter.score();
        }
        return filter.provisional(panes.voices(start, at), (double) (at - start) / Baseline.BIN_MS, part);
    }

    private @Nullable Reading read(long at, Rule rule) {
        double part = part(rule, at);
        double score = score(rule, at, part);
        Track track = tracks.computeIfAbsent(rule.name(), n -> new Track());
        boolean wasOpen = track.open;
        boolean held = isHeldBack(rule, at);
        if (!wasOpen && (held || !mayHold(rule, score))) {
            track.breachSince = 0;
            return null;
        }
        long from = Panes.startOf(at, rule.windowMs(), paneMs);
        WindowCounts counts = panes.sum(from, at);
        double expected = expected(rule, from, at) * (part < BurstFilter.LEAST_PART ? 1 : part);
        double ratio = panes.voices(from, at) / expected;
        ShareChange change = rule.kind() == Kind.SHIFT && (wasOpen || hasVolume(rule, counts.originals()))
                ? change(rule, counts.originals(), from, at)
                : null;
        double known = rule.kind() == Kind.FLATLINE && !wasOpen && isUsualLull(from, at, expected) ? Double.NaN : ratio;
        Measured measured = metric -> measure(metric, counts, known, score, change);
        SeverityLevel level =
                held || rule.kind() == Kind.FLATLINE && !isSilence(rule, at) ? null : rule.levelOf(measured);
        boolean recovered = advance(track, at, rule, level, measured, held);
        if (track.open && change != null) {
            usual.get(shareName(rule)).freeze(track.openSince, at, rule.windowMs());
        }
        if (level == null && !wasOpen) {
            return null;
        }
        return new Reading(
                rule.name(),
                at,
                level == null ? null : level.severity(),
                track.breachSince,
                recovered,
                value(counts, expected, ratio, score, at, rule, change, part, level),
                evidence(at, rule, change),
                isLearning(rule),
                receivedAt,
                annotatedAt);
    }

    /** False when the window has too few messages for any severity. */
    private static boolean hasVolume(Rule rule, long originals) {
        for (SeverityLevel level : rule.severities()) {
            boolean holds = true;
            for (Condition c : level.conditions()) {
                holds &= c.metric() != Metric.ORIGINALS || c.holds(originals);
            }
            if (holds) {
                return true;
            }
        }
        return false;
    }

    private @Nullable ShareChange change(Rule rule, long originals, long from, long to) {
        String name = shareName(rule);
        UsualShare share = name == null ? null : usual.get(name);
        return share == null ? null : share.change(originals, panes.originals(name, from, to), rule.windowMs());
    }

    /** False for a group that has only begun to speak, and for one that is forgotten. */
    private boolean isSilence(Rule rule, long at) {
        return firstHeard != 0 && at - firstHeard >= rule.windowMs() && at - lastHeard < FORGOTTEN_MS;
    }

    /** True when so few messages in a window are no wonder, or when not even two days are known: one night is no rule. */
    private boolean isUsualLull(long from, long at, double expected) {
        return surge.baseline().bins() < 2 * Baseline.BINS_PER_DAY
                || Lull.chance(
                                panes.voices(from, at),
                                expected,
                                surge.baseline().dispersion(from, at))
                        > USUAL_LULL;
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
    private double score(Rule rule, long at, double part) {
        return switch (rule.kind()) {
            case SURGE -> provisionalSurge(at, part);
            case SPIKE -> provisional(spike, at, part);
            case DRIFT ->
                drift == null ? Double.NaN : drift.isSupported() ? drift.score() : Math.min(drift.score(), SILENT);
            default -> Double.NaN;
        };
    }

    /** What is usual in a window; NaN when that is not known. */
    private double expected(Rule rule, long from, long to) {
        return switch (rule.kind()) {
            case SURGE -> surge.baseline().expected(from, to);
            case FLATLINE -> surge.baseline().expectedAnyway(from, to);
            case SPIKE -> spike.baseline().expected(from, to);
            case DRIFT -> drift == null || !drift.hasLevel() ? Double.NaN : drift.expected(from, to);
            default -> Double.NaN;
        };
    }

    private boolean isLearning(Rule rule) {
        return switch (rule.kind()) {
            case SURGE, SPIKE -> surge.baseline().bins() < 2 * Baseline.BINS_PER_DAY;
            case FLATLINE -> looksAt(rule, Metric.RATIO) && surge.baseline().bins() < 2 * Baseline.BINS_PER_DAY;
            case SHIFT -> isYoungShare(rule);
            case DRIFT -> drift == null || drift.isLearning();
            default -> false;
        };
    }

    private boolean isYoungShare(Rule rule) {
        String name = shareName(rule);
        UsualShare share = name == null ? null : usual.get(name);
        return share == null || share.isYoung();
    }

    /** @return true when the recovery conditions have just held for long enough, or a silence has ended */
    private static boolean advance(
            Track track, long at, Rule rule, @Nullable SeverityLevel level, Measured measured, boolean held) {
        if (level != null) {
            track.openSince = track.open && track.openSince != 0 ? track.openSince : at;
            track.open = true;
            track.calmSince = 0;
            if (track.breachSince == 0) {
                track.breachSince = at;
            }
            return false;
        }
        track.breachSince = 0;
        if (!track.open || held) {
            return false;
        }
        if (rule.kind() == Kind.FLATLINE) {
            track.open = false;
            return true;
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

    private static double measure(
            Metric metric, WindowCounts c, double ratio, double score, @Nullable ShareChange change) {
        return switch (metric) {
            case POSTS -> c.posts();
            case ORIGINALS -> c.originals();
            case AUTHORS -> c.authors();
            case REACH -> c.reach();
            case RATIO -> ratio;
            case SCORE, SENSITIVITY -> score;
            case PROBABILITY -> BurstFilter.probability(score);
            case NEGATIVE_SHARE -> c.negativeShare();
            case DELTA_POINTS -> change == null ? Double.NaN : change.deltaPoints();
            case CONFIDENCE -> change == null ? Double.NaN : change.confidence();
            default -> Double.NaN;
        };
    }

    private AlertValue value(
            WindowCounts c,
            double expected,
            double ratio,
            double score,
            long at,
            Rule rule,
            @Nullable ShareChange change,
            double part,
            @Nullable SeverityLevel level) {
        boolean measured = !Double.isNaN(expected);
        boolean scored = measured && !Double.isNaN(score);
        Growth growth = growth(at, rule.windowMs(), measured ? expected : 0);
        return new AlertValue(
                c.posts(),
                c.originals(),
                c.authors(),
                c.reach(),
                measured ? expected : null,
                measured ? ratio : null,
                scored ? score : null,
                scored ? BurstFilter.probability(score) : null,
                c.negativeShare(),
                c.originals() < LEAST_GROWING ? null : growth.doublingMinutes(),
                change,
                part < 1 ? part : null,
                level == null ? null : forecast(growth, rule, level, c, measured ? expected : 0, ratio));
    }

    /** What grows over the window, and before it as far as this swell reaches back. */
    private Growth growth(long at, long window, double expected) {
        long back = window <= LONGEST_LOOK ? window * WINDOWS_BACK : window;
        long width = Panes.widthOf(back, paneMs);
        long bin = Math.max(width, window / (window <= LONGEST_LOOK ? 5 : 12) / width * width);
        long end = Math.floorDiv(at, width) * width;
        long from = at - window;
        if (first != null && window <= LONGEST_LOOK) {
            from = Math.min(from, Math.max(at - back, first.time()));
        }
        long[] counts = new long[(int) Math.max(2, (end - from) / bin)];
        for (int i = 0; i < counts.length; i++) {
            long start = end - (counts.length - i) * bin;
            counts[i] = panes.originals(start, start + bin);
        }
        return new Growth(counts, expected * bin / window, bin / 60_000d);
    }

    /** The last of the conditions on counts that is reached; what else the next severity asks is taken to hold by then. */
    private static @Nullable Forecast forecast(
            Growth growth, Rule rule, SeverityLevel level, WindowCounts c, double expected, double ratio) {
        int next = rule.severities().indexOf(level) + 1;
        if (next >= rule.severities().size() || c.originals() < LEAST_GROWING) {
            return null;
        }
        SeverityLevel goal = rule.severities().get(next);
        double multiple = 1;
        for (Condition condition : goal.conditions()) {
            double now = switch (condition.metric()) {
                case POSTS -> c.posts();
                case ORIGINALS -> c.originals();
                case AUTHORS -> c.authors();
                case REACH -> c.reach();
                case RATIO -> ratio;
                default -> Double.NaN;
            };
            boolean rises = condition.operator() == Condition.Operator.AT_LEAST
                    || condition.operator() == Condition.Operator.ABOVE;
            if (rises && now > 0) {
                multiple = Math.max(multiple, condition.value() / now);
            }
        }
        double usual = expected / c.originals();
        Double likely = multiple > 1 ? growth.minutesTo(multiple, usual, 0.5) : null;
        Double earliest = likely == null ? null : growth.minutesTo(multiple, usual, 0.1);
        return earliest == null
                ? null
                : new Forecast(goal.severity(), likely, earliest, growth.minutesTo(multiple, usual, 0.9));
    }

    private Evidence evidence(long at, Rule rule, @Nullable ShareChange change) {
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
        boolean swells = rule.kind() != Kind.DRIFT && rule.kind() != Kind.SHIFT;
        SeriesMessage begin = swells ? first : earliest(from);
        String share = change != null && change.deltaPoints() > 0 ? shareName(rule) : null;
        return new Evidence(begin == null ? null : sample(begin), samples(from, rule.samples(), share), words, lifts);
    }

    /** Smallest hashes first, but each channel once before any comes again. */
    private List<Sample> samples(long from, int most, @Nullable String share) {
        List<SeriesMessage> order = new ArrayList<>(candidates);
        order.removeIf(m -> m.time() < from || share != null && !m.shares().contains(share));
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
        SeriesCodec.messages(out, waiting.stream().map(Waiting::message).toList());
        for (Waiting w : waiting) {
            out.writeLong(w.cameAt());
        }
        SeriesCodec.messages(out, candidates);
        SeriesCodec.messages(out, first == null ? List.of() : List.of(first));
        out.writeInt(tracks.size());
        for (Map.Entry<String, Track> e : tracks.entrySet()) {
            out.writeUTF(e.getKey());
            out.writeLong(e.getValue().breachSince);
            out.writeLong(e.getValue().calmSince);
            out.writeBoolean(e.getValue().open);
            out.writeLong(e.getValue().openSince);
        }
        out.writeLong(firstHeard);
        out.writeLong(lastHeard);
        out.writeUTF(meaning);
        out.writeLong(model);
        out.writeLong(modelBefore);
        out.writeLong(rebasedAt);
        sources.pack(out);
        SeriesCodec.count(out, usual.size());
        for (Map.Entry<String, UsualShare> e : usual.entrySet()) {
            out.writeUTF(e.getKey());
            e.getValue().pack(out);
        }
    }

    /**
     * Reads what this release or one before has packed.
     *
     * @throws IllegalStateException for bytes of a codec that is not known
     */
    public static Series unpack(DataInput in, long zoneMs) throws IOException {
        byte codec = in.readByte();
        if (codec < CODEC_FAST || codec > CODEC) {
            throw new IllegalStateException("series codec: " + codec + ", expected " + CODEC_FAST + " to " + CODEC);
        }
        Series s = new Series(0, zoneMs);
        s.paneMs = in.readLong();
        s.longestWindow = in.readLong();
        s.readAt = in.readLong();
        s.surge = BurstFilter.unpack(SeriesCodec.bytes(in), BurstSettings.SURGE, zoneMs);
        s.spike = BurstFilter.unpack(SeriesCodec.bytes(in), BurstSettings.SPIKE, zoneMs);
        boolean shared = codec > CODEC_DRIFT;
        if (codec > CODEC_FAST) {
            byte[] packed = SeriesCodec.bytes(in);
            s.drift = packed.length == 0 ? null : DriftFilter.unpack(packed, DriftSettings.DRIFT, zoneMs);
        }
        s.panes = Panes.unpack(in, codec);
        s.terms = TermCounts.unpack(in, codec);
        for (SeriesMessage m : SeriesCodec.messages(in, shared)) {
            s.add(m);
        }
        for (int i = 0; shared && i < s.waiting.size(); i++) {
            s.waiting.set(i, new Waiting(s.waiting.get(i).message(), in.readLong()));
        }
        s.candidates.addAll(SeriesCodec.messages(in, shared));
        List<SeriesMessage> first = SeriesCodec.messages(in, shared);
        s.first = first.isEmpty() ? null : first.get(0);
        int n = in.readInt();
        for (int i = 0; i < n; i++) {
            Track t = new Track();
            s.tracks.put(in.readUTF(), t);
            t.breachSince = in.readLong();
            t.calmSince = in.readLong();
            t.open = in.readBoolean();
            t.openSince = shared ? in.readLong() : 0;
        }
        if (shared) {
            s.firstHeard = in.readLong();
            s.lastHeard = in.readLong();
            s.meaning = in.readUTF();
            s.model = in.readLong();
            s.modelBefore = in.readLong();
            s.rebasedAt = in.readLong();
            s.sources = SourceShares.unpack(in);
            for (long left = SeriesCodec.count(in); left > 0; left--) {
                s.usual.put(in.readUTF(), UsualShare.unpack(in));
            }
        } else if (!s.panes.isEmpty()) {
            s.firstHeard = s.panes.first();
            s.lastHeard = s.readAt;
        }
        return s;
    }

    /** Offset of the local day from UTC, milliseconds. */
    public long zoneMs() {
        return zoneMs;
    }
}
