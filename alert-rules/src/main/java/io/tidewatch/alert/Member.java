package io.tidewatch.alert;

import org.jspecify.annotations.Nullable;

/**
 * One alert inside an incident: the newest state that matters to people.
 *
 * @param inhibitedBy name of the inhibit rule by which another open alert explains this one, or {@link Alert#held}, so that
 *     nobody is notified of it; once it has ended, as it was at its end; null when there is none
 * @param partOf id of the member that tells this one; null when it tells itself
 */
public record Member(
        String alert,
        String fingerprint,
        String rule,
        AlertKind kind,
        AlertStatus status,
        Severity severity,
        Group group,
        long startsAt,
        long updatedAt,
        AlertValue value,
        Bilingual summary,
        @Nullable String inhibitedBy,
        @Nullable String partOf) {
    /** One that tells itself. */
    public Member(
            String alert,
            String fingerprint,
            String rule,
            AlertKind kind,
            AlertStatus status,
            Severity severity,
            Group group,
            long startsAt,
            long updatedAt,
            AlertValue value,
            Bilingual summary,
            @Nullable String inhibitedBy) {
        this(
                alert,
                fingerprint,
                rule,
                kind,
                status,
                severity,
                group,
                startsAt,
                updatedAt,
                value,
                summary,
                inhibitedBy,
                null);
    }

    /** One that nothing explains. */
    public Member(
            String alert,
            String fingerprint,
            String rule,
            AlertKind kind,
            AlertStatus status,
            Severity severity,
            Group group,
            long startsAt,
            long updatedAt,
            AlertValue value,
            Bilingual summary) {
        this(alert, fingerprint, rule, kind, status, severity, group, startsAt, updatedAt, value, summary, null, null);
    }
}
