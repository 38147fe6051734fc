package io.tidewatch.series;

/**
 * How much is usual in a series altogether, and what was learnt of bursts.
 *
 * @param perDay messages in words of their own that are usual in a day, as the mean of the week from then on; above 0
 * @param burstShare share of the last weeks that was in bursts, 0…1: of each its first six hours, and of the last days hardly
 *     anything
 * @param learntOfBursts how much is learnt of a burst, up to 1: as much as of anything else
 * @param newAt when what had looked like a burst was last taken for the usual level, epoch milliseconds; 0: never
 * @param calm true when nothing has looked like a burst for a while
 */
public record UsualLevel(double perDay, double burstShare, double learntOfBursts, long newAt, boolean calm) {}
