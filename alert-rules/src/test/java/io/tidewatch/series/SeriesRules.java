package io.tidewatch.series;

import io.tidewatch.alert.Severity;
import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Condition.Operator;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Recover;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSpec;
import io.tidewatch.rule.SeriesSpec;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.time.ActiveTimes;
import java.util.List;
import java.util.Map;

/** How the tests of this package write a rule: for everything that a series counts, with what a test asks of it. */
public final class SeriesRules {
    private SeriesRules() {}

    /** @param interval between two readings, milliseconds */
    static Rule rule(String name, long interval, RuleSpec spec, SeverityLevel... levels) {
        return new Rule(
                name,
                new Rule.Hashes("v", "s"),
                new Rule.Scope(new SeriesSpec("", List.of(), "h"), row -> true, null),
                new Rule.Timing(interval, 3_600_000, 0, ActiveTimes.ALWAYS),
                new Rule.Alerting(List.of(levels), null, Map.of(), null, null, 5, List.of("city")),
                Rule.Limits.DEFAULT,
                spec);
    }

    static SeverityLevel warning(Condition... all) {
        return new SeverityLevel(Severity.WARNING, List.of(all));
    }

    static SeverityLevel critical(Condition... all) {
        return new SeverityLevel(Severity.CRITICAL, List.of(all));
    }

    static Condition is(Metric metric, Operator operator, double value) {
        return new Condition(metric, operator, value);
    }

    /** @param hold for which it must be so, milliseconds */
    static Recover recover(Metric metric, Operator operator, double value, long hold) {
        return new Recover(List.of(is(metric, operator, value)), hold);
    }
}
