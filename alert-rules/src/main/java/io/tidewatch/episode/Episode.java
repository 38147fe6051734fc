package io.tidewatch.episode;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.Severity;
import io.tidewatch.alert.Trace;
import io.tidewatch.series.RuleReading;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of time in which a rule's conditions hold for one group, from the first breach until it has recovered: what
 * must be remembered to alert once and to amend it afterwards. Immutable.
 *
 * @param startsAt first breach, epoch milliseconds event time
 * @param firedAt 0 while pending
 * @param revision of the last alert; 0 while pending
 * @param severity highest so far
 * @param value last reading in which the conditions held, or the newest one once recovered
 * @param emittedAt event time of the last alert
 * @param emittedOriginals originals in that alert
 * @param updatedAt event time of the last reading
 * @param keepUntil for kinds that end by time, epoch milliseconds; else 0
 * @param current true once an alert of it was emitted about as soon as it could be; false while all of it lies in a past that
 *     is being caught up with, and in state of a version that did not keep it
 * @param windowMs that its figures are of, milliseconds; 0: its rule's only one
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
        long evaluatedAt,
        boolean current,
        long windowMs) {

    /** Amend when the count has grown by this factor since it was last emitted. */
    private static final double WORTH_EMITTING = 1.25;

    private static final long QUIET_MS = 5 * 60_000L;

    public boolean isFiring() {
        return firedAt != 0;
    }

    /** As {@link Signal#episodeKey}. */
    public String key() {
        return Signal.keyOf(rule, group);
    }

    /**
     * Takes a newer reading, at its instant or later; severity and peak only rise.
     *
     * @param level null when none holds
     */
    Episode reading(RuleReading r, @Nullable Severity level, AlertValue newest, Evidence why, long at) {
        boolean higher = newest.originals() > peakOriginals;
        return toBuilder()
                .severity(level != null && level.compareTo(severity) > 0 ? level : severity)
                .value(newest)
                .evidence(level != null || evidence.samples().isEmpty() ? why : evidence)
                .coldStart(coldStart && r.coldStart())
                .peakAt(higher ? at : peakAt)
                .peakOriginals(Math.max(peakOriginals, newest.originals()))
                .updatedAt(at)
                .receivedAt(Math.max(receivedAt, r.receivedAt()))
                .annotatedAt(Math.max(annotatedAt, r.annotatedAt()))
                .windowMs(r.windowMs() == 0 ? windowMs : r.windowMs())
                .build();
    }

    /**
     * The conditions held long enough, or the next revision is emitted.
     *
     * @param now wall clock, epoch milliseconds
     */
    Episode emitted(long fired, long now, boolean isCurrent) {
        return toBuilder()
                .firedAt(fired)
                .revision(revision + 1)
                .emittedAt(updatedAt)
                .emittedOriginals(value.originals())
                .evaluatedAt(now)
                .current(current || isCurrent)
                .build();
    }

    /** As it was last measured, up to an instant. */
    Episode endedAt(long at) {
        return toBuilder().updatedAt(Math.max(updatedAt, at)).keepUntil(0).build();
    }

    Episode keptUntil(long until) {
        return toBuilder().keepUntil(until).build();
    }

    /**
     * An episode of which nothing is left but its last alert.
     *
     * @param last open
     * @param structure of its rule
     */
    static Episode of(Alert last, String structure) {
        Trace trace = last.trace() == null ? new Trace(0, 0, 0) : last.trace();
        Peak peak =
                last.peak() == null ? new Peak(last.updatedAt(), last.value().originals()) : last.peak();
        return builder(last.id(), last.rule(), structure, last.group(), last.startsAt())
                .firedAt(last.firedAt())
                .revision(last.revision())
                .severity(last.severity())
                .value(last.value())
                .evidence(last.evidence())
                .coldStart(last.coldStart())
                .peakAt(peak.at())
                .peakOriginals(peak.originals())
                .emittedAt(last.updatedAt())
                .emittedOriginals(last.value().originals())
                .updatedAt(last.updatedAt())
                .receivedAt(trace.receivedAt())
                .annotatedAt(trace.annotatedAt())
                .evaluatedAt(trace.evaluatedAt())
                .current(!last.historical())
                .windowMs(last.windowMs())
                .build();
    }

    /**
     * This episode as the one of an earlier alert: identity, revision and what was emitted are the alert's, the figures are
     * this one's. The next reading that is worse than the alert amends it.
     *
     * @param last open, of the same rule and group
     */
    Episode continuing(Alert last) {
        Episode before = of(last, structure);
        boolean higher = peakOriginals > before.peakOriginals;
        return before.toBuilder()
                .value(value)
                .evidence(evidence)
                .peakAt(higher ? peakAt : before.peakAt)
                .peakOriginals(Math.max(peakOriginals, before.peakOriginals))
                .updatedAt(Math.max(updatedAt, before.updatedAt))
                .keepUntil(keepUntil)
                .receivedAt(receivedAt)
                .annotatedAt(annotatedAt)
                .build();
    }

    /** True when what has changed since the last alert is worth another revision. */
    boolean isWorthEmitting(Severity emitted) {
        return severity != emitted
                || value.originals() >= emittedOriginals * WORTH_EMITTING + 1
                || (updatedAt - emittedAt >= QUIET_MS && value.originals() != emittedOriginals);
    }

    /** A builder with everything else at its default. */
    public static Builder builder(String id, String rule, String structure, Group group, long startsAt) {
        return new Builder(id, rule, structure, group, startsAt);
    }

    /** A builder that begins with the values of this one. */
    public Builder toBuilder() {
        Builder b = new Builder(id, rule, structure, group, startsAt);
        b.firedAt = firedAt;
        b.revision = revision;
        b.severity = severity;
        b.value = value;
        b.evidence = evidence;
        b.coldStart = coldStart;
        b.peakAt = peakAt;
        b.peakOriginals = peakOriginals;
        b.emittedAt = emittedAt;
        b.emittedOriginals = emittedOriginals;
        b.updatedAt = updatedAt;
        b.keepUntil = keepUntil;
        b.receivedAt = receivedAt;
        b.annotatedAt = annotatedAt;
        b.evaluatedAt = evaluatedAt;
        b.current = current;
        b.windowMs = windowMs;
        return b;
    }

    /** Builds a {@link Episode}; what is not given has the default of its field here. */
    public static final class Builder {
        private String id;
        private String rule;
        private String structure;
        private Group group;
        private long startsAt;
        private long firedAt;
        private int revision;
        private Severity severity = Severity.INFO;
        private AlertValue value = AlertValue.NONE;
        private Evidence evidence = Evidence.NONE;
        private boolean coldStart;
        private long peakAt;
        private long peakOriginals;
        private long emittedAt;
        private long emittedOriginals;
        private long updatedAt;
        private long keepUntil;
        private long receivedAt;
        private long annotatedAt;
        private long evaluatedAt;
        private boolean current;
        private long windowMs;

        private Builder(String id, String rule, String structure, Group group, long startsAt) {
            this.id = id;
            this.rule = rule;
            this.structure = structure;
            this.group = group;
            this.startsAt = startsAt;
        }

        public Builder id(String id) {
            this.id = id;
            return this;
        }

        public Builder rule(String rule) {
            this.rule = rule;
            return this;
        }

        public Builder structure(String structure) {
            this.structure = structure;
            return this;
        }

        public Builder group(Group group) {
            this.group = group;
            return this;
        }

        public Builder startsAt(long startsAt) {
            this.startsAt = startsAt;
            return this;
        }

        public Builder firedAt(long firedAt) {
            this.firedAt = firedAt;
            return this;
        }

        public Builder revision(int revision) {
            this.revision = revision;
            return this;
        }

        public Builder severity(Severity severity) {
            this.severity = severity;
            return this;
        }

        public Builder value(AlertValue value) {
            this.value = value;
            return this;
        }

        public Builder evidence(Evidence evidence) {
            this.evidence = evidence;
            return this;
        }

        public Builder coldStart(boolean coldStart) {
            this.coldStart = coldStart;
            return this;
        }

        public Builder peakAt(long peakAt) {
            this.peakAt = peakAt;
            return this;
        }

        public Builder peakOriginals(long peakOriginals) {
            this.peakOriginals = peakOriginals;
            return this;
        }

        public Builder emittedAt(long emittedAt) {
            this.emittedAt = emittedAt;
            return this;
        }

        public Builder emittedOriginals(long emittedOriginals) {
            this.emittedOriginals = emittedOriginals;
            return this;
        }

        public Builder updatedAt(long updatedAt) {
            this.updatedAt = updatedAt;
            return this;
        }

        public Builder keepUntil(long keepUntil) {
            this.keepUntil = keepUntil;
            return this;
        }

        public Builder receivedAt(long receivedAt) {
            this.receivedAt = receivedAt;
            return this;
        }

        public Builder annotatedAt(long annotatedAt) {
            this.annotatedAt = annotatedAt;
            return this;
        }

        public Builder evaluatedAt(long evaluatedAt) {
            this.evaluatedAt = evaluatedAt;
            return this;
        }

        public Builder current(boolean current) {
            this.current = current;
            return this;
        }

        public Builder windowMs(long windowMs) {
            this.windowMs = windowMs;
            return this;
        }

        public Episode build() {
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
                    keepUntil,
                    receivedAt,
                    annotatedAt,
                    evaluatedAt,
                    current,
                    windowMs);
        }
    }
}
