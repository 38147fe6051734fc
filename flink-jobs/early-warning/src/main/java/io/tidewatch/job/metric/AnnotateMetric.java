package io.tidewatch.job.metric;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What AnnotateJob counts, per operator and subtask. */
public enum AnnotateMetric {
    /** Messages that were analysed. */
    FEEDBACK_ANNOTATED("feedback_annotated"),

    /** Heartbeats of sources that were passed on. */
    HEARTBEATS("heartbeats"),

    /** Event times up to ten minutes ahead of the clock, set to it. */
    EVENT_TIMES_CLAMPED("event_times_clamped"),

    /** Values of dimensions that are not declared, left out of their messages. */
    DIMENSIONS_DROPPED("dimensions_dropped"),

    /** Links that are no plain https address, left out of their messages. */
    LINKS_DROPPED("links_dropped"),

    /** Records that became dead letters, by group reason. */
    DEAD_LETTERS("dead_letters");

    private final String metric;

    AnnotateMetric(String metric) {
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
