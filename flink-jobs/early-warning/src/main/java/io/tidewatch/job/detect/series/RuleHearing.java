package io.tidewatch.job.detect.series;

import io.tidewatch.hash.StableHash;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.time.WallClock;
import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.job.metric.HeardBurst;
import io.tidewatch.rule.Rule;
import io.tidewatch.series.LeastBurst;
import io.tidewatch.series.Series;
import io.tidewatch.time.LocalClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * How small a burst each rule hears ({@link LeastBurst}) in a typical group of a subtask, by hour of the local day, as the gauge
 * {@code rule_hears}: the median over a sample of its groups, the {@value #GROUPS} with the smallest hashes, so that a group
 * with many messages counts no more than one with few. A group is looked at with its first reading in an hour of event time (with any
 * reading in the first hour of the job), and again after an hour of the wall clock or a day of event time; one without readings for two weeks is left out, and so is
 * one of which nothing is known yet. A look takes less than a millisecond. Nothing is kept over a restart, and nothing is done in a backtest.
 *
 * <p>Of one thread, but for the gauge, which others read.
 */
final class RuleHearing {
    static final int GROUPS = 200;
    private static final int HOURS = 24;
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = HOURS * HOUR_MS;
    private static final long FORGOTTEN_MS = 14 * DAY_MS;
    private static final long PRINTED_MS = 60_000;

    /**
     * @param readAt epoch milliseconds event time
     * @param lookedAt epoch milliseconds of the wall clock
     * @param people by window and hour
     */
    private record Look(long readAt, long lookedAt, int[][] people) {}

    /** Of one rule, by hash of the group. */
    private record Sample(Rule rule, TreeMap<Long, Look> groups) {}

    private final boolean live;
    private final WallClock clock;
    private final LocalClock local;
    private final Map<String, Sample> samples = new TreeMap<>();

    private final long begunAt;
    /** In the first hour every reading is looked at: a job that goes on knows its series, and not what was heard. */
    private boolean begun;

    private String printed = "";
    private long printedAt;
    private boolean changed;

    RuleHearing(DetectSettings settings, MetricGroup metrics) {
        live = settings.live();
        clock = settings.clock();
        begunAt = live ? clock.millis() : 0;
        local = LocalClock.of(settings.zone());
        DetectMetric.RULE_HEARS.gauge(metrics, this::printed);
    }

    /**
     * A series was read.
     *
     * @param before the reading before this one, epoch milliseconds event time
     * @param at this one
     */
    void look(List<Rule> rules, String key, Series series, long before, long at) {
        boolean first = Math.floorDiv(before, HOUR_MS) != Math.floorDiv(at, HOUR_MS);
        if (!live || !first && begun) {
            return;
        }
        long now = clock.millis();
        begun = now - begunAt >= HOUR_MS;
        long hash = StableHash.mix(StableHash.fast(key));
        for (Rule r : rules) {
            if (LeastBurst.isKnown(r)) {
                look(r, hash, series, at, now);
            }
        }
    }

    private void look(Rule rule, long hash, Series series, long at, long now) {
        TreeMap<Long, Look> groups = of(rule).groups;
        Look known = groups.get(hash);
        boolean fresh = known != null && now - known.lookedAt < HOUR_MS && Math.abs(at - known.readAt) < DAY_MS;
        if (fresh || known == null && groups.size() >= GROUPS && hash > groups.lastKey()) {
            return;
        }
        List<Long> windows = LeastBurst.windows(rule);
        int[][] people = new int[windows.size()][];
        for (int i = 0; i < people.length; i++) {
            int[] least = series.leastBursts(rule, windows.get(i), at, local);
            if (least == null) {
                return;
            }
            people[i] = least;
        }
        synchronized (samples) {
            groups.put(hash, new Look(at, now, people));
            if (groups.size() > GROUPS) {
                groups.pollLastEntry();
            }
            changed = true;
        }
    }

    private Sample of(Rule rule) {
        Sample known = samples.get(rule.name());
        if (known != null && known.rule.version().equals(rule.version())) {
            return known;
        }
        Sample empty = new Sample(rule, new TreeMap<>());
        synchronized (samples) {
            samples.put(rule.name(), empty);
        }
        return empty;
    }

    /** A group is not followed any more. */
    void forget(List<Rule> rules, String key) {
        long hash = StableHash.mix(StableHash.fast(key));
        synchronized (samples) {
            for (Rule r : rules) {
                Sample known = samples.get(r.name());
                changed |= known != null && known.groups.remove(hash) != null;
            }
        }
    }

    /** Forgets the rules that are not live any more. */
    void keepOnly(ActiveRules active) {
        synchronized (samples) {
            changed |= samples.values().removeIf(s -> {
                Rule r = active.rule(s.rule.name());
                return r == null || !r.version().equals(s.rule.version());
            });
            printedAt = 0;
        }
    }

    /** The gauge; at most once a minute anew. */
    String printed() {
        Map<Rule, List<Look>> all = new HashMap<>();
        synchronized (samples) {
            long now = clock.millis();
            if (!changed || !printed.isEmpty() && now - printedAt < PRINTED_MS) {
                return printed;
            }
            changed = false;
            printedAt = now;
            for (Sample s : samples.values()) {
                long newest = Long.MIN_VALUE;
                for (Look l : s.groups.values()) {
                    newest = Math.max(newest, l.readAt);
                }
                long oldest = newest - FORGOTTEN_MS;
                s.groups.values().removeIf(l -> l.readAt < oldest);
                all.put(s.rule, new ArrayList<>(s.groups.values()));
            }
        }
        List<HeardBurst> bursts = new ArrayList<>();
        all.forEach((rule, looks) -> {
            for (int i = 0; i < LeastBurst.windows(rule).size(); i++) {
                HeardBurst typical = typical(rule, i, looks);
                if (typical != null) {
                    bursts.add(typical);
                }
            }
        });
        String text = HeardBurst.print(bursts);
        synchronized (samples) {
            printed = text;
        }
        return text;
    }

    private static @Nullable HeardBurst typical(Rule rule, int window, List<Look> looks) {
        if (looks.isEmpty()) {
            return null;
        }
        List<Integer> median = new ArrayList<>();
        int[] people = new int[looks.size()];
        for (int h = 0; h < HOURS; h++) {
            for (int i = 0; i < people.length; i++) {
                people[i] = looks.get(i).people[window][h];
            }
            Arrays.sort(people);
            median.add(people[people.length / 2]);
        }
        return new HeardBurst(rule.name(), LeastBurst.windows(rule).get(window), people.length, median);
    }
}
