package io.tidewatch.connector.elasticsearch;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** One counter per outcome of a document, and one of requests that failed as a whole. */
record BulkMetrics(Counter written, Counter superseded, Counter retried, Counter rejected, Counter failedRequests) {
    static BulkMetrics in(MetricGroup group) {
        return new BulkMetrics(
                group.counter("documents_written", new ThreadSafeSimpleCounter()),
                group.counter("documents_superseded", new ThreadSafeSimpleCounter()),
                group.counter("documents_retried", new ThreadSafeSimpleCounter()),
                group.counter("documents_rejected", new ThreadSafeSimpleCounter()),
                group.counter("requests_failed", new ThreadSafeSimpleCounter()));
    }
}
