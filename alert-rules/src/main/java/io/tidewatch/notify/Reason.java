package io.tidewatch.notify;

import io.tidewatch.alert.AlertStatus;
import org.jspecify.annotations.Nullable;

/** Why a receiver is notified of an incident now, or why not. */
public enum Reason {
    /** It has not been notified yet. */
    FIRST(AlertStatus.FIRING),
    /** It was over and is not. */
    REOPENED(AlertStatus.FIRING),
    /** Worse than ever notified. */
    SEVERITY_UP(AlertStatus.AMENDED),
    /** A further group, such as a region, joined. */
    NEW_MEMBER(AlertStatus.AMENDED),
    /** It happens elsewhere than was notified, such as everywhere and not in one region. */
    LEVEL_CHANGED(AlertStatus.AMENDED),
    /** Twice as many as at the last doubling notified. */
    DOUBLED(AlertStatus.AMENDED),
    /** Still open, nothing new. */
    REPEAT(AlertStatus.AMENDED),
    /** Over. */
    RESOLVED(AlertStatus.RESOLVED),

    /** Not notified: more may join within the group wait. */
    GROUP_WAIT(null),
    /** Not notified: the last push was too short a time ago for what changed. */
    GROUP_INTERVAL(null),
    /** Not notified: nothing worth a notification. */
    UNCHANGED(null),
    /** Not notified: it lies in the past. */
    HISTORICAL(null),
    /** Not notified: a time interval mutes the route. */
    MUTED(null),
    /** Not notified: other alerts that are open explain it. */
    INHIBITED(null),
    /** Not notified: the receiver knows that it is over. */
    DONE(null);

    private final @Nullable AlertStatus status;

    Reason(@Nullable AlertStatus status) {
        this.status = status;
    }

    public boolean sends() {
        return status != null;
    }

    /**
     * The status that is sent, as on receipts.
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
