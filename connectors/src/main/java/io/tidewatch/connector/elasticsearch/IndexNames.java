package io.tidewatch.connector.elasticsearch;

import io.tidewatch.time.WireTime;

/** Names of daily indices: {@code tidewatch-<kind>-YYYY.MM.DD}, the UTC day of the first event time. */
public final class IndexNames {
    public static final String PREFIX = "tidewatch-";
    public static final String FEEDBACK = "feedback";
    public static final String MEASURES = "measures";
    public static final String ALERTS = "alerts";
    public static final String INCIDENTS = "incidents";
    public static final String RECEIPTS = "receipts";
    public static final String DEAD_LETTERS = "dead-letters";
    public static final String SOURCES = "sources";

    private IndexNames() {}

    /** @param eventTime epoch milliseconds; must be the same for every state of one document */
    public static String of(String kind, long eventTime) {
        return PREFIX + kind + "-" + WireTime.utcDay(eventTime);
    }

    /** The alias that reads all days of a kind. */
    public static String alias(String kind) {
        return PREFIX + kind;
    }
}
