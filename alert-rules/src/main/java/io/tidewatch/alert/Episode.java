package io.tidewatch.alert;

import org.jspecify.annotations.Nullable;

/**
 * One swell under one rule and group, from the first breach until it has recovered: what must be remembered to tell it
 * once and to amend it afterwards. Immutable.
 *
 * @param startsAt first breach, epoch milliseconds event time
 * @param firedAt 0 while pending
 * @param revision of the last alert told; 0 while pending
 * @param severity highest so far
 * @param value last reading in which the conditions held, or the newest one once recovered
 * @param emittedAt event time of the last alert told
 * @param emittedOriginals originals in that alert
 * @param updatedAt event time of the last reading
 * @param keepUntil for kinds that end by time, epoch milliseconds; else 0
 */
public record Episode(
        String id,
        String rule,
        String structure,
        Group group,
        long startsAt,
        long firedAt,
        int revision,
        Severity severity,
        AlertValue value,
        Evidence evidence,
        boolean coldStart,
        long peakAt,
        long peakOriginals,
        long emittedAt,
        long emittedOriginals,
        long updatedAt,
        long keepUntil,
        long receivedAt,
        long annotatedAt,
        long evaluatedAt) {

    /** Amend when the count has grown by this factor since it was last told. */
    private static final double WORTH_EMITTING = 1.25;

    private static final long QUIET_MS = 5 * 60_000L;

    public boolean isFiring() {
        return firedAt != 0;
    }

    /** Takes a newer reading; severity and peak only rise. */
    public Episode reading(
            @Nullable Severity level,
            AlertValue newest,
            Evidence why,
            boolean young,
            long at,
            long received,
            long annotated) {
        boolean higher = newest.originals() > peakOriginals;
        boolean told = level != null;
        return new Episode(
                id,
                rule,
                structure,
                group,
                startsAt,
                firedAt,
                revision,
                told && level.compareTo(severity) > 0 ? level : severity,
                newest,
                told || evidence.samples().isEmpty() ? why : evidence,
                coldStart && young,
                higher ? at : peakAt,
                Math.max(peakOriginals, newest.originals()),
                emittedAt,
                emittedOriginals,
                at,
                keepUntil,
                Math.max(receivedAt, received),
                Math.max(annotatedAt, annotated),
                evaluatedAt);
    }

    /** The conditions held long enough, or the next revision is told. @param now wall clock, epoch milliseconds */
    public Episode emitted(long fired, long now) {
        return new Episode(
                id,
                rule,
                structure,
                group,
                startsAt,
                fired,
                revision + 1,
                severity,
                value,
                evidence,
                coldStart,
                peakAt,
                peakOriginals,
                updatedAt,
                value.originals(),
                updatedAt,
                keepUntil,
                receivedAt,
                annotatedAt,
                now);
    }

    public Episode keptUntil(long until) {
        return new Episode(
                id,
                rule,
                structure,
                group,
                startsAt,
                firedAt,
                revision,
                severity,
                value,
                evidence,
                coldStart,
                peakAt,
                peakOriginals,
                emittedAt,
                emittedOriginals,
                updatedAt,
                until,
                receivedAt,
                annotatedAt,
                evaluatedAt);
    }

    /** True when what has changed since the last alert is worth another revision. */
    public boolean isWorthEmitting(Severity severityTold) {
        return severity != severityTold
                || value.originals() >= emittedOriginals * WORTH_EMITTING + 1
                || (updatedAt - emittedAt >= QUIET_MS && value.originals() != emittedOriginals);
    }
}
