package io.tidewatch.alert;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One state of one episode on {@code tidewatch.alerts}.
 *
 * @param id hash of fingerprint and first breach instant; the same over all revisions
 * @param fingerprint hash of rule and group; the key on the topic
 * @param revision counts amendments from 1
 * @param incident the issue (from the group, or fixed by {@code where}), else {@code rule:<name>}
 * @param issueName what people call the issue; null when the incident is no known issue
 * @param kind of the rule, for example surge
 * @param status firing, amended or resolved
 * @param resolution recovered, rule_changed, rule_removed or lost; null while open
 * @param historical true when the event time lay far behind the clock: recorded, not pushed
 * @param startsAt first breach, epoch milliseconds event time; likewise the other times
 * @param resolvedAt 0 while open
 * @param windowMs the rule's window in milliseconds; 0 for kinds without one
 * @param completeness share of the sources that are neither silent nor lagging, 0…1
 * @param trace null in backtests
 */
public record Alert(
        String id,
        String fingerprint,
        int revision,
        String incident,
        @Nullable Bilingual issueName,
        String rule,
        String ruleVersion,
        String kind,
        String status,
        @Nullable String resolution,
        Severity severity,
        boolean historical,
        Map<String, String> labels,
        Group group,
        long startsAt,
        long firedAt,
        long updatedAt,
        long resolvedAt,
        long windowMs,
        AlertValue value,
        Evidence evidence,
        double completeness,
        boolean coldStart,
        Bilingual summary,
        @Nullable String owner,
        @Nullable String runbook,
        @Nullable Peak peak,
        @Nullable Trace trace) {

    public static final String FIRING = "firing";
    public static final String AMENDED = "amended";
    public static final String RESOLVED = "resolved";

    /** A copy with another summary. */
    public Alert withSummary(Bilingual other) {
        return new Alert(
                id,
                fingerprint,
                revision,
                incident,
                issueName,
                rule,
                ruleVersion,
                kind,
                status,
                resolution,
                severity,
                historical,
                labels,
                group,
                startsAt,
                firedAt,
                updatedAt,
                resolvedAt,
                windowMs,
                value,
                evidence,
                completeness,
                coldStart,
                other,
                owner,
                runbook,
                peak,
                trace);
    }

    public boolean isOpen() {
        return !RESOLVED.equals(status);
    }
}
