package io.tidewatch.alert;

/** One alert inside an incident: the newest state that matters to people. */
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
        Bilingual summary) {}
