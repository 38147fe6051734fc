package io.tidewatch.notify;

import io.tidewatch.alert.AlertStatus;
import org.jspecify.annotations.Nullable;

/** Why a receiver is told of an incident now, or why not. */
public enum Reason {
    /** It has not been told yet. */
    FIRST(AlertStatus.FIRING),
    /** It was over and is not. */
    REOPENED(AlertStatus.FIRING),
    /** Worse than ever told. */
    SEVERITY_UP(AlertStatus.AMENDED),
    /** A further group, such as a region, joined. */
    NEW_MEMBER(AlertStatus.AMENDED),
    /** Twice as many as at the last doubling told. */
    DOUBLED(AlertStatus.AMENDED),
    /** Still open, nothing new. */
    REPEAT(AlertStatus.AMENDED),
    /** Over. */
    RESOLVED(AlertStatus.RESOLVED),

    /** Not told: more may join within the group wait. */
    GROUP_WAIT(null),
    /** Not told: the last push was too short a time ago for what changed. */
    GROUP_INTERVAL(null),
    /** Not told: nothing that people should hear. */
    UNCHANGED(null),
    /** Not told: it lies in the past. */
    HISTORICAL(null),
    /** Not told: a time interval keeps the route silent. */
    MUTED(null),
    /** Not told: the receiver knows that it is over. */
    DONE(null);

    private final @Nullable AlertStatus status;

    Reason(@Nullable AlertStatus status) {
        this.status = status;
    }

    public boolean sends() {
        return status != null;
    }

    /**
     * The status that is told, as on receipts.
     *
     * @throws IllegalStateException for reasons that send nothing
     */
    public AlertStatus status() {
        if (status == null) {
            throw new IllegalStateException(this + " sends nothing");
        }
        return status;
    }
}
