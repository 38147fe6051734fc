package io.tidewatch.series;

import io.tidewatch.rule.MeasuredSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.surge.LowCountTest;
import io.tidewatch.surge.filter.Baseline;
import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.BurstSettings;
import io.tidewatch.surge.filter.CalendarEffect;
import io.tidewatch.surge.filter.DriftFilter;
import io.tidewatch.surge.filter.DriftSettings;
import io.tidewatch.surge.filter.RateMemory;
import io.tidewatch.surge.filter.ScoreScale;
import io.tidewatch.time.LocalClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The filters of one series, each with a pace of its own: surge and spike always, and a slow one for build-ups while a
 * drift rule looks. They are given the same bins of five minutes at the same time and nothing else, so a rule's score
 * does not depend on which other rules look. Mutable.
 *
 * <p>A bin is closed for good {@value #SETTLE_MS} milliseconds after its end: until then each reading closes it anew, on
 * copies, with what has come by then. So what waited somewhere for a while is counted where it belongs, and a silence of
 * our own is not learnt as zero. Only what is settled is kept.
 */
final class Detectors {
    /** Below this score (a probability of 2 %) there is no surge. */
    static final double RESTING = -4;
    /** The most that a slow clock says that has not learnt enough. */
    private static final double UNSUPPORTED_SCORE = -20;

    /** Variance of a bin's count beyond Poisson's, relative to its square. */
    private static final double PRIOR_SCATTER = 0.14;

    /** So long after its end a bin may still be amended, milliseconds. */
    static final long SETTLE_MS = 15 * 60_000;

    /** From so many messages on, the baseline says how much is usual rather than the memory of the rate. */
    private static final double BASELINE_KNOWS = 40;

    /** From less than that a rate may be anything. */
    private static final double RATE_KNOWN_DAYS = 0.25;

    /** Within an hour a burst is known for one; a slower one is learnt for at most so many hours more. */
    private static final double MEANWHILE_HOURS = 5;

    private static final double MOST_LEARNT_MEANWHILE = 0.3;
    private static final double LEAST_EXPECTED = 1e-9;

    /** Variance, relative to its square, of how often one product is complained of to how often others are. */
    private static final double PRODUCTS_DIFFER = 0.15;

    private static final double RISEN = 1.5;

    /** A low count that comes by chance on more days than this part of them is usual. */
    private static final double MIN_LOW_DAYS = 0.001;

    private BurstFilter surge;
    private BurstFilter spike;
    private @Nullable DriftFilter drift;
    /** What is usual where too little comes for a baseline. */
    private RateMemory memory;

    private final long zoneMs;
    private LocalClock clock;

    /** What the last reading knew beforehand. */
    private CalendarEffect beforehand = CalendarEffect.NOTHING;

    /** False in copies whose spike filter is not theirs. */
    private boolean closesSpike = true;

    /** False in copies: the memory is of what is settled. */
    private boolean remembers = true;

    /** These, with the bins that are over and not settled closed as they stand; between readings null. */
    private @Nullable Detectors ahead;

    /** What the surge filter says of the open bin, for which instant and part; several ask for it in one reading. */
    private double provisional;

    private long provisionalAt = Series.NEVER;
    private double provisionalPart;
    private @Nullable Panes provisionalOf;

    private Detectors(
            BurstFilter surge, BurstFilter spike, @Nullable DriftFilter drift, RateMemory memory, long zoneMs) {
        this.surge = surge;
        this.spike = spike;
        this.drift = drift;
        this.memory = memory;
        this.zoneMs = zoneMs;
        this.clock = LocalClock.fixed(zoneMs);
    }

    /**
     * That take the time before the first message as observed, with zero counts.
     *
     * @param start epoch milliseconds
     */
    static Detectors ofZeros(long start, long zoneMs) {
        long bin = Math.floorDiv(start, Baseline.BIN_MS);
        return new Detectors(
                BurstFilter.ofZeros(BurstSettings.SURGE, bin, zoneMs),
                BurstFilter.ofZeros(BurstSettings.SPIKE, bin, zoneMs),
                null,
                new RateMemory(bin),
                zoneMs);
    }

    /** That know nothing of the time before an instant, epoch milliseconds: what is usual is learnt first. */
    static Detectors unknown(long start, long zoneMs) {
        long bin = Math.floorDiv(start, Baseline.BIN_MS);
        return new Detectors(
                new BurstFilter(BurstSettings.SURGE, bin, zoneMs),
                new BurstFilter(BurstSettings.SPIKE, bin, zoneMs),
                null,
                new RateMemory(bin),
                zoneMs);
    }

    /** Goes by the hours and days of a clock; see {@link Series#inZone}. */
    void inZone(LocalClock local) {
        clock = local;
        surge.inZone(local);
        spike.inZone(local);
        if (drift != null) {
            drift.inZone(local);
        }
    }

    /** Adds empty bins until an instant, epoch milliseconds. */
    void addZeros(long until) {
        while (surge.nextBin() < Math.floorDiv(until, Baseline.BIN_MS)) {
            memory.add(surge.nextBin(), 0);
            surge.close(0);
            spike.close(0);
        }
    }

    /** Takes it as known that nothing was said for so many days before. */
    void addSilence(double days) {
        memory.addSilence(days);
    }

    /** That have observed one rate, with the scatter that is usual; see {@link Series#steady}. */
    static Detectors steady(long from, long until, double perBin, long zoneMs) {
        long first = Math.floorDiv(from, Baseline.BIN_MS);
        BurstFilter surge = new BurstFilter(BurstSettings.SURGE, first, zoneMs);
        BurstFilter spike = new BurstFilter(BurstSettings.SPIKE, first, zoneMs);
        DriftFilter drift = new DriftFilter(DriftSettings.DRIFT, first, zoneMs);
        RateMemory memory = new RateMemory(first);
        double scatter = perBin > 0 ? Math.min(0.95, Math.sqrt(1 / perBin + PRIOR_SCATTER)) : 0;
        for (long bin = first; bin < Math.floorDiv(until, Baseline.BIN_MS); bin++) {
            // two above, two below: half of the squared difference of neighbours is then the variance, as if
            // independent
            double n = perBin * ((bin & 2) == 0 ? 1 + scatter : 1 - scatter);
            surge.close(n);
            spike.close(n);
            drift.close(n);
            memory.add(bin, perBin);
        }
        return new Detectors(surge, spike, drift, memory, zoneMs);
    }

    /** Passes what is not known until an instant, epoch milliseconds. */
    void passUntil(long at) {
        long bin = Math.floorDiv(at, Baseline.BIN_MS);
        if (bin > surge.nextBin()) {
            spike.skip(bin - spike.nextBin());
            surge.skip(bin - surge.nextBin());
        }
        if (drift != null && bin > drift.nextBin()) {
            drift.skip(bin - drift.nextBin());
        }
    }

    /** True when others have learnt for longer what is usual in an hour. */
    boolean isYoungerThan(Detectors others) {
        return surge.baseline().bins() < others.surge.baseline().bins();
    }

    /**
     * Takes over those that have learnt for longer; bins that they have not observed meanwhile are skipped.
     *
     * @param others not to be used any more
     * @return false when none has
     */
    boolean learnFrom(Detectors others) {
        others.passUntil(openSince());
        boolean fast = isYoungerThan(others);
        if (fast) {
            surge = others.surge;
            spike = others.spike;
            memory = others.memory;
        }
        boolean slow = others.drift != null && (drift == null || drift.bins() < others.drift.bins());
        if (slow) {
            drift = others.drift;
        }
        inZone(clock);
        rest();
        return fast || slow;
    }

    /** A reading begins: goes by a calendar from here on, and what was provisional no longer holds. */
    void follow(CalendarEffect calendar) {
        surge.follow(calendar);
        spike.follow(calendar);
        beforehand = calendar;
        rest();
    }

    /** A reading is over: what is not settled is made anew in the next one. */
    void rest() {
        ahead = null;
        provisionalAt = Series.NEVER;
        provisionalOf = null;
    }

    /** Starts a slow clock when a drift rule looks for the first time, from what the panes still hold. */
    void slowClockFor(List<Rule> rules, long at, Panes panes, CalendarEffect calendar) {
        if (!anyDrift(rules)) {
            drift = null;
            return;
        }
        if (drift == null) {
            long from = panes.isEmpty() ? at : Math.max(panes.first(), at - Panes.DAY_MS);
            drift = new DriftFilter(DriftSettings.DRIFT, Math.floorDiv(Math.min(from, at), Baseline.BIN_MS), zoneMs);
            drift.inZone(clock);
        }
        drift.follow(calendar);
    }

    private static boolean anyDrift(List<Rule> rules) {
        for (Rule r : rules) {
            if (r.spec().isOverDays()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Closes the bins that are over: for good those that nothing amends any more, for this reading the others.
     *
     * @param panes what was counted and is learnt
     * @param punctual the part of it that is evidence
     * @param rules those that ask in this reading
     * @param flat true while a flatline rule is open: nothing is learnt from an empty bin then
     */
    void closeBins(long at, Panes panes, Panes punctual, Completeness completeness, List<Rule> rules, boolean flat) {
        // what a flatline has found to be missing is settled: when it ends, none of it is zero
        settle(flat ? at : at - SETTLE_MS, at, panes, punctual, completeness, flat);
        rest();
        long open = Math.floorDiv(at, Baseline.BIN_MS);
        if (surge.nextBin() < open || drift != null && drift.nextBin() < open) {
            Detectors copy = copy(anySpike(rules));
            copy.settle(at, at, panes, punctual, completeness, flat);
            ahead = copy;
        }
    }

    /**
     * Closes for good the bins that end by an instant.
     *
     * @param at when that is done, epoch milliseconds
     */
    void settle(long until, long at, Panes panes, Panes punctual, Completeness completeness, boolean flat) {
        long open = Math.floorDiv(until, Baseline.BIN_MS);
        long next = drift == null ? surge.nextBin() : Math.min(surge.nextBin(), drift.nextBin());
        for (long bin = next; bin < open; bin++) {
            long start = bin * Baseline.BIN_MS;
            double n = panes.authors(start, start + Baseline.BIN_MS);
            double inTime = punctual == panes ? n : punctual.authors(start, start + Baseline.BIN_MS);
            double part = flat && n == 0 ? 0 : completeness.partOf(start, start + Baseline.BIN_MS, at);
            if (bin == surge.nextBin()) {
                close(surge, n, inTime, part);
                if (remembers && Completeness.isComplete(part)) {
                    memory.add(bin, n);
                    if (surge.newLevelBin() == bin + 1) {
                        memory.takeNewLevel(surge.baseline(), bin + 1);
                    }
                }
                if (closesSpike) {
                    close(spike, n, inTime, part);
                }
            }
            if (drift != null && bin == drift.nextBin()) {
                if (Completeness.isComplete(part)) {
                    drift.close(n, inTime, surge.quiet());
                } else {
                    drift.skip(1);
                }
            }
        }
    }

    private static boolean anySpike(List<Rule> rules) {
        for (Rule r : rules) {
            if (r.spec() instanceof MeasuredSpec m && m.detector() == MeasuredSpec.Detector.SPIKE) {
                return true;
            }
        }
        return false;
    }

    /** @param spikes false when nobody will ask for spikes: closing a bin twice for each reading has its price */
    private Detectors copy(boolean spikes) {
        Detectors copy = new Detectors(
                surge.copy(), spikes ? spike.copy() : spike, drift == null ? null : drift.copy(), memory, zoneMs);
        copy.closesSpike = spikes;
        copy.remembers = false;
        return copy;
    }

    /** These as they stand in this reading. */
    private Detectors now() {
        return ahead == null ? this : ahead;
    }

    private static void close(BurstFilter filter, double n, double inTime, double part) {
        if (Completeness.isComplete(part)) {
            filter.close(n, inTime);
        } else {
            filter.closePart(inTime, part);
        }
    }

    /** Begin of the first bin that is not settled, epoch milliseconds. */
    long openSince() {
        return surge.nextBin() * Baseline.BIN_MS;
    }

    /** Learns the level of what is usual anew; days and weeks keep their shape. */
    void rebase() {
        surge.rebase();
        spike.rebase();
        memory.forget();
        if (drift != null) {
            drift.rebase();
        }
    }

    /**
     * How sure a filter is that the count surges, see {@link ScoreScale}; NaN where there is none.
     *
     * @param panes what is evidence
     * @param part of what is usual that comes from sources that are up, 0…1
     */
    double score(MeasuredSpec.Detector detector, long at, Panes panes, double part) {
        return switch (detector) {
            case SURGE -> surgeScore(at, panes, part);
            case SPIKE -> provisional(now().spike, at, panes, part);
            case DRIFT -> slowScore(now().drift);
            case SILENCE, NONE -> Double.NaN;
        };
    }

    private static double slowScore(@Nullable DriftFilter slow) {
        if (slow == null) {
            return Double.NaN;
        }
        return slow.isSupported() ? slow.score() : Math.min(slow.score(), UNSUPPORTED_SCORE);
    }

    /** Score of the surge filter, whatever kind of rule asks. */
    double surgeScore(long at, Panes panes, double part) {
        if (at != provisionalAt || part != provisionalPart || panes != provisionalOf) {
            provisional = provisional(now().surge, at, panes, part);
            provisionalAt = at;
            provisionalPart = part;
            provisionalOf = panes;
        }
        return provisional;
    }

    private static double provisional(BurstFilter filter, long at, Panes panes, double part) {
        long start = filter.nextBin() * Baseline.BIN_MS;
        if (at <= start) {
            // the open bin is later than the instant: the messages are older than the first one received
            return filter.score();
        }
        return filter.provisional(panes.authors(start, at), (double) (at - start) / Baseline.BIN_MS, part);
    }

    /** What is usual in a window by a detector; NaN when that is not known. */
    double expected(MeasuredSpec.Detector detector, long from, long to) {
        Detectors now = now();
        return switch (detector) {
            case SURGE -> now.surge.baseline().expected(from, to);
            case SILENCE -> now.surge.baseline().expectedAnyway(from, to);
            case SPIKE -> now.spike.baseline().expected(from, to);
            case DRIFT -> now.drift == null || !now.drift.hasLevel() ? Double.NaN : now.drift.expected(from, to);
            case NONE -> Double.NaN;
        };
    }

    /**
     * What is usual in a window and how sure that is: by the memory of the rate where too little came for a baseline, by the
     * baseline where enough did.
     *
     * @param mean expected originals, above 0
     * @param dispersion φ of the variance {@code mean + φ·mean²}, with a reserve: days may differ more than a baseline of many
     *     messages knows, and nobody is to be woken by that
     * @param scatter the same without that reserve, as windows are seen to scatter
     * @param silentDays days without any before, see {@link RateMemory.Rate#silentDays}
     */
    record Usual(
            double mean,
            double dispersion,
            double scatter,
            @Nullable Integer silentDays) {}

    Usual usual(long from, long to) {
        Baseline baseline = now().surge.baseline();
        RateMemory.Rate rate = memory.before(to - from);
        double known = rate.count() / (rate.count() + BASELINE_KNOWS);
        double remembered = Math.max(LEAST_EXPECTED, rate.perDay() * baseline.usualDays(from, to));
        double mean = Math.exp((1 - known) * Math.log(remembered)
                + known * Math.log(Math.max(LEAST_EXPECTED, baseline.expected(from, to))));
        double scatter = baseline.scatter(from, to) + known * baseline.levelUncertainty();
        double borrowed = beforehand.borrowed(from, to);
        if (borrowed > mean) {
            return new Usual(borrowed, scatter + PRODUCTS_DIFFER, scatter + PRODUCTS_DIFFER, rate.silentDays());
        }
        return new Usual(
                mean,
                scatter + rate.uncertainty(known),
                scatter + (1 - known) * rate.uncertainty(0),
                rate.silentDays());
    }

    /** Part of what is usual in a window from an instant in it on, 0…1. */
    double partSince(long since, long from, long to) {
        Baseline baseline = now().surge.baseline();
        double all = baseline.expected(from, to);
        return all > 0 ? Math.min(1, baseline.expected(since, to) / all) : 1;
    }

    /**
     * Variance of the count of a window beyond Poisson's, relative to the square of what a detector expects of it.
     *
     * @return NaN when it is not known what is usual
     */
    double dispersion(MeasuredSpec.Detector detector, long from, long to) {
        Detectors now = now();
        return switch (detector) {
            case SURGE, SILENCE -> now.surge.baseline().dispersion(from, to);
            case SPIKE -> now.spike.baseline().dispersion(from, to);
            case DRIFT -> now.drift == null || !now.drift.hasLevel() ? Double.NaN : now.drift.dispersion(from, to);
            case NONE -> Double.NaN;
        };
    }

    /**
     * How much a burst that takes a whole window raises what is expected before it is known for a burst: a slow one is taken
     * for usual for longer, and a series of few messages learns more of each.
     *
     * @return as a logarithm, from 0
     */
    double learntMeanwhile(long windowMs) {
        double hours = Math.max(0, Math.min(MEANWHILE_HOURS, windowMs / 3_600_000.0 - 1));
        return Math.min(MOST_LEARNT_MEANWHILE, hours * now().surge.baseline().levelUncertainty());
    }

    /**
     * The filter that a detector's expected counts come from.
     *
     * @return null of others than surge and spike
     */
    @Nullable
    BurstFilter filter(MeasuredSpec.Detector detector) {
        return switch (detector) {
            case SURGE -> now().surge;
            case SPIKE -> now().spike;
            case DRIFT, SILENCE, NONE -> null;
        };
    }

    /** When what had looked like a surge was last taken for the usual level, epoch milliseconds; 0: never. */
    long newLevelAt() {
        return now().surge.newLevelBin() * Baseline.BIN_MS;
    }

    /** True when far more is usual by now than before the last days, in the day from an instant on, epoch milliseconds. */
    boolean hasRisen(long at) {
        long until = at + Panes.DAY_MS;
        Baseline baseline = now().surge.baseline();
        return baseline.expected(at, until)
                >= RISEN * memory.before(Panes.DAY_MS).perDay() * baseline.usualDays(at, until);
    }

    /** Days that how much is usual is known from, without the last one. */
    double daysKnown() {
        return memory.before(0).days();
    }

    /** True when enough is known of what came before a window for what is usual in it to mean anything. */
    boolean isRateKnown(long windowMs) {
        return memory.before(windowMs).days() >= RATE_KNOWN_DAYS;
    }

    /**
     * True when so few messages in a window may be chance, or when less than two days are known: a baseline of one
     * night cannot distinguish a quiet night from an outage. A day has many windows, in any of which it may come by chance.
     */
    boolean isLowCountUsual(Panes panes, long from, long at, double expected) {
        double windows = Math.max(1, (double) Panes.DAY_MS / (at - from));
        return isYoung()
                || windows
                                * LowCountTest.chance(
                                        panes.authors(from, at),
                                        expected,
                                        now().surge.baseline().dispersion(from, at))
                        > MIN_LOW_DAYS;
    }

    /** True when not even two days are known. */
    boolean isYoung() {
        return now().surge.baseline().bins() < 2 * Baseline.BINS_PER_DAY;
    }

    boolean isSlowOneLearning() {
        DriftFilter slow = now().drift;
        return slow == null || slow.isLearning();
    }

    void pack(DataOutput out) throws IOException {
        SeriesCodec.bytes(out, surge.pack());
        SeriesCodec.bytes(out, spike.pack());
        SeriesCodec.bytes(out, drift == null ? new byte[0] : drift.pack());
        SeriesCodec.bytes(out, memory.pack());
    }

    /**
     * @param slow false in codecs without a slow clock
     * @param remembers false in codecs without a memory of the rate
     */
    static Detectors unpack(DataInput in, boolean slow, boolean remembers, long zoneMs) throws IOException {
        BurstFilter surge = BurstFilter.unpack(SeriesCodec.bytes(in), BurstSettings.SURGE, zoneMs);
        BurstFilter spike = BurstFilter.unpack(SeriesCodec.bytes(in), BurstSettings.SPIKE, zoneMs);
        byte[] packed = slow ? SeriesCodec.bytes(in) : new byte[0];
        DriftFilter drift = packed.length == 0 ? null : DriftFilter.unpack(packed, DriftSettings.DRIFT, zoneMs);
        RateMemory memory =
                remembers ? RateMemory.unpack(SeriesCodec.bytes(in)) : RateMemory.of(surge.baseline(), surge.nextBin());
        return new Detectors(surge, spike, drift, memory, zoneMs);
    }
}
