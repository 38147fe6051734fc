package io.tidewatch.job.detect;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Severity;
import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.rule.Rule;
import io.tidewatch.series.RuleReading;
import java.util.List;
import java.util.Map;

/** Small rule files for tests of operators, and the signals that such rules give. */
public final class RuleTexts {
    public static final long START = Feed.START;
    static final Group ZHEJIANG = new Group(List.of("issue", "region"), List.of("logistics.transit_delay", "浙江"));

    private RuleTexts() {}

    public static RuleUpdate set(long revision, String... rules) {
        return new RuleUpdate(
                revision,
                Map.of(
                        "test.yaml",
                        "apiVersion: tidewatch/v1\ngroups:\n- name: test\n  rules:\n" + String.join("", rules)),
                Map.of());
    }

    /** Three originals in ten minutes are a warning, ten are critical. */
    public static String threshold(String name, String where, int originals, String duration) {
        return """
              - alert: %s
                kind: threshold
                where: '%s'
                by: [issue, region]
                window: 10m
                severities:
                  warning: {originals: '>= %d'}
                  critical: {originals: '>= %d'}
                for: %s
                recover: {originals: '< 2', hold: 1m}
            """.formatted(name, where, originals, originals * 3 + 1, duration);
    }

    public static String surge(String name) {
        return """
              - alert: %s
                kind: surge
                where: 'complaint'
                by: [issue, region]
                window: 10m
                severities: {warning: {originals: '>= 1'}}
            """.formatted(name);
    }

    /** Counts alone, so that it holds while its clock still learns. */
    public static String drift(String name) {
        return """
              - alert: %s
                kind: drift
                where: 'complaint'
                by: [issue, region]
                window: 6h
                severities: {warning: {originals: '>= 3'}}
            """.formatted(name);
    }

    public static String match(String name) {
        return """
              - alert: %s
                kind: match
                where: 'complaint'
                by: [issue, region]
                severities: {warning: {}}
                keep_firing_for: 10m
            """.formatted(name);
    }

    public static Rule rule(RuleUpdate set, String name) {
        Rule rule = ActiveRules.of(set).rule(name);
        if (rule == null) {
            throw new IllegalArgumentException("rule: '" + name + "', expected one of the set");
        }
        return rule;
    }

    /** @param level null: the conditions do not hold */
    public static Signal signal(
            Rule rule, long at, Severity level, long breachSince, long originals, boolean recovered) {
        return new Signal(
                rule.name(),
                rule.structure(),
                ZHEJIANG,
                new RuleReading(
                        rule.name(),
                        at,
                        level,
                        breachSince,
                        recovered,
                        AlertValue.builder()
                                .posts(originals)
                                .originals(originals)
                                .authors(originals)
                                .reach(10)
                                .negativeShare(1)
                                .build(),
                        new Evidence(null, List.of(sample("s" + at, at)), List.of("没动"), List.of()),
                        false,
                        at,
                        at));
    }

    static EvidenceSample sample(String id, long at) {
        return new EvidenceSample(id, "快递五天没动", "social", "weibo", at);
    }
}
