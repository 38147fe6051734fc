package io.tidewatch.job.detect.rules;

import io.tidewatch.job.detect.time.WallClock;
import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.rule.Rule;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.flink.metrics.MetricGroup;

/**
 * What each rule costs a subtask: the groups that it follows there, and the processor time that its matching and its readings take,
 * as the gauges {@code rule_series} and {@code rule_cpu}. Of the first {@value #FIRST} pieces of work each is timed, from there on
 * only one in {@value #EVERY}, at random distances, and counts for that many; rules that share a series share its time. Nothing
 * is timed in a backtest.
 *
 * <p>Of one thread, but for the gauges, which others read.
 */
public final class RuleMeter {
    private static final int EVERY = 64;
    /** Enough for a figure of every rule where there is little to do. */
    private static final int FIRST = 500;

    private static final long SLOT_MS = 30_000;
    private static final int SLOTS = 10;
    private static final long WINDOW_SECONDS = SLOTS * SLOT_MS / 1_000;

    /** Processor time by half minutes of the wall clock. */
    private static final class Load {
        private final long[] nanos = new long[SLOTS];
        private final long[] slots = new long[SLOTS];

        void add(long slot, long more) {
            int i = (int) Math.floorMod(slot, (long) SLOTS);
            nanos[i] = slots[i] == slot ? nanos[i] + more : more;
            slots[i] = slot;
        }

        long sum(long slot) {
            long sum = 0;
            for (int i = 0; i < SLOTS; i++) {
                sum += slots[i] > slot - SLOTS && slots[i] <= slot ? nanos[i] : 0;
            }
            return sum;
        }
    }

    private static final int TRIES = 100;

    private final boolean live;
    private final WallClock clock;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final SplittableRandom random = new SplittableRandom();
    private final Map<String, Load> loads = new TreeMap<>();
    private final Map<String, Integer> series = new ConcurrentSkipListMap<>();
    /** What asking for the time takes at least, which is in every piece of work that is timed. */
    private final long asking;

    private int first = FIRST;
    private int left;
    private long beganAt;

    public RuleMeter(DetectSettings settings, MetricGroup metrics) {
        live = settings.live() && threads.isCurrentThreadCpuTimeSupported();
        clock = settings.clock();
        asking = live ? asking() : 0;
        left = distance();
        DetectMetric.RULE_CPU.gauge(metrics, () -> printed(microsPerSecond()));
        DetectMetric.RULE_SERIES.gauge(metrics, () -> printed(series));
    }

    /** True when the piece of work that comes next is timed; then {@link #ended} has to be told when it is done. */
    public boolean begins() {
        if (!live) {
            return false;
        }
        if (first > 0) {
            first--;
        } else if (--left > 0) {
            return false;
        } else {
            left = distance();
        }
        beganAt = now();
        return true;
    }

    /** A timed piece of work of some rules is done, and another one begins. */
    public void ended(List<Rule> rules) {
        took(rules, Math.max(0, now() - beganAt - asking));
        beganAt = now();
    }

    /** On average as far as one piece counts for. */
    private int distance() {
        return 1 + random.nextInt(2 * EVERY - 1);
    }

    private long asking() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long before = now();
            least = Math.min(least, now() - before);
        }
        return least;
    }

    private void took(List<Rule> rules, long nanos) {
        long slot = Math.floorDiv(clock.millis(), SLOT_MS);
        synchronized (loads) {
            for (Rule r : rules) {
                loads.computeIfAbsent(r.name(), n -> new Load())
                        .add(slot, nanos * (first > 0 ? 1 : EVERY) / rules.size());
            }
        }
    }

    /** How many groups rules follow here now, each. */
    public void follow(List<Rule> rules, int groups) {
        for (Rule r : rules) {
            series.put(r.name(), groups);
        }
    }

    /** Forgets the rules that are not live any more. */
    public void keepOnly(ActiveRules active) {
        series.keySet().removeIf(name -> active.rule(name) == null);
        synchronized (loads) {
            loads.keySet().removeIf(name -> active.rule(name) == null);
        }
    }

    /** Processor time of each rule over the last five minutes, microseconds in each second. */
    Map<String, Long> microsPerSecond() {
        long slot = Math.floorDiv(clock.millis(), SLOT_MS);
        Map<String, Long> all = new TreeMap<>();
        synchronized (loads) {
            loads.forEach((rule, load) -> {
                long nanos = load.sum(slot);
                if (nanos / WINDOW_SECONDS >= 1_000) {
                    all.put(rule, nanos / WINDOW_SECONDS / 1_000);
                }
            });
        }
        return all;
    }

    /** Processor time of some rules together over the last five minutes, share of a core. */
    double share(List<Rule> rules) {
        long slot = Math.floorDiv(clock.millis(), SLOT_MS);
        long nanos = 0;
        synchronized (loads) {
            for (Rule r : rules) {
                Load load = loads.get(r.name());
                nanos += load == null ? 0 : load.sum(slot);
            }
        }
        return nanos / 1e9 / WINDOW_SECONDS;
    }

    private long now() {
        return threads.getCurrentThreadCpuTime();
    }

    private static String printed(Map<String, ?> byRule) {
        StringJoiner all = new StringJoiner(",");
        byRule.forEach((rule, n) -> all.add(rule + "=" + n));
        return all.toString();
    }
}
