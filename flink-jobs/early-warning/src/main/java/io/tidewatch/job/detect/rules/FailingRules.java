package io.tidewatch.job.detect.rules;

import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.rule.Rule;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which rules fail: a division by zero or an overflow in an expression makes its comparison false, and only there.
 * Reported once per rule in the log, and as the gauges {@code rules_failing} (how many) and {@code failing_rules}
 * (their names, each with how often). Not thread-safe.
 */
public final class FailingRules {
    private static final Logger LOG = LoggerFactory.getLogger(FailingRules.class);
    private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Set<String> logged = new HashSet<>();
    private volatile ActiveRules looked;
    private long lookedAt = System.nanoTime() - EVERY_NANOS;

    public FailingRules(ActiveRules active, MetricGroup metrics) {
        this.looked = active;
        DetectMetric.RULES_FAILING.gauge(
                metrics,
                () -> looked.rules().stream().filter(r -> r.faults() > 0).count());
        DetectMetric.FAILING_RULES.gauge(metrics, () -> names(looked));
    }

    /** Looks, at most once a second. */
    public void look(ActiveRules active) {
        long now = System.nanoTime();
        if (active == looked && now - lookedAt < EVERY_NANOS) {
            return;
        }
        lookedAt = now;
        if (active != looked) {
            looked = active;
            logged.clear();
        }
        for (Rule r : active.rules()) {
            if (r.faults() > 0 && logged.add(r.name())) {
                LOG.warn(
                        "rule failing: rule={} faults={} expected=no division by zero, no overflow",
                        r.name(),
                        r.faults());
            }
        }
    }

    private static String names(ActiveRules active) {
        StringJoiner names = new StringJoiner(",");
        for (Rule r : active.rules()) {
            if (r.faults() > 0) {
                names.add(r.name() + "=" + r.faults());
            }
        }
        return names.toString();
    }
}
