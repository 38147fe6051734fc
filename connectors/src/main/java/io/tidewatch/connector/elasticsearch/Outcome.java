package io.tidewatch.connector.elasticsearch;

/** What became of one document, or of a whole bulk request. */
public enum Outcome {
    /** Stored. */
    WRITTEN,
    /** A newer or equal state was stored before: as good as written. */
    SUPERSEDED,
    /** Not now: to be tried again after a pause. */
    RETRY,
    /** Never: this document cannot be stored as it is. */
    REJECTED,
    /** Nothing can be stored until somebody mends the set-up. */
    FATAL
}
