package io.tidewatch.rule;

import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.rule.cel.Where;
import io.tidewatch.time.ActiveTimes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule, checked and with all defaults filled in.
 *
 * @param name unique over all files
 * @param hashes what distinguishes two states of it
 * @param scope which messages it looks at
 * @param timing when it is evaluated
 * @param alerting what its alerts say
 * @param limits how much of it there may be
 * @param spec what only its kind has
 */
public record Rule(
        String name, Hashes hashes, Scope scope, Timing timing, Alerting alerting, Limits limits, RuleSpec spec) {
    /**
     * What distinguishes two states of a rule.
     *
     * @param version hash of everything in the rule
     * @param structure hash of what makes partial matches incomparable: kind, where, by, steps
     */
    public record Hashes(String version, String structure) {
        /** Not known yet. */
        public static final Hashes NONE = new Hashes("", "");
    }

    /**
     * Which messages a rule looks at.
     *
     * @param where compiled; of a composite, which looks at no messages, never tested
     * @param fixedIssue the one issue that {@code where} allows ({@code issue == "x"}), or null
     */
    public record Scope(
            SeriesSpec series, Where where, @Nullable String fixedIssue) {}

    /**
     * When a rule is evaluated.
     *
     * @param intervalMs evaluation grid in event time, milliseconds
     * @param latenessMs a message that is later neither opens nor raises an episode; it is counted all the same, milliseconds
     * @param forMs how long the conditions must hold before it fires, milliseconds; 0 at once
     * @param activeTimes outside them no episode begins, and one that is open ends
     */
    public record Timing(long intervalMs, long latenessMs, long forMs, ActiveTimes activeTimes) {}

    /**
     * What alerts of a rule say.
     *
     * @param severities in rising order, never empty
     * @param owner from the rule or its file's group; null means the issue's owner
     * @param summary null means the default sentence of the kind
     * @param runbook null means the taxonomy's
     * @param samples messages shown as evidence
     * @param overRepresented dimensions in which the messages are compared with what is usual
     * @param levelsTogether whether its alerts and those of other such rules on one issue are levels of one incident
     */
    public record Alerting(
            List<SeverityLevel> severities,
            @Nullable String owner,
            Map<String, String> labels,
            @Nullable Bilingual summary,
            @Nullable String runbook,
            int samples,
            List<String> overRepresented,
            boolean levelsTogether) {
        /** Alerts that each tell themselves. */
        public Alerting(
                List<SeverityLevel> severities,
                @Nullable String owner,
                Map<String, String> labels,
                @Nullable Bilingual summary,
                @Nullable String runbook,
                int samples,
                List<String> overRepresented) {
            this(severities, owner, labels, summary, runbook, samples, overRepresented, false);
        }

        /** Severities, and everything else at its default. */
        public static Alerting of(List<SeverityLevel> severities) {
            return new Alerting(severities, null, Map.of(), null, null, 5, List.of());
        }
    }

    /**
     * How much of a rule there may be.
     *
     * @param maxSeries most groups that are followed at a time
     * @param maxAlerts most episodes that are open at a time
     * @param budget most episodes above info that are opened on a local day, all groups together; {@link #UNLIMITED} when it has
     *     none
     * @param cpu most processor time that it may take in a subtask before it is suspended, share of a core, 0…1; {@link
     *     Double#POSITIVE_INFINITY} when it has no limit
     */
    public record Limits(int maxSeries, int maxAlerts, int budget, double cpu) {
        /** Of a rule without a budget. */
        public static final int UNLIMITED = Integer.MAX_VALUE;

        public static final Limits DEFAULT = new Limits(20_000, 200, UNLIMITED, Double.POSITIVE_INFINITY);
    }

    public String version() {
        return hashes.version;
    }

    public String structure() {
        return hashes.structure;
    }

    public SeriesSpec series() {
        return scope.series;
    }

    public Where where() {
        return scope.where;
    }

    public @Nullable String fixedIssue() {
        return scope.fixedIssue;
    }

    public long intervalMs() {
        return timing.intervalMs;
    }

    public long latenessMs() {
        return timing.latenessMs;
    }

    public long forMs() {
        return timing.forMs;
    }

    public ActiveTimes activeTimes() {
        return timing.activeTimes;
    }

    public List<SeverityLevel> severities() {
        return alerting.severities;
    }

    public @Nullable String owner() {
        return alerting.owner;
    }

    public Map<String, String> labels() {
        return alerting.labels;
    }

    public @Nullable Bilingual summary() {
        return alerting.summary;
    }

    public @Nullable String runbook() {
        return alerting.runbook;
    }

    public int samples() {
        return alerting.samples;
    }

    public List<String> overRepresented() {
        return alerting.overRepresented;
    }

    /** True when its alerts and those of other such rules on one issue are levels of one incident. */
    public boolean levelsTogether() {
        return alerting.levelsTogether;
    }

    public int maxSeries() {
        return limits.maxSeries;
    }

    public int maxAlerts() {
        return limits.maxAlerts;
    }

    /** Most episodes above info that it opens on a local day; {@link Limits#UNLIMITED} when it has no budget. */
    public int budget() {
        return limits.budget;
    }

    /** Most processor time in a subtask, share of a core; {@link Double#POSITIVE_INFINITY} when it has no limit. */
    public double maxCpu() {
        return limits.cpu;
    }

    /** Its name on the wire and in rule files. What a kind does, its {@link #spec} knows. */
    public AlertKind kind() {
        return spec.kind();
    }

    /** How long an episode stays open after the last time that the rule held, milliseconds; 0 for kinds that end otherwise. */
    public long keepFiringMs() {
        return spec.keepFiringMs();
    }

    /** The shortest, milliseconds; 0 for kinds without a window. */
    public long windowMs() {
        return spec.windowMs();
    }

    /** Shortest first, milliseconds; empty for kinds without a window. */
    public List<Long> windows() {
        return spec.windows();
    }

    /** Milliseconds; 0 for kinds without a window. */
    public long longestWindowMs() {
        List<Long> windows = windows();
        return windows.isEmpty() ? 0 : windows.get(windows.size() - 1);
    }

    public @Nullable Recover recover() {
        return spec.recover();
    }

    /** How often a division by zero or an overflow made a comparison of its expressions false since they were compiled. */
    public long faults() {
        return where().faults() + spec.faults();
    }

    public Rule withHashes(Hashes other) {
        return new Rule(name, other, scope, timing, alerting, limits, spec);
    }

    /**
     * A copy with other conditions and at any time, to measure where it does not fire.
     *
     * @param others in rising order, never empty
     */
    public Rule withSeverities(List<SeverityLevel> others) {
        Alerting other = new Alerting(
                others,
                alerting.owner,
                alerting.labels,
                alerting.summary,
                alerting.runbook,
                alerting.samples,
                alerting.overRepresented,
                alerting.levelsTogether);
        Timing always = new Timing(timing.intervalMs, timing.latenessMs, timing.forMs, ActiveTimes.ALWAYS);
        return new Rule(name, hashes, scope, always, other, limits, spec);
    }

    /**
     * A copy over one of its windows, to say what was found in it.
     *
     * @param window milliseconds; 0: the rule as it is
     */
    public Rule over(long window) {
        return window == 0 || windows().size() < 2
                ? this
                : new Rule(name, hashes, scope, timing, alerting, limits, spec.over(window));
    }

    /** True when a severity of it has a condition on a metric. */
    public boolean asksFor(Metric metric) {
        for (SeverityLevel level : severities()) {
            for (Condition c : level.conditions()) {
                if (c.metric() == metric) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The highest severity whose conditions hold, or null. */
    public @Nullable SeverityLevel levelOf(Measured measured) {
        for (int i = severities().size() - 1; i >= 0; i--) {
            if (severities().get(i).holds(measured)) {
                return severities().get(i);
            }
        }
        return null;
    }
}
