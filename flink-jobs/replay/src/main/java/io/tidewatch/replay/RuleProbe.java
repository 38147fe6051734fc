package io.tidewatch.replay;

import io.tidewatch.alert.Group;
import io.tidewatch.alert.Severity;
import io.tidewatch.calendar.CalendarFiles;
import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.job.detect.episode.SingleMessage;
import io.tidewatch.job.detect.follow.RuleEvent;
import io.tidewatch.job.detect.route.MessageGroups;
import io.tidewatch.job.detect.route.MessageRouter;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.series.SeriesEvent;
import io.tidewatch.job.detect.series.SeriesFunction;
import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.MeasuredSpec;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.rule.cel.Row;
import io.tidewatch.rule.cel.Where;
import io.tidewatch.series.Launches;
import io.tidewatch.series.RuleReading;
import io.tidewatch.series.Series;
import io.tidewatch.series.SeriesMessage;
import io.tidewatch.series.SourceOutages;
import io.tidewatch.series.Tides;
import io.tidewatch.series.UsualLevel;
import io.tidewatch.series.UsualWindow;
import io.tidewatch.surge.MessageDays;
import io.tidewatch.surge.filter.Baseline;
import io.tidewatch.surge.filter.CalendarEffect;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.term.TermWindow;
import io.tidewatch.term.TermsInMemory;
import io.tidewatch.time.LocalClock;
import io.tidewatch.time.LocalTimes;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a rule saw in a run, group by group, also where it did not fire. */
public final class RuleProbe {
    private static final double DAY_MS = 86_400_000;
    private static final long HOUR_MS = 3_600_000;

    private record Counted(long at, SeriesMessage message) {}

    /**
     * A message that a rule's {@code where} takes, or that closes the tickets that it waits for.
     *
     * @param comesAt epoch milliseconds
     * @param steps of a sequence, bit i: it can be step i in that group; empty for other kinds
     * @param closes true when it closes the ticket of its groups
     */
    public record Hit(
            long comesAt, CountedMessage message, Set<Group> groups, Map<Group, Integer> steps, boolean closes) {
        /** Event time, epoch milliseconds. */
        public long time() {
            return message.message().feedback().eventTime();
        }

        /** NaN for what one message does not have. */
        public double measure(Metric metric) {
            return MessageRouter.measured(message.message()).of(metric);
        }
    }

    private final KnownRates rates;
    private final Tides tides;
    private final Launches launches;
    private final boolean ofIssues;
    private final boolean ofAllComplaints;
    private final long since;
    private final ZoneId zone;
    private final Rule rule;
    private final Rule always;
    private final List<Hit> hits = new ArrayList<>();
    private final Map<Group, List<Counted>> counted = new LinkedHashMap<>();

    /** What series count, and nothing else. */
    private interface CountsOnly extends MessageRouter.Sink {
        @Override
        default void hit(Signal signal) {}

        @Override
        default void weigh(SingleMessage message) {}

        @Override
        default void follow(RuleEvent event) {}
    }

    /**
     * @param since event time from which on messages were read
     * @param zone whose hours, weekends and days were usual
     */
    private RuleProbe(
            Rule rule,
            Taxonomy taxonomy,
            List<MatchedMessage> matched,
            KnownRates rates,
            Tides tides,
            Launches launches,
            long since,
            ZoneId zone) {
        this.rule = rule;
        this.zone = zone;
        this.rates = rates;
        this.tides = tides;
        this.launches = launches;
        this.since = since;
        this.always = rule.withSeverities(List.of(new SeverityLevel(Severity.INFO, asked(rule))));
        Where where = rule.where();
        ActiveRules only = ActiveRules.only(rule, taxonomy);
        ActiveRules.Plan plan =
                rule.spec() instanceof MeasuredSpec ? only.plan(rule.series().hash()) : null;
        this.ofIssues = plan != null && plan.isOfIssues();
        this.ofAllComplaints = plan != null && plan.isOfAllComplaints();
        MessageRouter router = new MessageRouter(only);
        for (MatchedMessage h : matched) {
            CountedMessage m = h.message();
            List<Row> rows = MessageRouter.rows(m.message(), taxonomy);
            boolean closes = MessageRouter.closes(rule, m.message().feedback());
            Set<Group> groups =
                    where == null ? Set.of() : MessageRouter.groups(rule.series(), closes ? Where.ALL : where, rows);
            if (!groups.isEmpty()) {
                Map<Group, Integer> steps = rule.spec() instanceof SequenceSpec
                        ? MessageRouter.steps(rule, new MessageGroups(rows))
                        : Map.of();
                hits.add(new Hit(h.comesAt(), m, groups, steps, closes));
                SeriesMessage slim = MessageRouter.slim(m, rows.get(0));
                Map<Group, SeriesMessage> inSeries = new HashMap<>();
                router.route(m, (CountsOnly) e -> inSeries.put(e.group(), e.message()));
                groups.forEach(g -> counted.computeIfAbsent(g, k -> new ArrayList<>())
                        .add(new Counted(Math.max(h.comesAt(), slim.time()), inSeries.getOrDefault(g, slim))));
            }
        }
        hits.sort(Comparator.comparingLong(Hit::comesAt));
    }

    /** Surprise is measured only where it is asked for. */
    private static List<Condition> asked(Rule rule) {
        return rule.asksFor(Metric.SURPRISE)
                ? List.of(new Condition(Metric.SURPRISE, Condition.Operator.ABOVE, -Double.MAX_VALUE))
                : List.of();
    }

    /** How clock times are written where it was usual. */
    public LocalTimes times() {
        return new LocalTimes(zone);
    }

    /** Of a run in virtual time. */
    static RuleProbe of(
            VirtualCluster.Play play, VirtualCluster.Played played, KnownRates rates, Rule rule, Taxonomy taxonomy) {
        Map<String, Long> comes = new HashMap<>();
        play.messages().forEach(m -> comes.putIfAbsent(m.message().feedback().id(), m.comesAt()));
        List<MatchedMessage> matched = new ArrayList<>();
        for (CountedMessage m : played.messages()) {
            matched.add(
                    new MatchedMessage(comes.getOrDefault(m.message().feedback().id(), play.start()), m));
        }
        return new RuleProbe(
                rule, taxonomy, matched, rates, new Tides(), new Launches(), VirtualCluster.since(play), play.zone());
    }

    /** Of a recording: what {@link Backtest#record} matched for the same rule. */
    public static RuleProbe of(Backtest.Recording recording, Rule rule, Taxonomy taxonomy) {
        return new RuleProbe(
                rule,
                taxonomy,
                recording.messages(),
                KnownRates.NONE,
                recording.tides(),
                recording.launches(),
                recording.first(),
                recording.zone());
    }

    /** The messages that the rule's {@code where} takes, in the order in which they come. */
    public List<Hit> hits() {
        return List.copyOf(hits);
    }

    /** What a single message is measured by in one of its groups, with how rare one is there. */
    public Measured measured(Hit hit, Group group) {
        return metric ->
                metric == Metric.SURPRISE ? MessageDays.surprise(daysBefore(group, hit.time())) : hit.measure(metric);
    }

    /**
     * On how many of the {@value MessageDays#KNOWN} days before an instant's there was an original of a group.
     *
     * @param at epoch milliseconds
     */
    public int daysBefore(Group group, long at) {
        long day = MessageDays.dayOf(at, zone);
        MessageDays known = MessageDays.of(day);
        for (Counted c : counted.getOrDefault(group, List.of())) {
            if (c.message.original() && c.message.time() <= at) {
                known = known.with(MessageDays.dayOf(c.message.time(), zone));
            }
        }
        return known.before(day);
    }

    /** The group with the most originals in the window that ends at an instant; null when there is none at all. */
    public @Nullable Group largest(long at) {
        Group best = null;
        long most = -1;
        for (Map.Entry<Group, List<Counted>> e : counted.entrySet()) {
            long n = e.getValue().stream()
                    .filter(c -> c.message.original() && c.at < at && c.message.time() >= at - rule.windowMs())
                    .count();
            if (n > most) {
                most = n;
                best = e.getKey();
            }
        }
        return best;
    }

    /** Groups of which anything was counted, the largest first. */
    public List<Group> groups() {
        return counted.entrySet().stream()
                .sorted(Comparator.<Map.Entry<Group, List<Counted>>>comparingInt(
                                e -> -e.getValue().size())
                        .thenComparing(e -> e.getKey().key()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Messages of a group's window that came later than the rule allows.
     *
     * @param at end of the window, epoch milliseconds
     * @param window its length, milliseconds
     */
    public long tooLate(Group group, long at, long window) {
        return counted.getOrDefault(group, List.of()).stream()
                .filter(c -> c.at < at && c.message.time() >= at - window)
                .filter(c -> c.at - c.message.time() > rule.latenessMs())
                .count();
    }

    /** True when anything was counted of a group. */
    public boolean has(Group group) {
        return counted.containsKey(group);
    }

    /**
     * The words of a group at an instant, of a rule that looks for new ones.
     *
     * @param at epoch milliseconds, moved back onto the rule's grid
     */
    public TermWindow.Comparison words(Group group, long at) {
        TermWindow window = new TermWindow(rule, new TermsInMemory());
        counted.getOrDefault(group, List.of()).stream()
                .map(Counted::message)
                .filter(m -> m.original() && m.time() < at)
                .sorted(Comparator.comparingLong(SeriesMessage::time).thenComparing(SeriesMessage::id))
                .forEach(window::take);
        return window.compare(at);
    }

    /**
     * Whether the rule's own conditions hold at an instant, with all that it asks for beside them; so a flatline
     * that is usual does not.
     */
    public boolean holds(Group group, long at) {
        List<RuleReading> read = new ArrayList<>();
        read(group, List.of(at), rule, (series, readings) -> read.addAll(readings));
        return read.stream().anyMatch(r -> r.level() != null);
    }

    /**
     * The measures of a group over the rule's shortest window.
     *
     * @param instants epoch milliseconds, moved back onto the rule's grid
     * @return one reading for each distinct instant; empty for kinds without a window
     */
    public List<RuleReading> readings(Group group, List<Long> instants) {
        return readings(group, instants, rule.windowMs());
    }

    /**
     * As {@link #readings(Group, List)} over one of the rule's windows.
     *
     * @param window milliseconds
     */
    public List<RuleReading> readings(Group group, List<Long> instants, long window) {
        List<RuleReading> out = new ArrayList<>();
        read(group, instants, always.over(window), (series, readings) -> out.addAll(readings));
        return out;
    }

    /**
     * The fewest people with whom a window of a group would surprise so much, all else equal.
     *
     * @param at epoch milliseconds, moved back onto the rule's grid
     * @param window one of the rule's, milliseconds
     * @return empty where nothing was measured then
     */
    public OptionalLong peopleNeeded(Group group, long at, long window, double surprise) {
        Rule over = always.over(window);
        List<Long> needed = new ArrayList<>();
        read(group, List.of(at), over, (series, readings) -> needed.add(series.peopleNeeded(over, surprise)));
        return needed.isEmpty() ? OptionalLong.empty() : OptionalLong.of(needed.get(0));
    }

    /**
     * What was usual at an instant, and why.
     *
     * @param at epoch milliseconds
     * @param windows of the rule, in its order; empty for kinds other than surge and spike
     * @param level as it was then; null for kinds other than surge and spike
     * @param perDayBefore what was usual in a day before that began which was last taken for a new level; NaN when nothing was
     */
    public record Usual(
            long at, List<UsualWindow> windows, @Nullable UsualLevel level, double perDayBefore) {}

    /**
     * What was usual in a group.
     *
     * @param instants epoch milliseconds, moved back onto the rule's grid
     * @return one for each distinct instant at which anything was known, in order of time
     */
    public List<Usual> usual(Group group, List<Long> instants) {
        List<Usual> out = new ArrayList<>();
        LevelChange change = new LevelChange();
        play(group, instants, rule, (series, at, wanted, readings) -> {
            UsualLevel level = wanted || Math.floorMod(at, HOUR_MS) == 0 ? series.usualLevel(rule) : null;
            if (level != null) {
                change.take(level);
            }
            if (wanted) {
                List<UsualWindow> windows = rule.windows().stream()
                        .map(w -> series.usualWindow(rule.over(w)))
                        .filter(Objects::nonNull)
                        .toList();
                out.add(new Usual(at, windows, level, change.perDayBefore()));
            }
        });
        return out;
    }

    /** Follows how much was usual before a level was taken for new. */
    private static final class LevelChange {
        private long newAt;
        private double calm = Double.NaN;
        private double before = Double.NaN;

        void take(UsualLevel level) {
            // until its last bins are settled, a change may move by some minutes
            if (level.newAt() > newAt + HOUR_MS) {
                before = calm;
            }
            newAt = Math.max(newAt, level.newAt());
            if (level.calm()) {
                calm = level.perDay();
            }
        }

        double perDayBefore() {
            return newAt == 0 ? Double.NaN : before;
        }
    }

    private void read(Group group, List<Long> instants, Rule asked, BiConsumer<Series, List<RuleReading>> out) {
        play(group, instants, asked, (series, at, wanted, readings) -> {
            if (wanted) {
                out.accept(series, readings);
            }
        });
    }

    /** Looks at a series after each reading. */
    private interface Look {
        void at(Series series, long at, boolean wanted, List<RuleReading> readings);
    }

    private void play(Group group, List<Long> instants, Rule asked, Look look) {
        List<Counted> all = new ArrayList<>(counted.getOrDefault(group, List.of()));
        if (!(rule.spec() instanceof MeasuredSpec) || all.isEmpty()) {
            return;
        }
        all.sort(Comparator.comparingLong(Counted::at));
        TreeSet<Long> wanted = new TreeSet<>();
        long grid = rule.spec().isOverDays() ? Math.max(rule.intervalMs(), Baseline.BIN_MS) : rule.intervalMs();
        instants.forEach(i -> wanted.add(Math.floorDiv(i, grid) * grid));
        long first = all.get(0).at;
        LocalClock clock = LocalClock.of(zone);
        long zoneMs = clock.offsetMs(first);
        Series series = rates.series(SeriesEvent.keyOf(rule.series().hash(), group), zoneMs);
        if (series == null) {
            long start = Math.max(since, first - SeriesFunction.HISTORY_MS);
            series = new Series(start, zoneMs).afterSilence((start - since) / DAY_MS);
        }
        series.inZone(clock);
        TreeSet<Long> reads = new TreeSet<>(wanted);
        long step = Math.max(grid, Baseline.BIN_MS);
        for (long t = Math.floorDiv(first, step) * step + step; t < wanted.last(); t += step) {
            reads.add(Math.floorDiv(t, grid) * grid);
        }
        long pane = gcd(gcd(rule.intervalMs(), rule.windowMs()), Baseline.BIN_MS);
        int next = 0;
        for (long at : reads) {
            for (; next < all.size() && all.get(next).at < at; next++) {
                series.add(all.get(next).message, all.get(next).at);
            }
            if (at > first) {
                List<RuleReading> read = series.read(
                        at, List.of(wanted.contains(at) ? asked : rule), pane, SourceOutages.NONE, calendar(group));
                look.at(series, at, wanted.contains(at), read);
            }
        }
    }

    /** What was announced, how much was complained of in general, and what a new product borrows, where that counts. */
    private CalendarEffect calendar(Group group) {
        CalendarEffect announced = CalendarFiles.of(Map.of()).of(group);
        CalendarEffect risen = ofIssues ? tides.over(announced) : announced;
        return ofAllComplaints ? launches.over(risen, group) : risen;
    }

    /**
     * How many times as much as usual was complained of in general, of most categories at once.
     *
     * @param at epoch milliseconds
     * @return 1 also where that does not count for the rule
     */
    public double tide(long at) {
        return ofIssues ? tides.at(at) : 1;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** What a reading says of a metric; NaN for what it does not. */
    public static Measured measured(RuleReading r) {
        return metric -> switch (metric) {
            case POSTS -> r.value().posts();
            case ORIGINALS -> r.value().originals();
            case AUTHORS -> r.value().authors();
            case REACH -> r.value().reach();
            case RATIO -> number(r.value().ratio());
            case SCORE, SENSITIVITY -> number(r.value().score());
            case SURPRISE -> number(r.value().surprise());
            case PROBABILITY -> number(r.value().probability());
            case NEGATIVE_SHARE -> r.value().negativeShare();
            case DELTA_POINTS ->
                r.value().change() == null ? Double.NaN : r.value().change().deltaPoints();
            case CONFIDENCE ->
                r.value().change() == null ? Double.NaN : r.value().change().confidence();
            default -> Double.NaN;
        };
    }

    private static double number(@Nullable Double d) {
        return d == null ? Double.NaN : d;
    }
}
