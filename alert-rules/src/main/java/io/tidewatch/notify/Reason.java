package io.tidewatch.notify;

import io.tidewatch.alert.Alert;

/** Why a receiver is told of an incident now, or why not. */
public enum Reason {
    /** It has not been told yet. */
    FIRST(Alert.FIRING),
    /** It was over and is not. */
    REOPENED(Alert.FIRING),
    /** Worse than ever told. */
    SEVERITY_UP(Alert.AMENDED),
    /** A further group, such as a region, joined. */
    NEW_MEMBER(Alert.AMENDED),
    /** Twice as many as at the last doubling told. */
    DOUBLED(Alert.AMENDED),
    /** Still open, nothing new. */
    REPEAT(Alert.AMENDED),
    /** Over. */
    RESOLVED(Alert.RESOLVED),

    /** Not told: more may join within the group wait. */
    GROUP_WAIT(""),
    /** Not told: the last push was too short a time ago for what changed. */
    GROUP_INTERVAL(""),
    /** Not told: nothing that people should hear. */
    UNCHANGED(""),
    /** Not told: it lies in the past. */
    HISTORICAL(""),
    /** Not told: a time interval keeps the route silent. */
    MUTED(""),
    /** Not told: the receiver knows that it is over. */
    DONE("");

    private final String status;

    Reason(String status) {
        this.status = status;
    }

    public boolean sends() {
        return !status.isEmpty();
    }

    /** firing, amended or resolved, as on receipts; empty for reasons that send nothing. */
    public String status() {
        return status;
    }
}
