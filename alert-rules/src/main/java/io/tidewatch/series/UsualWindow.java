package io.tidewatch.series;

/**
 * What is usual in one window of a series, and how much of it is a peak that recurs in one hour of the day.
 *
 * @param windowMs length of the window, milliseconds
 * @param expected messages in words of their own that are usual in it when every source is up, above 0
 * @param smooth those that would be by the smooth shape of the day alone; as many where no hour differs from it
 * @param hour begin by the local clock of the hour that most raises the one above the other, epoch milliseconds
 * @param dayOff true when that hour is of a weekend or of a day off, false when it is of a working day
 */
public record UsualWindow(long windowMs, double expected, double smooth, long hour, boolean dayOff) {
    /** How many times as much is usual as the smooth day would say; 1 where no hour differs from it. */
    public double times() {
        return expected / smooth;
    }
}
