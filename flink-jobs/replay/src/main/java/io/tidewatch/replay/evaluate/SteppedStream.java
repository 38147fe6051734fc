package io.tidewatch.replay.evaluate;

import java.util.Random;

/**
 * Made Poisson counts whose rate changes once; the same seed gives the same counts.
 *
 * @param counts messages in successive bins of five minutes
 * @param change first bin with the new rate
 * @param end bin after the last one with it, at most the number of bins
 */
public record SteppedStream(int[] counts, int change, int end) {
    private static final int DAY = StreamGenerator.DAY;
    private static final int LEARNING_DAYS = 28;
    private static final int STEP_DAYS = 14;
    private static final int SPARSE_DAYS = 4 * 365 + 1;
    private static final double SPARSE_DAYS_PER_MESSAGE = 20;
    private static final int OUTAGE_BINS = 24;
    private static final int AFTER_BINS = 12;
    private static final double OUTAGE_PER_BIN = 5;

    /**
     * Four weeks with a plain daily curve, a sine of 60 % with its top at three in the afternoon, then, from a moment of the next
     * day on, fourteen days at a multiple of it.
     *
     * @param perDay messages a day before
     * @param factor of the level
     */
    public static SteppedStream level(long seed, double perDay, double factor) {
        Random random = new Random(seed * 1_000_003L + Math.round(7_919 * perDay) + Math.round(31 * factor));
        int change = LEARNING_DAYS * DAY + random.nextInt(DAY);
        int[] counts = new int[change + STEP_DAYS * DAY];
        for (int t = 0; t < counts.length; t++) {
            double curve = 1 + 0.6 * Math.sin(2 * Math.PI * (t % DAY - 9 * 12) / DAY);
            counts[t] = StreamGenerator.poisson(random, perDay / DAY * curve * (t < change ? 1 : factor));
        }
        return new SteppedStream(counts, change, counts.length);
    }

    /** Four years at one message in twenty days, then sixty messages an hour for two hours. */
    public static SteppedStream outage(long seed) {
        Random random = new Random(seed * 1_000_003L + 23);
        int change = SPARSE_DAYS * DAY + random.nextInt(DAY);
        int[] counts = new int[change + OUTAGE_BINS + AFTER_BINS];
        for (int t = 0; t < counts.length; t++) {
            boolean out = t >= change && t < change + OUTAGE_BINS;
            counts[t] = StreamGenerator.poisson(random, out ? OUTAGE_PER_BIN : 1 / (SPARSE_DAYS_PER_MESSAGE * DAY));
        }
        return new SteppedStream(counts, change, change + OUTAGE_BINS);
    }
}
