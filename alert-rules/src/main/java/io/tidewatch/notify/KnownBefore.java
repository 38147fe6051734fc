package io.tidewatch.notify;

/** What a receiver knew of an incident before a push. */
public enum KnownBefore {
    /** Nothing: it was not notified of it, even if it is over by now. */
    NOTHING,
    /** Groups that had recovered, and all that is new is that they rise again. */
    RECOVERED_GROUPS,
    /** The incident. */
    INCIDENT,
    /**
     * The same groups by rules that were removed or changed since: all that is new is that other rules count them, nothing has
     * spread.
     */
    OTHER_RULES
}
