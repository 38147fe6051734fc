package io.tidewatch.job.detect.time;

import io.tidewatch.job.metric.DetectMetric;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * The origins of one subtask that are steadily late, each with by how many seconds, as the gauge {@code late_origins}: who
 * operates the stack has to see which producer nobody waits for. Kept in memory; found anew within two minutes after a start.
 */
public final class LateOrigins implements Serializable {
    private static final long serialVersionUID = 1L;

    private transient @Nullable Map<String, Long> seconds;

    /** Registers the gauge, once for all splits of the subtask. */
    public synchronized LateOrigins on(MetricGroup metrics) {
        if (seconds == null) {
            Map<String, Long> late = new ConcurrentSkipListMap<>();
            seconds = late;
            DetectMetric.LATE_ORIGINS.gauge(metrics, () -> names(late));
        }
        return this;
    }

    void late(String origin, long byMs) {
        if (seconds != null) {
            seconds.put(origin, byMs / 1_000);
        }
    }

    void punctual(String origin) {
        if (seconds != null) {
            seconds.remove(origin);
        }
    }

    /** {@code name=seconds}, with commas between. */
    private static String names(Map<String, Long> late) {
        return late.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
    }
}
