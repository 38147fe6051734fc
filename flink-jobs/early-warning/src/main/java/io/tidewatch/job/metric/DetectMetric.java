package io.tidewatch.job.metric;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What DetectJob counts, per operator and subtask. */
public enum DetectMetric {
    /** Records of tidewatch.annotated that are no annotated feedback; left out. */
    UNREADABLE("unreadable"),

    /** Messages whose id was seen before; left out. */
    DUPLICATES("duplicates"),

    /** Messages of sources that are late by nature, measured when they were heard. */
    HEARD_LATE("heard_late"),

    /** Messages further behind the watermark than the count horizon; not counted. */
    TOO_LATE("too_late"),

    /** Messages without an author, customer or order that stood for many, by source. */
    SHARED_IDS("shared_ids"),

    /** Readings of rules on series, one per rule, series and evaluation. */
    READINGS("readings"),

    /** Series that learn anew because their issue was redefined or another model reads. */
    SERIES_REBASED("series_rebased"),

    /** Series that were taught from stored feedback. */
    SERIES_PRIMED("series_primed"),

    /** Series dropped at max_series; what is usual of them is remembered. */
    SERIES_EVICTED("series_evicted"),

    /** Dropped series of which nothing is remembered any more, because there were too many of those too. */
    SERIES_FORGOTTEN("series_forgotten"),

    /** Groups of ordered rules dropped at max_series. */
    FOLLOWED_EVICTED("followed_evicted"),

    /** Episodes of single messages ended as lost because their rule had more than max_series. */
    EPISODES_EVICTED("episodes_evicted"),

    /** Gauge: rules at their max_series, each with how many groups a subtask has dropped since it started. */
    EVICTING_RULES("evicting_rules"),

    /** Messages that came behind a later one of their group; left out by ordered rules. */
    LATE_IN_ORDER("late_in_order"),

    /** Single messages later than their rule allows; no episode was open that they could amend. */
    LATE_HITS("late_hits"),

    /** Sequences given up because a group had too many under way. */
    PARTIAL_MATCHES_DROPPED("partial_matches_dropped"),

    /** Originals beyond the first 200 of an interval and group; left out by new_term rules. */
    TERMS_SAMPLED_OUT("terms_sampled_out"),

    /** Alerts beyond a rule's max_alerts; not passed on. */
    ALERTS_LEFT_OUT("alerts_left_out"),

    /** Alerts beyond a rule's budget of the day; passed on as info and held. */
    ALERTS_HELD("alerts_held"),

    /** Gauge: origins whose messages are steadily late, so that nobody waits for them, each with by how many seconds. */
    LATE_ORIGINS("late_origins"),

    /** Gauge: how many groups a subtask follows for each rule. */
    RULE_SERIES("rule_series"),

    /** Gauge: processor time of each rule over the last five minutes, microseconds in each second. */
    RULE_CPU("rule_cpu"),

    /** Gauge: how small a burst each rule hears in a typical group of a subtask, by hour, see {@link HeardBurst}. */
    RULE_HEARS("rule_hears"),

    /** Messages of rules that are suspended because of their processor time; not counted. */
    SUSPENDED_MESSAGES("suspended_messages"),

    /** Gauge: rules that are suspended in a subtask, each with how many minutes are left. */
    SUSPENDED_RULES("suspended_rules"),

    /** Gauge: how many rules are suspended in a subtask. */
    RULES_SUSPENDED("rules_suspended"),

    /** Gauge: revision of the rule set that a subtask uses. */
    RULES_REVISION("rules_revision"),

    /** Gauge: hash of that set, equal in all subtasks once they have it. */
    RULES_HASH("rules_hash"),

    /** Gauge: rules of which an expression failed (division by zero, overflow). */
    RULES_FAILING("rules_failing"),

    /** Gauge: their names, each with how often. */
    FAILING_RULES("failing_rules");

    private final String metric;

    DetectMetric(String metric) {
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

    /** Registers the gauge of a subtask. */
    public <T> void gauge(MetricGroup group, Gauge<T> gauge) {
        group.gauge(metric, gauge);
    }
}
