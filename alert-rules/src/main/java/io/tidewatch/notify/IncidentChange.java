package io.tidewatch.notify;

/** What an alert did to its incident. */
public enum IncidentChange {
    /** A new incident began. */
    OPENED(true),
    /** A closed incident goes on: the alert that ended it is open again. */
    REOPENED(true),
    /** A further alert belongs to it. */
    JOINED(true),
    /** A member has newer figures. */
    AMENDED(true),
    /** A member ended, others are open. */
    MEMBER_RESOLVED(true),
    /** The last open member ended. */
    RESOLVED(true),
    /** Nothing new; the detector still has it open. */
    REPEATED(false),
    /** Older than what is known. */
    STALE(false),
    /** The end of something that never began here. */
    UNKNOWN(false);

    private final boolean visible;

    IncidentChange(boolean visible) {
        this.visible = visible;
    }

    /** True when the incident has a new revision. */
    public boolean isVisible() {
        return visible;
    }
}
