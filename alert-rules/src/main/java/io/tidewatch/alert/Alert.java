package io.tidewatch.alert;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One state of one episode on {@code tidewatch.alerts}.
 *
 * @param id hash of fingerprint and first breach instant; the same over all revisions
 * @param fingerprint hash of rule and group; the key on the topic, whose alerts of one incident share a partition
 * @param revision counts amendments from 1
 * @param incident the issue (from the group, or fixed by {@code where}), else {@code rule:<name>}
 * @param issueName what people call the issue; null when the incident is no known issue
 * @param kind of the rule
 * @param status firing, amended or resolved
 * @param resolution recovered, rule_changed, rule_removed or lost; null while open
 * @param historical true when the event time lay far behind the clock: recorded, not pushed
 * @param startsAt first breach, epoch milliseconds event time; likewise the other times
 * @param resolvedAt 0 while open
 * @param windowMs the rule's window in milliseconds; 0 for kinds without one
 * @param completeness share of the sources that are neither down nor lagging, 0…1
 * @param trace null in backtests
 * @param held why it is only recorded and its severity is not above info: {@link #HELD_BY_BUDGET}; null when it is not held
 * @param level the values at which its incident happens, in the order of their dimensions; empty: everywhere alike; null when
 *     that is not known, and for rules whose levels are not looked at together
 * @param partOf id of the alert of the same incident that tells it, so that nobody is notified of this one; null when it tells
 *     itself
 */
public record Alert(
        String id,
        String fingerprint,
        int revision,
        String incident,
        @Nullable Bilingual issueName,
        String rule,
        String ruleVersion,
        AlertKind kind,
        AlertStatus status,
        @Nullable Resolution resolution,
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
        @Nullable Trace trace,
        @Nullable String held,
        @Nullable Group level,
        @Nullable String partOf) {

    /** The rule has opened as many episodes above info as it may on the day. */
    public static final String HELD_BY_BUDGET = "budget";

    /** A copy with another summary. */
    public Alert withSummary(Bilingual other) {
        return toBuilder().summary(other).build();
    }

    public boolean isOpen() {
        return status != AlertStatus.RESOLVED;
    }

    /** A builder with everything else at its default. */
    public static Builder builder(
            String id,
            String fingerprint,
            String incident,
            String rule,
            AlertKind kind,
            Severity severity,
            Group group) {
        return new Builder(id, fingerprint, incident, rule, kind, severity, group);
    }

    /**
     * A builder of the system's own alert that a rule is suspended, with everything else at its default.
     *
     * @param name stands for the rule that it does not have
     * @param group names the suspended rule
     */
    public static Builder suspension(String id, String fingerprint, String incident, String name, Group group) {
        return new Builder(id, fingerprint, incident, name, AlertKind.SUSPENDED, Severity.WARNING, group);
    }

    /** A builder that begins with the values of this one. */
    public Builder toBuilder() {
        Builder b = new Builder(id, fingerprint, incident, rule, kind, severity, group);
        b.revision = revision;
        b.issueName = issueName;
        b.ruleVersion = ruleVersion;
        b.status = status;
        b.resolution = resolution;
        b.historical = historical;
        b.labels = labels;
        b.startsAt = startsAt;
        b.firedAt = firedAt;
        b.updatedAt = updatedAt;
        b.resolvedAt = resolvedAt;
        b.windowMs = windowMs;
        b.value = value;
        b.evidence = evidence;
        b.completeness = completeness;
        b.coldStart = coldStart;
        b.summary = summary;
        b.owner = owner;
        b.runbook = runbook;
        b.peak = peak;
        b.trace = trace;
        b.held = held;
        b.level = level;
        b.partOf = partOf;
        return b;
    }

    /** Builds a {@link Alert}; what is not given has the default of its field here. */
    public static final class Builder {
        private String id;
        private String fingerprint;
        private int revision = 1;
        private String incident;
        private @Nullable Bilingual issueName;
        private String rule;
        private String ruleVersion = "";
        private AlertKind kind;
        private AlertStatus status = AlertStatus.FIRING;
        private @Nullable Resolution resolution;
        private Severity severity;
        private boolean historical;
        private Map<String, String> labels = Map.of();
        private Group group;
        private long startsAt;
        private long firedAt;
        private long updatedAt;
        private long resolvedAt;
        private long windowMs;
        private AlertValue value = AlertValue.NONE;
        private Evidence evidence = Evidence.NONE;
        private double completeness = 1;
        private boolean coldStart;
        private Bilingual summary = Bilingual.EMPTY;
        private @Nullable String owner;
        private @Nullable String runbook;
        private @Nullable Peak peak;
        private @Nullable Trace trace;
        private @Nullable String held;
        private @Nullable Group level;
        private @Nullable String partOf;

        private Builder(
                String id,
                String fingerprint,
                String incident,
                String rule,
                AlertKind kind,
                Severity severity,
                Group group) {
            this.id = id;
            this.fingerprint = fingerprint;
            this.incident = incident;
            this.rule = rule;
            this.kind = kind;
            this.severity = severity;
            this.group = group;
        }

        public Builder id(String id) {
            this.id = id;
            return this;
        }

        public Builder fingerprint(String fingerprint) {
            this.fingerprint = fingerprint;
            return this;
        }

        public Builder revision(int revision) {
            this.revision = revision;
            return this;
        }

        public Builder incident(String incident) {
            this.incident = incident;
            return this;
        }

        public Builder issueName(@Nullable Bilingual issueName) {
            this.issueName = issueName;
            return this;
        }

        public Builder rule(String rule) {
            this.rule = rule;
            return this;
        }

        public Builder ruleVersion(String ruleVersion) {
            this.ruleVersion = ruleVersion;
            return this;
        }

        public Builder kind(AlertKind kind) {
            this.kind = kind;
            return this;
        }

        public Builder status(AlertStatus status) {
            this.status = status;
            return this;
        }

        public Builder resolution(@Nullable Resolution resolution) {
            this.resolution = resolution;
            return this;
        }

        public Builder severity(Severity severity) {
            this.severity = severity;
            return this;
        }

        public Builder historical(boolean historical) {
            this.historical = historical;
            return this;
        }

        public Builder labels(Map<String, String> labels) {
            this.labels = labels;
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

        public Builder updatedAt(long updatedAt) {
            this.updatedAt = updatedAt;
            return this;
        }

        public Builder resolvedAt(long resolvedAt) {
            this.resolvedAt = resolvedAt;
            return this;
        }

        public Builder windowMs(long windowMs) {
            this.windowMs = windowMs;
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

        public Builder completeness(double completeness) {
            this.completeness = completeness;
            return this;
        }

        public Builder coldStart(boolean coldStart) {
            this.coldStart = coldStart;
            return this;
        }

        public Builder summary(Bilingual summary) {
            this.summary = summary;
            return this;
        }

        public Builder owner(@Nullable String owner) {
            this.owner = owner;
            return this;
        }

        public Builder runbook(@Nullable String runbook) {
            this.runbook = runbook;
            return this;
        }

        public Builder peak(@Nullable Peak peak) {
            this.peak = peak;
            return this;
        }

        public Builder trace(@Nullable Trace trace) {
            this.trace = trace;
            return this;
        }

        public Builder held(@Nullable String held) {
            this.held = held;
            return this;
        }

        public Builder level(@Nullable Group level) {
            this.level = level;
            return this;
        }

        public Builder partOf(@Nullable String partOf) {
            this.partOf = partOf;
            return this;
        }

        public Alert build() {
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
                    summary,
                    owner,
                    runbook,
                    peak,
                    trace,
                    held,
                    level,
                    partOf);
        }
    }
}
