package io.tidewatch.connector.redis;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/**
 * @param dropped values given up because too many waited while Redis was away
 * @param refused values that Redis will never take
 * @param failures batches or connections that failed
 */
record RedisMetrics(Counter written, Counter superseded, Counter dropped, Counter refused, Counter failures) {
    static RedisMetrics in(MetricGroup group) {
        return new RedisMetrics(
                group.counter("values_written", new ThreadSafeSimpleCounter()),
                group.counter("values_superseded", new ThreadSafeSimpleCounter()),
                group.counter("values_dropped", new ThreadSafeSimpleCounter()),
                group.counter("values_refused", new ThreadSafeSimpleCounter()),
                group.counter("redis_failures", new ThreadSafeSimpleCounter()));
    }
}
