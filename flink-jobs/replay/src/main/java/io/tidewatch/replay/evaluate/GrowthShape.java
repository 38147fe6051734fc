package io.tidewatch.replay.evaluate;

/** How a build-up grows to a multiple, never by more than a given part of the day before. */
enum GrowthShape {
    /** The same amount every day: the given part of the usual rate. */
    LINEAR,
    /** The given part of itself every day. */
    EXPONENTIAL,
    /** As exponential, but all at once at the same hour of each day. */
    STEPPED;

    private static final double TOP = 4;

    /** Days until the top. */
    double days(double perDay) {
        double doublings = Math.log(TOP) / Math.log(1 + perDay);
        return switch (this) {
            case LINEAR -> (TOP - 1) / perDay;
            case EXPONENTIAL -> doublings;
            case STEPPED -> Math.ceil(doublings);
        };
    }

    /** Multiple of the usual rate a number of days after the growth began. */
    double multiple(double days, double perDay) {
        if (days <= 0) {
            return 1;
        }
        double grown = switch (this) {
            case LINEAR -> 1 + perDay * days;
            case EXPONENTIAL -> Math.pow(1 + perDay, days);
            case STEPPED -> Math.pow(1 + perDay, Math.floor(days) + 1);
        };
        return Math.min(TOP, grown);
    }
}
