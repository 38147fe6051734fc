package io.tidewatch.rule;

import io.tidewatch.alert.Bilingual;
import io.tidewatch.rule.cel.Where;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule, checked and with all defaults filled in.
 *
 * @param name unique over all files
 * @param version hash of everything in the rule
 * @param structure hash of what makes partial matches incomparable: kind, where, by, steps
 * @param where compiled; null only for composite rules
 * @param fixedIssue the one issue that {@code where} allows ({@code issue == "x"}), or null
 * @param owner from the rule or its file's group; null means the issue's owner
 * @param intervalMs evaluation grid in event time
 * @param latenessMs late messages within it amend
 * @param windowMs 0 for kinds without a window
 * @param forMs how long the conditions must hold before it fires; 0 at once
 * @param severities in rising order, never empty
 * @param recover null for kinds that end otherwise
 * @param keepFiringMs for kinds that end by time
 * @param summary null means the default sentence of the kind
 * @param runbook null means the taxonomy's
 * @param activeTimeIntervals names from notify.yaml outside which nothing is pushed; empty means always
 * @param maxSeries most groups that are followed at a time
 * @param maxAlerts most episodes that are open at a time
 * @param details what only sequence, repeat, shift, new_term and composite have; null for other kinds
 */
public record Rule(
        String name,
        RuleKind kind,
        String version,
        String structure,
        SeriesSpec series,
        @Nullable Where where,
        @Nullable String fixedIssue,
        @Nullable String owner,
        long intervalMs,
        long latenessMs,
        long windowMs,
        long forMs,
        List<SeverityLevel> severities,
        @Nullable Recover recover,
        long keepFiringMs,
        int samples,
        List<String> overRepresented,
        Map<String, String> labels,
        @Nullable Bilingual summary,
        @Nullable String runbook,
        List<String> activeTimeIntervals,
        int maxSeries,
        int maxAlerts,
        @Nullable RuleDetails details) {

    /** How often a division by zero or an overflow made a comparison of its expressions false since they were compiled. */
    public long faults() {
        long faults = where == null ? 0 : where.faults();
        if (details != null) {
            faults += details.shareWhere() == null ? 0 : details.shareWhere().faults();
            faults +=
                    details.steps().stream().mapToLong(s -> s.where().faults()).sum();
        }
        return faults;
    }

    public Rule withHashes(String newVersion, String newStructure) {
        return new Rule(
                name,
                kind,
                newVersion,
                newStructure,
                series,
                where,
                fixedIssue,
                owner,
                intervalMs,
                latenessMs,
                windowMs,
                forMs,
                severities,
                recover,
                keepFiringMs,
                samples,
                overRepresented,
                labels,
                summary,
                runbook,
                activeTimeIntervals,
                maxSeries,
                maxAlerts,
                details);
    }

    /** The same rule with other conditions, to measure where it does not fire. @param others in rising order, never empty */
    public Rule withSeverities(List<SeverityLevel> others) {
        return new Rule(
                name,
                kind,
                version,
                structure,
                series,
                where,
                fixedIssue,
                owner,
                intervalMs,
                latenessMs,
                windowMs,
                forMs,
                others,
                recover,
                keepFiringMs,
                samples,
                overRepresented,
                labels,
                summary,
                runbook,
                activeTimeIntervals,
                maxSeries,
                maxAlerts,
                details);
    }

    /** The highest severity whose conditions hold, or null. */
    public @Nullable SeverityLevel levelOf(Measured measured) {
        for (int i = severities.size() - 1; i >= 0; i--) {
            if (severities.get(i).holds(measured)) {
                return severities.get(i);
            }
        }
        return null;
    }
}
