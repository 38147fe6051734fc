package io.tidewatch.local.fields;

import io.tidewatch.alert.AlertKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Two values of each field of a rule, for rules and messages as they stand in {@code fields/<kind>.yaml}. */
final class RuleChanges {
    private static final String RULE = "groups[0].rules[0].";
    private static final String PLACE = "groups[].rules[].";

    private final Map<String, Change> changes = new TreeMap<>();

    private RuleChanges() {}

    /** By place. */
    static Map<String, Change> of(AlertKind kind) {
        RuleChanges c = new RuleChanges();
        c.everyKind(kind);
        c.levels(kind);
        switch (kind) {
            case SURGE, SPIKE, THRESHOLD, DRIFT, SHIFT -> c.counting(kind);
            case FLATLINE -> c.flatline();
            case MATCH -> c.match();
            case SEQUENCE -> c.sequence();
            case REPEAT -> c.repeat();
            case NEW_TERM -> c.newTerm();
            case SUSPENDED -> throw new IllegalArgumentException("no rule is " + kind);
            case COMPOSITE -> c.composite();
        }
        return c.changes;
    }

    private void everyKind(AlertKind kind) {
        values("alert", "One", "Other");
        put("kind", Change.toForeign(d -> d.with("groups[0].rules[0]", another(kind))));
        put("severities", level("info", "critical"));
        put("severities.info", level("info", "warning"));
        put("severities.warning", level("warning", "critical"));
        put("severities.critical", level("critical", "info"));
        values("owner", "desk", "other");
        values("limits", Map.of("max_series", 50, "max_alerts", 50), Map.of("max_series", 50, "max_alerts", 1));
        values("limits.max_alerts", 50, 1);
        values("limits.max_series", 50, 1);
        put("limits.cpu", Change.refused(RULE + "limits.cpu", "0%")); // nothing is suspended in a backtest
        values("budget", "50/day", "1/day");
        values("labels", Map.of("team", "a"), Map.of("team", "b"));
        put("annotations", Change.there(RULE + "annotations"));
        values("annotations.runbook", "runbooks/logistics.md", "runbooks/app.md");
        put("annotations.summary", Change.there(RULE + "annotations.summary"));
        values("annotations.summary.zh", "甲", "乙");
        values("annotations.summary.en", "a", "b");
        values(
                "evidence",
                Map.of("samples", 3, "over_represented", List.of("channel")),
                Map.of("samples", 1, "over_represented", List.of("channel")));
        values("evidence.samples", 3, 1);
        values("evidence.over_represented", List.of("channel"), List.of("city"));
        values("active_time_intervals", List.of("any-time"), List.of("early"));
        values("where", "complaint", "complaint && region == \"四川\"");
        values("by", List.of("issue", "region"), List.of("issue"));
        values("window", "10m", "20m");
        values("windows", List.of("1h"), List.of("12h"));
        values("for", "1m", "5m");
        values("keep_firing_for", "10m", "2h");
    }

    /** What measures names its level; a single message is told by what measures, when there is such a rule. */
    private void levels(AlertKind kind) {
        Change there = new Change(
                d -> d.with(RULE + "levels", "together"), UnaryOperator.identity(), Change.Follows.OUTCOME, false);
        switch (kind) {
            case SURGE, SPIKE, DRIFT, THRESHOLD -> put("levels", there);
            case MATCH, NEW_TERM ->
                put(
                        "levels",
                        there.in(d -> d.with(
                                        "groups[1].rules[0]",
                                        Map.of(
                                                "alert",
                                                "Second",
                                                "kind",
                                                "threshold",
                                                "where",
                                                "complaint",
                                                "by",
                                                List.of("issue"),
                                                "window",
                                                "10m",
                                                "levels",
                                                "together",
                                                "severities",
                                                Map.of("warning", Map.of("originals", ">= 1"))))
                                .with(RULE + "where", "complaint && issue == \"logistics.transit_delay\"")));
            default -> {
                // belongs to no other kind
            }
        }
    }

    private static Object another(AlertKind kind) {
        return kind == AlertKind.MATCH
                ? Map.of(
                        "alert",
                        "Rule",
                        "kind",
                        "threshold",
                        "where",
                        "complaint",
                        "window",
                        "10m",
                        "severities",
                        Map.of("warning", Map.of("originals", ">= 5")))
                : Map.of(
                        "alert",
                        "Rule",
                        "kind",
                        "match",
                        "where",
                        "complaint",
                        "severities",
                        Map.of("warning", Map.of()));
    }

    private void counting(AlertKind kind) {
        condition("posts", ">= 1", ">= 100000");
        condition("originals", ">= 1", ">= 100000");
        condition("authors", ">= 1", ">= 100000");
        condition("reach", ">= 1", ">= 1000000000");
        condition("ratio", ">= 0", ">= 100000");
        condition("score", ">= -50", "< -50");
        condition("probability", ">= 0", "<= 0");
        condition("surprise", ">= 0", ">= 1000000");
        condition("sensitivity", "low", "high");
        condition("negative_share", ">= .5", "< .5");
        condition("delta_points", ">= 1", ">= 99");
        condition("confidence", ">= .1", "< .1");
        for (String count : List.of("posts", "originals", "authors", "reach", "ratio")) {
            recover(count, ">= 0", "> 1000000000");
        }
        recover("score", ">= -50", "< -50");
        recover("probability", ">= 0", "<= 0");
        recover("surprise", ">= 0", "> 1000000");
        recover("negative_share", ">= 0", "> 1");
        recover("delta_points", ">= -100", ">= 100");
        recover("confidence", ">= 0", "> 1");
        put("recover", recover(Map.of("originals", ">= 0"), Map.of("originals", "> 100000")));
        put(
                "recover.hold",
                recover(Map.of("originals", ">= 0", "hold", "0s"), Map.of("originals", ">= 0", "hold", "20m")));
        values("share", "category == \"logistics\"", "category == \"quality\"");
        if (kind == AlertKind.DRIFT) {
            values("window", "6h", "24h");
            values("for", "0s", "12h");
        }
        if (kind == AlertKind.SHIFT) {
            values("by", List.of("region"), List.of("channel"));
            values("window", "30m", "1h");
        }
    }

    private void flatline() {
        values("by", List.of("region"), List.of("channel"));
        values("where", "role == \"customer\"", "role == \"customer\" && region == \"广东\"");
        values("window", "30m", "1h");
        condition("originals", "<= 20", "<= 0");
        condition("ratio", "<= 100000", "< .00001");
    }

    private void match() {
        put("for", Change.refused(RULE + "for", "5m"));
        condition("grade", ">= 1", "<= 1");
        condition("reach", ">= 1", ">= 100000");
        condition("velocity", ">= 0", ">= 100000");
        condition("surprise", ">= 1", ">= 2");
    }

    private void sequence() {
        put("for", Change.refused(RULE + "for", "5m"));
        values("by", List.of("customer"), List.of("author"));
        values("where", "channel != \"store\"", "channel == \"im\"");
        values("within", "1h", "10m");
        values("skip", "none", "past_last_event");
        put("steps", Change.to(d -> d.with(RULE + "steps", List.of(d.get(RULE + "steps[4]")))));
        values("steps[0].name", "asks", "asked");
        values("evidence", Map.of("samples", 3), Map.of("samples", 5));
        values("evidence.samples", 3, 5);
        values("steps[4].where", "channel == \"social\" && complaint", "channel == \"phone\"");
        values("steps[0].times", 1, 2);
        values("steps[2].optional", true, false);
        values("steps[3].absent", true, false);
        values("steps[4].contiguity", "relaxed", "strict");
    }

    private void repeat() {
        put("for", Change.refused(RULE + "for", "5m"));
        values("by", List.of("customer"), List.of("order"));
        values("window", "1h", "15m");
        values("times", 2, 3);
        values("after_close", true, false);
        condition("orders", ">= 1", ">= 100");
        condition("grade", ">= 1", "<= 1");
    }

    private void newTerm() {
        put("for", Change.refused(RULE + "for", "5m"));
        values("by", List.of("channel"), List.of("region"));
        values("window", "1h", "2h");
        values("background", "1d", "10d");
        condition("originals", ">= 3", ">= 10000");
        condition("authors", ">= 1", ">= 10000");
        condition("lift", ">= 1", ">= 1000000");
        condition("fdr", 0.5, 0.0000000001);
    }

    private void composite() {
        values("by", List.of("issue"), List.of("region"));
        values("within", "20m", "1m");
        values("when", "firing(\"Posts\") && firing(\"Calls\")", "firing(\"Posts\")");
    }

    private void condition(String metric, Object one, Object other) {
        put("severities.*." + metric, Change.of(RULE + "severities.warning." + metric, one, other));
    }

    private void recover(String metric, Object one, Object other) {
        put("recover." + metric, recover(Map.of(metric, one), Map.of(metric, other)));
    }

    private static Change recover(Map<String, Object> one, Map<String, Object> other) {
        return Change.of(RULE + "recover", one, other);
    }

    private static Change level(String one, String other) {
        return new Change(d -> only(d, one), d -> only(d, other), Change.Follows.OUTCOME, false);
    }

    private static Document only(Document d, String level) {
        Object conditions = d.get(RULE + "severities.warning");
        return d.with(RULE + "severities", Map.of(level, conditions));
    }

    private void values(String field, Object one, Object other) {
        put(field, Change.of(RULE + field, one, other));
    }

    private void put(String field, Change change) {
        changes.put(PLACE + field.replaceAll("\\[[0-9]+\\]", "[]"), change);
    }
}
