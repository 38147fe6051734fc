package io.tidewatch.job.detect.limit;

import io.tidewatch.job.metric.DetectMetric;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the groups that went because a rule follows no more, in a counter and as the gauge {@code evicting_rules}, and says so
 * once a minute. The gauge is read by other threads.
 */
public final class Evictions {
    private static final Logger LOG = LoggerFactory.getLogger(Evictions.class);
    private static final long LOG_EVERY_MS = 60_000;

    private final Counter counter;
    private final Map<String, Long> byRule = new ConcurrentSkipListMap<>();
    private long notLogged;
    private long loggedAt;

    /** @param counter of this kind of groups */
    public Evictions(DetectMetric counter, MetricGroup metrics) {
        this.counter = counter.counter(metrics);
        DetectMetric.EVICTING_RULES.gauge(metrics, () -> names(byRule));
    }

    /** Groups that a rule followed have gone. */
    public void add(String rule, long groups) {
        byRule.merge(rule, groups, Long::sum);
    }

    /**
     * Counts groups that have gone, and says so if it is time.
     *
     * @param rule that follows no more than {@code most}
     * @param now wall clock, epoch milliseconds
     */
    public void count(String rule, int most, long groups, long now) {
        counter.inc(groups);
        notLogged += groups;
        if (loggedAt == 0 || now - loggedAt >= LOG_EVERY_MS) {
            LOG.warn(
                    "groups evicted, those of which least is known first: rule={} maxSeries={} evicted={} total={}",
                    rule,
                    most,
                    notLogged,
                    counter.getCount());
            notLogged = 0;
            loggedAt = Math.max(1, now);
        }
    }

    /** How many groups have gone since the start. */
    public long total() {
        return counter.getCount();
    }

    private static String names(Map<String, Long> counts) {
        StringJoiner names = new StringJoiner(",");
        counts.forEach((rule, n) -> names.add(rule + "=" + n));
        return names.toString();
    }
}
