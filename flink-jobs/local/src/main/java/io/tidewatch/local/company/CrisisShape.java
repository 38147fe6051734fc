package io.tidewatch.local.company;

/** How the messages of a crisis grow. */
public enum CrisisShape {
    /** Twenty times the usual and more for two hours. */
    BURST("burst of two hours", 0),
    DOUBLING_4H("doubles in 4 h", 4),
    DOUBLING_8H("doubles in 8 h", 8),
    DOUBLING_24H("doubles in 24 h", 24),
    /** A week in which each day has 30 % more than the day before. */
    SLOW("30 % a day", 0);

    private final String title;
    private final int doublingHours;

    CrisisShape(String title, int doublingHours) {
        this.title = title;
        this.doublingHours = doublingHours;
    }

    public String title() {
        return title;
    }

    /** Hours in which the rate doubles; 0 where it does not double all the time. */
    int doublingHours() {
        return doublingHours;
    }

    /** True for what takes days to grow. */
    boolean isLong() {
        return this == SLOW || this == DOUBLING_24H;
    }
}
