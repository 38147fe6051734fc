package io.tidewatch.surge.filter;

/**
 * Constants of the burst filter. Defaults were chosen on seeded streams that the evaluation makes itself and are
 * shipped; changing one changes detection everywhere: {@code score}, {@code backtest} and the running job.
 *
 * @param enter probability per bin that a burst begins, where as much is usual as on the mean of a day; in other hours as
 *     much more or less as is usual then
 * @param exit probability per bin that a burst is over
 * @param rise probability per bin that a burst climbs to its next multiple, see {@link BurstFilter#MULTIPLES}
 * @param fall probability per bin that it goes back to the one before
 * @param clumps probability per bin of a clump: a handful of messages at once that is no surge
 * @param clumpSize messages of the largest usual clump above a burst's own rate; larger ones are less and less likely,
 *     in a quiet series by half a nat a message, so that a crowd is believed at once
 * @param outliers probability per bin of a count that says nothing: it bounds what one bin can prove
 * @param noiseHours how long the slow noise of a rate lasts: the time constant of its correlation, hours
 * @param doubt what the score of a series without any history is lowered by; it halves every three days
 * @param scale from the filter's own log-odds to the score that is reported
 */
public record BurstSettings(
        double enter,
        double exit,
        double rise,
        double fall,
        double clumps,
        double clumpSize,
        double outliers,
        double noiseHours,
        double doubt,
        ScoreScale scale) {
    /** A surge: several bins must agree. */
    public static final BurstSettings SURGE =
            new BurstSettings(2e-3, 0.015, 0.14, 0.01, 7e-5, 10, 3e-3, 1, 10, new ScoreScale(0.19, 2.45, 4.6));

    /** A sharp jump: one bin may do. */
    public static final BurstSettings SPIKE =
            new BurstSettings(2e-3, 0.015, 0.14, 0.01, 0, 10, 0, 1, 10, new ScoreScale(0.33, 3.15, 9.5));

    public BurstSettings {
        if (!(isProbability(enter)
                && isProbability(exit)
                && isProbability(rise)
                && isProbability(fall)
                && exit + rise + fall < 1
                && clumps >= 0
                && clumps < 1
                && clumpSize >= 0
                && outliers >= 0
                && outliers < 1
                && noiseHours > 0
                && doubt >= 0)) {
            throw new IllegalArgumentException("burst settings: enter " + enter + ", exit " + exit + ", rise " + rise
                    + ", fall " + fall + ", clumps " + clumps + ", clump size " + clumpSize + ", outliers " + outliers
                    + ", noise hours "
                    + noiseHours + ", doubt " + doubt
                    + "; expected probabilities between 0 and 1 (exit, rise and fall together below 1), a clump size of"
                    + " at least 0 and noise hours above 0");
        }
    }

    private static boolean isProbability(double p) {
        return p > 0 && p < 1;
    }
}
