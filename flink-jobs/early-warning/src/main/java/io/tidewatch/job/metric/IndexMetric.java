package io.tidewatch.job.metric;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What IndexJob counts, per operator and subtask. */
public enum IndexMetric {
    /** Records turned into documents. */
    DOCUMENTS_MADE("documents_made"),

    /** Records that could not be read; they became dead letters. */
    RECORDS_UNREADABLE("records_unreadable"),

    /** Dead letters that could not be read themselves; only logged. */
    DEAD_LETTERS_LOST("dead_letters_lost"),

    /** Stored alerts and incidents from which words were taken, because a customer deleted or changed them. */
    DOCUMENTS_REDACTED("documents_redacted"),

    /** Times that what is stored could not be looked through for words that were taken back; tried again. */
    REDACTIONS_RETRIED("redactions_retried");

    private final String metric;

    IndexMetric(String metric) {
        this.metric = metric;
    }

    /** Name on the metric reporter, snake_case. */
    public String metric() {
        return metric;
    }

    /** Registers the counter of a subtask. */
    public Counter counter(MetricGroup group) {
        return group.counter(metric);
    }
}
