package io.tidewatch.series;

import io.tidewatch.alert.ShareChange;
import io.tidewatch.hash.StableHash;
import io.tidewatch.limit.Standing;
import io.tidewatch.rule.MeasuredSpec;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.surge.ExpectedBand;
import io.tidewatch.surge.Growth;
import io.tidewatch.surge.Surprise;
import io.tidewatch.surge.filter.Baseline;
import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.CalendarEffect;
import io.tidewatch.surge.filter.DriftFilter;
import io.tidewatch.time.LocalClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One series: what is counted, what is usual and where each rule stands. It knows event time only; whoever holds it
 * calls {@link #add} for messages and {@link #read} at the instants of the evaluation grid, in order.
 *
 * <p>Messages wait until the grid passes them ({@link ArrivalBuffer}), so a reading at T never depends on what had already
 * arrived from after T. Kept: {@link Panes} over the longest window (in a surge over six of those up to an hour), two
 * filters, surge and spike, and a third while a drift rule looks ({@link Detectors}), up to {@value EvidenceSampler#MAX} messages
 * for evidence ({@value EvidenceSampler#MAX_RESTING} while there is no surge) and up to {@value TermCounts#MAX_TERMS}
 * terms ({@link EvidenceSampler}).
 *
 * <p>A drift rule is read once in five minutes, and only while it may hold or is open; else when a block of its clock
 * closes. A flatline rule is read on while nothing comes, until the series has had no messages for two weeks.
 *
 * <p>What a source that is down would have sent is not counted as zero: bins of that time are compared to what the
 * other sources usually say and nothing is learnt from them; flatline and shift rules hold back.
 */
public final class Series {
    /** What is shorter is no level, whatever is usual by then. */
    private static final long LEAST_LEVEL_MS = 6 * 3_600_000L;

    private static final int DAYS_PER_WEEK = 7;

    /** Without a slow clock, and with panes as wide as the grid. */
    private static final byte CODEC_FAST = 1;

    /** Without shares and sources. */
    private static final byte CODEC_DRIFT = 2;

    /** From here on numbers are packed in as few bytes as they need, and shares and sources are there. */
    static final byte CODEC_BRIEF = 3;

    /** With what came in time, while something came too late. */
    private static final byte CODEC_PUNCTUAL = 4;

    /** From here on with a memory of the rate, three scales of terms and the window that a rule was told in. */
    static final byte CODEC_RATE = 5;

    private static final byte CODEC_RATE_PUNCTUAL = 6;

    public static final long NEVER = Long.MAX_VALUE;

    /** With fewer days before the last one a rate is not well known. */
    private static final double KNOWN_DAYS = 2;

    private final long zoneMs;
    /** The filters: surge, spike and drift. */
    private Detectors detectors;
    /** What was counted. */
    private Panes panes = new Panes();
    /** The part of it that came in time, while there is another. */
    private PunctualPanes punctual = new PunctualPanes();

    private UsualShares usual = new UsualShares();
    private ArrivalBuffer arrivals = new ArrivalBuffer();
    private EvidenceSampler evidenceSampler = new EvidenceSampler();
    private Completeness completeness = new Completeness();
    private SeriesActivity activity = new SeriesActivity();
    private RebaseGuard rebaseGuard = new RebaseGuard();
    private RuleStates states = new RuleStates();

    private long paneMs;
    private long longestWindow;
    private long readAt;
    private long receivedAt;
    private long annotatedAt;

    /**
     * @param start since when the series would have been seen had there been messages, epoch milliseconds: the time
     *     before the first message then counts as observed, with zero counts
     * @param zoneMs offset of the local day from UTC, milliseconds
     */
    public Series(long start, long zoneMs) {
        this(Detectors.ofZeros(start, zoneMs), zoneMs);
    }

    /**
     * A series of which is not known whether it had messages before: what is usual is learnt first.
     *
     * @param start since when it is known that there were none, epoch milliseconds
     */
    public static Series unknown(long start, long zoneMs) {
        return new Series(Detectors.unknown(start, zoneMs), zoneMs);
    }

    /**
     * Takes it as known that there were no messages for a while before its start.
     *
     * @param days from 0
     */
    public Series afterSilence(double days) {
        detectors.addSilence(days);
        return this;
    }

    private Series(Detectors clocks, long zoneMs) {
        this.detectors = clocks;
        this.zoneMs = zoneMs;
    }

    /**
     * Goes by the hours and days of a clock from now on. What is packed does not say which: whoever reads a series back says it
     * again. Until it is said, the local day has an offset that does not change.
     *
     * @return this
     */
    public Series inZone(LocalClock clock) {
        detectors.inZone(clock);
        return this;
    }

    /**
     * A series that was observed from one instant to another, always at one rate: as many as expected on the average,
     * with the scatter that is usual.
     *
     * @param from epoch milliseconds
     * @param until epoch milliseconds; nothing is known after it
     * @param perBin originals in five minutes, from 0
     */
    public static Series steady(long from, long until, double perBin, long zoneMs) {
        Series s = new Series(Detectors.steady(from, until, perBin, zoneMs), zoneMs);
        s.activity = new SeriesActivity(until, until);
        return s;
    }

    /** A series that was observed from one instant to another, epoch milliseconds, and had no messages. */
    public static Series ofZeros(long from, long until, long zoneMs) {
        Series s = new Series(from, zoneMs);
        s.detectors.addZeros(until);
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
        usual.know(name, UsualShare.steady(activity.last(), share, perBin * UsualShare.BLOCK_MS / Baseline.BIN_MS));
    }

    /** What the share of a rule is called among the shares of a message; null for rules without. */
    public static @Nullable String shareName(Rule rule) {
        return rule.spec().share() == null ? null : StableHash.id(rule.spec().share());
    }

    /** Takes a message that came at its event time. */
    public void add(SeriesMessage message) {
        add(message, message.time());
    }

    /**
     * Takes a message; it counts from the next grid instant after it came. When it came later than a rule allows, it counts
     * all the same, and no condition of that rule holds because of it; unless it had been received in time and waited for us
     * since.
     *
     * @param cameAt epoch milliseconds event time
     */
    public void add(SeriesMessage message, long cameAt) {
        arrivals.add(message, cameAt);
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
        boolean changed = rebaseGuard.means(now, at);
        if (changed) {
            rebase();
        }
        return changed;
    }

    private void rebase() {
        detectors.settle(readAt, readAt, panes, panes, completeness, false);
        detectors.rebase();
        usual.forget();
    }

    /**
     * Goes on elsewhere: what came since the last reading is not known, and no rule has begun to hold.
     *
     * @param at epoch milliseconds event time; nothing is passed when it lies before the last reading
     */
    public void goOn(long at) {
        states.clear();
        evidenceSampler.calm();
        detectors.passUntil(at);
    }

    /**
     * Takes over from another series of the same group what is usual, where that one has learnt for longer. What this one has
     * counted stays as it is.
     *
     * @param other not to be used any more
     * @return false when there was nothing to take over
     */
    public boolean learnFrom(Series other) {
        boolean fast = detectors.isYoungerThan(other.detectors);
        if (fast) {
            usual.learnFrom(other.usual);
            evidenceSampler.learnFrom(other.evidenceSampler);
        }
        boolean any = detectors.learnFrom(other.detectors);
        if (any) {
            activity.learnFrom(other.activity);
        }
        return any;
    }

    /**
     * Is not followed any more: keeps what is usual, and nothing of what was counted. When it is followed again it is taken to
     * have had no messages meanwhile, since the first would have brought it back.
     *
     * @param at epoch milliseconds event time, not before the last reading
     * @return that rules which were open are lost
     */
    public List<RuleReading> giveUp(long at, List<Rule> rules) {
        List<RuleReading> lost = new ArrayList<>();
        for (Rule r : rules) {
            if (states.isOpen(r)) {
                lost.add(RuleReading.lost(r.name(), at));
            }
        }
        // the bin that is open is not known: part of it was counted
        goOn(at + Baseline.BIN_MS);
        panes = new Panes();
        punctual = new PunctualPanes();
        arrivals = new ArrivalBuffer();
        evidenceSampler = new EvidenceSampler();
        readAt = Math.max(readAt, at);
        return lost;
    }

    /** Takes over what waits to be counted in another series of the same group, which has none of it any more. */
    public void takeWaiting(Series other) {
        arrivals = other.arrivals;
        other.arrivals = new ArrivalBuffer();
    }

    /**
     * Lets what came before an instant pass without counting it.
     *
     * @param at epoch milliseconds event time
     * @return true when something still waits
     */
    public boolean passWaiting(long at) {
        arrivals.handOver(at, (m, lateBy) -> {});
        return !arrivals.isEmpty();
    }

    /** Shows each message that waits to be counted, and when it came, epoch milliseconds event time. */
    public void waiting(ObjLongConsumer<SeriesMessage> look) {
        arrivals.each(look);
    }

    /** True while any rule is open. */
    public boolean isAnyOpen() {
        return states.isAnyOpen();
    }

    /** What speaks for following it, where only its first and its last message are known. */
    public Standing standing() {
        return Standing.between(activity.first(), activity.last());
    }

    /** End of the last reading, epoch milliseconds; 0 before the first. */
    public long readAt() {
        return readAt;
    }

    /**
     * Counts what is of before an instant and reads every rule there.
     *
     * @param at instant of the grid, later than the one before
     * @param rules those that look at this series
     * @param pane width of a pane, milliseconds; divides every rule's window and interval, and five minutes
     */
    public List<RuleReading> read(long at, List<Rule> rules, long pane) {
        return read(at, rules, pane, SourceOutages.NONE, CalendarEffect.NOTHING);
    }

    /**
     * Counts what is of before an instant and reads every rule there, knowing of outages and of announced days.
     *
     * @param at instant of the grid, later than the one before, epoch milliseconds event time
     * @param rules those that look at this series
     * @param pane width of a pane, milliseconds; divides every rule's window and interval, and five minutes
     * @param outages when sources were down
     * @param announced what is announced for the days of this group
     */
    public List<RuleReading> read(
            long at, List<Rule> rules, long pane, SourceOutages outages, CalendarEffect announced) {
        completeness.follow(outages);
        detectors.follow(announced);
        paneMs = pane;
        longestWindow = Baseline.BIN_MS;
        for (Rule r : rules) {
            longestWindow = Math.max(longestWindow, r.longestWindowMs());
        }
        receivedAt = 0;
        annotatedAt = 0;
        long leastLateness = PunctualPanes.leastOf(rules);
        arrivals.handOver(at, (m, lateBy) -> {
            if (lateBy > leastLateness || !punctual.isEmpty()) {
                punctual.add(startOfPane(m), m, lateBy, rules, panes);
            }
            count(m, at);
        });
        detectors.slowClockFor(rules, at, panes, announced);
        detectors.closeBins(at, panes, punctual.of(leastLateness, panes), completeness, rules, isFlat(rules));
        long unlearnt = usual.learn(rules, at, panes, paneMs, completeness);
        dropOld(at, rules, unlearnt);
        panes.merge(at, paneMs);
        punctual.merge(at, paneMs);
        followSurge(at, rules);
        List<RuleReading> readings = new ArrayList<>(rules.size());
        for (Rule rule : rules) {
            if (RuleGrid.isDue(rule, at)) {
                RuleReading r = read(at, rule);
                if (r != null) {
                    readings.add(r);
                }
            }
        }
        states.keepOnly(rules);
        if (evidenceSampler.first() == null && !states.isAnyOpen()) {
            evidenceSampler.rest(at);
        }
        readAt = at;
        return readings;
    }

    private long startOfPane(SeriesMessage m) {
        return Math.floorDiv(m.time(), paneMs) * paneMs;
    }

    private void count(SeriesMessage m, long at) {
        panes.add(startOfPane(m), m);
        completeness.add(m.source());
        if (rebaseGuard.readBy(m.model(), at)) {
            rebase();
        }
        activity.add(m.time());
        receivedAt = Math.max(receivedAt, m.receivedAt());
        annotatedAt = Math.max(annotatedAt, m.annotatedAt());
        if (m.original()) {
            evidenceSampler.take(m, at);
        }
    }

    /** True while a rule has found that there is less than usual. */
    private boolean isFlat(List<Rule> rules) {
        for (Rule r : rules) {
            if (r.spec().isAboutAbsence() && r.asksFor(Metric.RATIO) && states.isOpen(r)) {
                return true;
            }
        }
        return false;
    }

    /** Drops what no window, no open bin, no share and no growth looks at any more. */
    private void dropOld(long at, List<Rule> rules, long unlearnt) {
        long needed = Math.min(Math.min(Panes.startOf(at, longestWindow, paneMs), detectors.openSince()), unlearnt);
        SeriesMessage first = evidenceSampler.first();
        if (first != null) {
            needed = Math.min(needed, Math.max(first.time(), at - GrowthForecast.reach(rules)));
        }
        panes.dropBefore(needed);
        punctual.dropBefore(needed, rules);
        evidenceSampler.dropBefore(at - longestWindow);
    }

    /** A surge begins when the score rises, and goes on while a rule is open whatever the score says. */
    private void followSurge(long at, List<Rule> rules) {
        boolean open = false;
        long longest = 0;
        for (Rule r : rules) {
            if (!r.spec().isOverDays() && !r.spec().isAboutAbsence()) {
                open |= states.isOpen(r);
                longest = Math.max(longest, r.longestWindowMs());
            }
        }
        SeriesMessage first = evidenceSampler.first();
        if (!open && first != null && first.time() < at - longest) {
            evidenceSampler.endSurge(); // what began then is over, and nobody looked
        }
        if (!open && detectors.surgeScore(at, panes, completeness.part(at)) < Detectors.RESTING) {
            evidenceSampler.endSurge();
        } else {
            evidenceSampler.surgeSince(at - longest);
        }
    }

    private @Nullable RuleReading read(long at, Rule rule) {
        double part = completeness.part(rule, at);
        Panes inTime = punctual.of(rule.latenessMs(), panes);
        double score = detectors.score(detector(rule), at, inTime, part);
        RuleState state = states.of(rule);
        boolean wasOpen = state.open;
        boolean held = isHeldBack(rule, at);
        if (!wasOpen
                && (held || !mayHold(rule, at, score) || !rule.activeTimes().contains(at))) {
            state.breachSince = 0;
            return null;
        }
        boolean over = state.isOver(rule, at);
        WindowReadings windows = new WindowReadings(
                rule,
                state,
                w -> figures(at, at, rule, w, panes, score, wasOpen),
                w -> inTime == panes ? null : figures(at, at, rule, w, inTime, score, wasOpen),
                w -> mayHoldIn(at, rule, w),
                (ago, length) -> figures(at, at - ago, rule, length, panes, score, wasOpen),
                (windowMs, surprise, from) -> peopleNeeded(rule, windowMs, at, surprise, from));
        boolean suppressed = held || over || rule.spec().isAboutAbsence() && !activity.isFlatline(rule, at);
        SeverityLevel level = suppressed ? null : windows.level();
        if (level == null && !wasOpen) {
            state.breachSince = 0;
            return null;
        }
        boolean recovered = state.advance(at, rule, level, windows.forRecovery(), windows.leastHoldMs(), held);
        if (over) {
            state.end();
            recovered = true;
        }
        WindowFigures figures = windows.shown(recovered);
        ShareChange change = figures.change();
        if (state.open && change != null) {
            usual.freeze(rule, state.openSince, at);
        }
        long window = windows.shownMs(recovered);
        Growth growth = GrowthForecast.growth(panes, paneMs, evidenceSampler.first(), at, window, figures.usual());
        RuleReading reading = new RuleReading(
                        rule.name(),
                        at,
                        level == null ? null : level.severity(),
                        state.breachSince,
                        recovered,
                        figures.value(growth, window, windows.next(level), band(rule, figures, at)),
                        evidenceSampler.evidence(
                                at,
                                rule,
                                window,
                                (state.open ? Math.min(at, state.openSince) : at) - window,
                                figures.counts().originals(),
                                figures.expected(),
                                change != null && change.deltaPoints() > 0 ? shareName(rule) : null),
                        isLearning(rule),
                        receivedAt,
                        annotatedAt)
                .over(rule.windows().size() > 1 ? window : 0);
        return recovered && !over && isNewLevel(rule, state.openSince, at) ? reading.atNewLevel() : reading;
    }

    /**
     * True when what a rule told is over because so much is usual now.
     *
     * @param since when it was told, epoch milliseconds; 0 when that is not known
     */
    private boolean isNewLevel(Rule rule, long since, long at) {
        return switch (detector(rule)) {
            case SURGE, SPIKE ->
                since != 0
                        && (detectors.newLevelAt() > since || at - since >= LEAST_LEVEL_MS && detectors.hasRisen(at));
            case DRIFT, SILENCE, NONE -> false;
        };
    }

    /** False when the score or the counts are too low for any severity: then the windows need not be summed. */
    private boolean mayHold(Rule rule, long at, double score) {
        return ConditionPrefilter.mayHold(rule, score)
                && ConditionPrefilter.hasVolume(
                        rule, panes.originals(Panes.startOf(at, rule.longestWindowMs(), paneMs), at));
    }

    /**
     * The figures of a window that ends at an instant. Of a rule over several windows, what it told before it last recovered
     * counts no more.
     *
     * @param knownAt the instant of the reading, epoch milliseconds
     */
    private WindowFigures figures(
            long knownAt, long at, Rule rule, long windowMs, Panes counted, double score, boolean wasOpen) {
        long from = beginOf(rule, at, windowMs);
        WindowCounts counts = counted.sum(from, at);
        Expectation usually = expectation(rule, from, at, knownAt);
        Detectors.Usual known = usually.known;
        double expected = usually.mean;
        double ratio = counted.authors(from, at) / expected;
        double surprise = known == null
                ? Double.NaN
                : surprise(counts.authors(), counted.gathered(from, at), expected, known.dispersion(), at - from);
        ShareChange change =
                rule.spec().share() != null && (wasOpen || ConditionPrefilter.hasVolume(rule, counts.originals()))
                        ? usual.change(rule, counted, counts.originals(), from, at)
                        : null;
        boolean noWonder =
                rule.spec().isAboutAbsence() && !wasOpen && detectors.isLowCountUsual(counted, from, at, expected);
        return new WindowFigures(
                from,
                counts,
                expected,
                ratio,
                noWonder ? Double.NaN : ratio,
                score,
                surprise,
                change,
                known == null ? null : known.silentDays(),
                usually.part);
    }

    private long beginOf(Rule rule, long at, long windowMs) {
        long start = Panes.startOf(at, windowMs, paneMs);
        long told = states.of(rule).endedAt;
        return rule.windows().size() > 1 && told > start
                ? Math.min(Panes.startOf(at, rule.windowMs(), paneMs), Panes.startOf(told, 0, paneMs))
                : start;
    }

    /**
     * What is expected in a window.
     *
     * @param part of it that comes from sources that are up, 0…1
     * @param known null for a rule that does not ask for surprise
     */
    private record Expectation(double part, Detectors.@Nullable Usual known, double mean) {}

    private Expectation expectation(Rule rule, long from, long at, long knownAt) {
        double part = completeness.partOver(rule, from, at, knownAt, since -> detectors.partSince(since, from, at));
        double up = part < BurstFilter.MIN_PART ? 1 : part;
        Detectors.Usual known = ConditionPrefilter.asksForSurprise(rule) ? detectors.usual(from, at) : null;
        double mean = known == null ? detectors.expected(detector(rule), from, at) : known.mean();
        return new Expectation(part, known, mean * up);
    }

    /** False when too few came in a window for any severity: then its people need not be told apart. */
    private boolean mayHoldIn(long at, Rule rule, long windowMs) {
        long from = beginOf(rule, at, windowMs);
        long originals = panes.originals(from, at);
        return rule.spec().isAboutAbsence()
                || ConditionPrefilter.mayReach(rule, originals, () -> originals / expectation(rule, from, at, at).mean);
    }

    /** What is usual around what is expected; null when that is not known. */
    private @Nullable ExpectedBand band(Rule rule, WindowFigures figures, long at) {
        if (Double.isNaN(figures.expected())) {
            return null;
        }
        double dispersion = ConditionPrefilter.asksForSurprise(rule)
                ? detectors.usual(figures.from(), at).scatter()
                : detectors.dispersion(detector(rule), figures.from(), at);
        return ExpectedBand.of(figures.expected(), dispersion);
    }

    /**
     * The fewest people with whom the window of a rule, as it was last read, would surprise so much, all else equal; at least
     * those that it had.
     *
     * @param rule over one window, one of those that the last reading was for
     * @param surprise see {@link Surprise}
     */
    public long peopleNeeded(Rule rule, double surprise) {
        return peopleNeeded(rule, rule.windowMs(), readAt, surprise, 0);
    }

    private long peopleNeeded(Rule rule, long windowMs, long at, double surprise, long least) {
        long from = Panes.startOf(at, windowMs, paneMs);
        double part = completeness.partOver(rule, from, at, at, since -> detectors.partSince(since, from, at));
        Detectors.Usual known = detectors.usual(from, at);
        double expected = known.mean() * (part < BurstFilter.MIN_PART ? 1 : part);
        Panes.Gathered gathered = panes.gathered(from, at);
        return Surprise.leastCount(
                surprise,
                Math.max(least, panes.sum(from, at).authors()),
                gathered.fullest() - usualPair(expected, at - from),
                gathered.uploads(),
                gathered.uploaded(),
                expected,
                known.dispersion(),
                at - from);
    }

    /**
     * What is usual in the window of a rule as it was last read, and what the smooth shape of the day alone would say.
     *
     * @param rule over one window, one of those that the last reading was for
     * @return null of kinds other than surge and spike
     */
    public @Nullable UsualWindow usualWindow(Rule rule) {
        BurstFilter filter = detectors.filter(detector(rule));
        if (filter == null) {
            return null;
        }
        long from = Panes.startOf(readAt, rule.windowMs(), paneMs);
        Baseline baseline = filter.baseline();
        double expected = expected(rule, from, readAt);
        long hour = baseline.sharpestHour(from, readAt);
        return new UsualWindow(
                rule.windowMs(),
                expected,
                expected * baseline.expectedSmooth(from, readAt) / baseline.expected(from, readAt),
                hour,
                baseline.isOff(hour));
    }

    /**
     * How much is usual altogether as of the last reading, and what of it was learnt of bursts.
     *
     * @param rule one of those that the last reading was for
     * @return null of kinds other than surge and spike
     */
    public @Nullable UsualLevel usualLevel(Rule rule) {
        BurstFilter filter = detectors.filter(detector(rule));
        if (filter == null) {
            return null;
        }
        double week = 0;
        for (int day = 0; day < DAYS_PER_WEEK; day++) {
            week += expected(rule, readAt + day * Panes.DAY_MS, readAt + (day + 1) * Panes.DAY_MS);
        }
        return new UsualLevel(
                week / DAYS_PER_WEEK,
                filter.burstShare(),
                filter.learntOfBursts(),
                detectors.newLevelAt(),
                filter.isCalm());
    }

    /** What a rule takes for usual between two instants when every source is up. */
    private double expected(Rule rule, long from, long to) {
        return ConditionPrefilter.asksForSurprise(rule)
                ? detectors.usual(from, to).mean()
                : detectors.expected(detector(rule), from, to);
    }

    /**
     * How small a burst a rule hears here, by what is usual in the day from an instant on; see {@link LeastBurst}.
     *
     * @param rule of which {@link LeastBurst#isKnown} is true
     * @param windowMs one of its windows
     * @param at epoch milliseconds, not before the last reading
     * @param clock of the local day
     * @return people by hour of the local day, 24 of them; in an hour that this day leaves out those of the hour before; null
     *     in the first hours, when nothing is known of what is usual
     */
    public int @Nullable [] leastBursts(Rule rule, long windowMs, long at, LocalClock clock) {
        if (!detectors.isRateKnown(windowMs)) {
            return null;
        }
        int[] people = new int[LeastBurst.HOURS];
        long local = at + clock.offsetMs(at);
        long first = at - Math.floorMod(local, LeastBurst.HOUR_MS);
        for (int i = 0; i < LeastBurst.HOURS; i++) {
            long hour = first + i * LeastBurst.HOUR_MS;
            long end = hour + (LeastBurst.HOUR_MS + Math.min(windowMs, LeastBurst.HOUR_MS)) / 2;
            people[LeastBurst.hourOf(hour, clock)] = leastBurst(rule, windowMs, end);
        }
        return LeastBurst.complete(people);
    }

    private int leastBurst(Rule rule, long windowMs, long end) {
        long from = end - windowMs;
        Detectors.Usual known = detectors.usual(from, end);
        double expected = Math.exp(detectors.learntMeanwhile(windowMs)) * expected(rule, from, end);
        return LeastBurst.people(
                rule, expected, known.dispersion(), windowMs, Math.min(1, 2.0 * Baseline.BIN_MS / windowMs));
    }

    private static double surprise(
            long people, Panes.Gathered gathered, double expected, double dispersion, long windowMs) {
        return Surprise.of(
                people,
                gathered.fullest() - usualPair(expected, windowMs),
                gathered.uploads(),
                gathered.uploaded(),
                expected,
                dispersion,
                windowMs);
    }

    /** What is expected in two neighbouring bins. */
    private static double usualPair(double expected, long windowMs) {
        return expected * Math.min(1, 2.0 * Baseline.BIN_MS / windowMs);
    }

    /**
     * A step that may come from a new meaning of the counts is not reported; nor is a flatline or a share that may come
     * from a source outage.
     */
    private boolean isHeldBack(Rule rule, long at) {
        if (rule.spec().learns() && rebaseGuard.isFresh(at)) {
            return true;
        }
        return (rule.spec().isAboutAbsence() || rule.spec().share() != null)
                && !Completeness.isComplete(completeness.part(rule, at));
    }

    private boolean isLearning(Rule rule) {
        return switch (detector(rule)) {
            case SURGE, SPIKE ->
                ConditionPrefilter.asksForSurprise(rule) ? detectors.daysKnown() < KNOWN_DAYS : detectors.isYoung();
            case SILENCE -> rule.asksFor(Metric.RATIO) && detectors.isYoung();
            case DRIFT -> detectors.isSlowOneLearning();
            case NONE -> rule.spec().share() != null && usual.isYoung(rule);
        };
    }

    private static MeasuredSpec.Detector detector(Rule rule) {
        return rule.spec() instanceof MeasuredSpec m ? m.detector() : MeasuredSpec.Detector.NONE;
    }

    WindowCounts counts(long from, long to) {
        return panes.sum(from, to);
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
            if (r.spec().isOverDays()) {
                next = Math.min(next, nextOfDrift(at, r));
            } else if (r.spec().isAboutAbsence()) {
                next = Math.min(next, activity.nextReading(r, at, isSettled(r, at), grid));
            } else {
                everyTime = everyTime || states.isOpen(r) || mayHoldWithoutMessages(r, at);
            }
        }
        detectors.rest();
        return everyTime ? Math.min(next, Math.floorDiv(at, grid) * grid + grid) : next;
    }

    /**
     * True when a rule may come to hold although no message comes: counts only sink then, and what has sunk to rest stays
     * there.
     */
    private boolean mayHoldWithoutMessages(Rule rule, long at) {
        if (panes.originals(Panes.startOf(at, Math.max(Baseline.BIN_MS, rule.windowMs()), paneMs), at) == 0) {
            return false;
        }
        return rule.spec().share() != null
                || ConditionPrefilter.looksForLittle(rule)
                || detectors.surgeScore(at, panes, completeness.part(at)) >= Detectors.RESTING
                || (rule.windows().size() == 1
                        && ConditionPrefilter.hasVolume(
                                rule, panes.originals(Panes.startOf(at, rule.windowMs(), paneMs), at)));
    }

    private long nextOfDrift(long at, Rule rule) {
        if (states.isOpen(rule)) {
            return RuleGrid.inFiveMinutes(at, rule);
        }
        if (panes.originals(Panes.startOf(at, rule.windowMs(), paneMs), at) == 0) {
            return NEVER;
        }
        return ConditionPrefilter.mayHold(rule, detectors.score(MeasuredSpec.Detector.DRIFT, at, panes, 1))
                ? RuleGrid.inFiveMinutes(at, rule)
                : RuleGrid.from(DriftFilter.nextBlock(at), rule);
    }

    /** True for a flatline that has been reported and that no count but a message's changes, nor the time of day. */
    private boolean isSettled(Rule rule, long at) {
        return rule.activeTimes().isAlways()
                && states.isOpen(rule)
                && !rule.asksFor(Metric.RATIO)
                && !isHeldBack(rule, at);
    }

    /** True when there was no message for so long that a flatline is no news, and no rule but flatlines looks. */
    public boolean isForgotten(long at, List<Rule> rules) {
        return activity.isForgotten(at) && rules.stream().allMatch(r -> r.spec().isAboutAbsence());
    }

    /** Writes everything; {@link #unpack} reads it back. */
    public void pack(DataOutput out) throws IOException {
        out.writeByte(punctual.isEmpty() ? CODEC_RATE : CODEC_RATE_PUNCTUAL);
        out.writeLong(paneMs);
        out.writeLong(longestWindow);
        out.writeLong(readAt);
        detectors.pack(out);
        panes.pack(out);
        evidenceSampler.packTerms(out);
        arrivals.pack(out);
        evidenceSampler.packMessages(out);
        states.pack(out);
        activity.pack(out);
        rebaseGuard.pack(out);
        completeness.pack(out);
        usual.pack(out);
        if (!punctual.isEmpty()) {
            punctual.pack(out);
        }
    }

    /**
     * Reads what this release or one before has packed.
     *
     * @throws IllegalStateException for bytes of a codec that is not known
     */
    public static Series unpack(DataInput in, long zoneMs) throws IOException {
        byte codec = in.readByte();
        if (codec < CODEC_FAST || codec > CODEC_RATE_PUNCTUAL) {
            throw new IllegalStateException(
                    "series codec: " + codec + ", expected " + CODEC_FAST + " to " + CODEC_RATE_PUNCTUAL);
        }
        boolean shared = codec > CODEC_DRIFT;
        long pane = in.readLong();
        long longest = in.readLong();
        long read = in.readLong();
        Series s = new Series(Detectors.unpack(in, codec > CODEC_FAST, codec >= CODEC_RATE, zoneMs), zoneMs);
        s.paneMs = pane;
        s.longestWindow = longest;
        s.readAt = read;
        s.panes = Panes.unpack(in, codec);
        s.evidenceSampler = EvidenceSampler.unpackTerms(in, codec);
        s.arrivals = ArrivalBuffer.unpack(in, shared);
        s.evidenceSampler.unpackMessages(in, shared);
        s.states = RuleStates.unpack(in, shared, codec >= CODEC_RATE);
        if (shared) {
            s.activity = SeriesActivity.unpack(in);
            s.rebaseGuard = RebaseGuard.unpack(in);
            s.completeness = Completeness.unpack(in);
            s.usual = UsualShares.unpack(in);
            s.punctual = codec == CODEC_PUNCTUAL || codec == CODEC_RATE_PUNCTUAL
                    ? PunctualPanes.unpack(in, codec)
                    : s.punctual;
        } else if (!s.panes.isEmpty()) {
            s.activity = new SeriesActivity(s.panes.first(), s.readAt);
        }
        return s;
    }

    /** Offset of the local day from UTC where no clock is given, milliseconds. */
    public long zoneMs() {
        return zoneMs;
    }
}
