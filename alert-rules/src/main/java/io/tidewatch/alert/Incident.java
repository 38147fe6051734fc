package io.tidewatch.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All open alerts of one issue, notified as one thing. Written on {@code tidewatch.incidents}, key = id.
 *
 * @param id the incident key with its start
 * @param incident the key that its alerts carry: an issue or {@code rule:<name>}
 * @param severity highest of its open members; of all members once resolved
 * @param startsAt earliest start of a member
 * @param resolvedAt 0 while open
 * @param state open, acknowledged, acting, mitigated, verified or closed
 * @param level of the alert that leads; null when it has none
 * @param historical true when no member was ever to be pushed
 */
public record Incident(
        String id,
        String incident,
        int revision,
        IncidentStatus status,
        Severity severity,
        boolean historical,
        long startsAt,
        long updatedAt,
        long resolvedAt,
        String state,
        @Nullable String acknowledgedBy,
        @Nullable String owner,
        @Nullable String runbook,
        Bilingual title,
        List<Member> members,
        Evidence evidence,
        @Nullable Peak peak,
        @Nullable Group level) {
    /** One whose level is not known. */
    public Incident(
            String id,
            String incident,
            int revision,
            IncidentStatus status,
            Severity severity,
            boolean historical,
            long startsAt,
            long updatedAt,
            long resolvedAt,
            String state,
            @Nullable String acknowledgedBy,
            @Nullable String owner,
            @Nullable String runbook,
            Bilingual title,
            List<Member> members,
            Evidence evidence,
            @Nullable Peak peak) {
        this(
                id,
                incident,
                revision,
                status,
                severity,
                historical,
                startsAt,
                updatedAt,
                resolvedAt,
                state,
                acknowledgedBy,
                owner,
                runbook,
                title,
                members,
                evidence,
                peak,
                null);
    }

    /** The same, shown by other evidence. */
    public Incident withEvidence(Evidence other) {
        return new Incident(
                id,
                incident,
                revision,
                status,
                severity,
                historical,
                startsAt,
                updatedAt,
                resolvedAt,
                state,
                acknowledgedBy,
                owner,
                runbook,
                title,
                members,
                other,
                peak,
                level);
    }
}
