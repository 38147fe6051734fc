package io.tidewatch.job.detect.rules;

import io.tidewatch.episode.Suspension;
import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rules that took more of a subtask's processor time than their limit: they are not evaluated there, so that the others do not
 * have to wait. Rules on one series stand together: all of them are suspended when all have a limit, and take more than their
 * limits together. It ends after an hour, with another version of the rule, or when the job is started again. Said in the log, as
 * the gauges {@code suspended_rules} and {@code rules_suspended}, and as {@link Suspension}s, which become alerts.
 *
 * <p>Of the running system only, and only while it is not catching up, when everything is dear. Of one thread, but for the
 * gauges.
 */
public final class SuspendedRules {
    /** Side output of the operators that suspend. */
    public static final OutputTag<Suspension> SUSPENSIONS =
            new OutputTag<>("suspensions", TypeInformation.of(Suspension.class));

    private static final Logger LOG = LoggerFactory.getLogger(SuspendedRules.class);
    private static final long PAUSE_MS = 3_600_000;
    private static final long CATCHING_UP_MS = 10 * 60_000;
    private static final long MINUTE_MS = 60_000;

    private record Pause(String version, long until) {}

    private final DetectSettings settings;
    private final RuleMeter meter;
    private final Map<String, Pause> pauses = new ConcurrentSkipListMap<>();

    /** @param meter of the same operator */
    public SuspendedRules(DetectSettings settings, RuleMeter meter, MetricGroup metrics) {
        this.settings = settings;
        this.meter = meter;
        DetectMetric.SUSPENDED_RULES.gauge(metrics, this::printed);
        DetectMetric.RULES_SUSPENDED.gauge(metrics, this::count);
    }

    /** True while none of some rules, which stand together, is evaluated. */
    public boolean has(List<Rule> together) {
        return !pauses.isEmpty() && hasAll(together, settings.clock().millis());
    }

    private boolean hasAll(List<Rule> together, long now) {
        for (Rule r : together) {
            Pause p = pauses.get(r.name());
            if (p == null || !p.version.equals(r.version()) || p.until <= now) {
                return false;
            }
        }
        return true;
    }

    /**
     * Looks at rules that stand together once some of their work was timed.
     *
     * @param watermark event time up to which everything was seen, epoch milliseconds
     * @return what is suspended now and was not before; mostly nothing
     */
    public List<Suspension> look(List<Rule> together, long watermark) {
        double most = 0;
        for (Rule r : together) {
            most += r.maxCpu();
        }
        if (most == Double.POSITIVE_INFINITY) {
            return List.of();
        }
        long now = settings.clock().millis();
        double share = meter.share(together);
        if (share <= most || watermark < now - CATCHING_UP_MS || hasAll(together, now)) {
            return List.of();
        }
        List<Suspension> suspensions = new ArrayList<>();
        for (Rule r : together) {
            pauses.put(r.name(), new Pause(r.version(), now + PAUSE_MS));
            LOG.error("rule suspended for an hour: rule={} coreShare={} expected=at most {}", r.name(), share, most);
            suspensions.add(new Suspension(r.name(), r.version(), share, most, now, now + PAUSE_MS));
        }
        return suspensions;
    }

    /** Forgets the rules that are not live any more. */
    public void keepOnly(ActiveRules active) {
        pauses.entrySet().removeIf(p -> {
            Rule r = active.rule(p.getKey());
            return r == null || !r.version().equals(p.getValue().version);
        });
    }

    private long count() {
        long now = settings.clock().millis();
        return pauses.values().stream().filter(p -> p.until > now).count();
    }

    private String printed() {
        long now = settings.clock().millis();
        StringJoiner all = new StringJoiner(",");
        pauses.forEach((rule, p) -> {
            if (p.until > now) {
                all.add(rule + "=" + (p.until - now + MINUTE_MS - 1) / MINUTE_MS);
            }
        });
        return all.toString();
    }
}
