package io.tidewatch.surge.filter;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How much one series usually has, from what was counted and for how long it was listened to: the rate of a Poisson process
 * with a gamma prior (Gelman et al., Bayesian Data Analysis, 2.6), which also knows what silence is worth. A logarithmic
 * baseline needs messages to learn from; of a group that had none in seven weeks this says that one in a hundred days is usual.
 *
 * <p>Both are forgotten with a half-life of {@value #HALF_LIFE_DAYS} days. What the last four days brought is kept apart, in
 * blocks of half a day: a window is compared to what came before it, and before the last day, so that neither a surge nor what
 * doubles from day to day is its own measure. Only while less than three days are known do newer blocks count too, and while it is less than
 * one, the block in which the window begins, where most of it lies before. A block
 * counts at most three times the usual and a handful when it becomes memory. Mutable; {@value #PACKED} bytes packed.
 */
public final class RateMemory {
    static final int PACKED = 4 * (2 + 2 * RateMemory.WAITING) + 8;

    private static final int HALF_LIFE_DAYS = 28;
    /** Jeffreys' prior of a rate. */
    private static final double PRIOR_COUNT = 0.5;
    /** Variance of a day's rate relative to its square. */
    private static final double DAYS_DIFFER = 0.3;

    private static final int BLOCK_BINS = 144;
    private static final double BLOCKS_PER_DAY = 2;
    private static final long BLOCK_MS = BLOCK_BINS * Baseline.BIN_MS;
    /** Blocks that are kept apart: seven that are over and the one that is open. */
    private static final int WAITING = 8;

    private static final double FEW_DAYS = 3;

    private static final double DECAY = Math.pow(2, -1 / (BLOCKS_PER_DAY * HALF_LIFE_DAYS));
    private static final double MOST_TIMES = 3;
    private static final double HANDFUL = 6;
    private static final double LEAST_DAYS = 1e-3;
    /** A message counts less after four months. */
    private static final double NOTHING = 0.05;

    private static final int LEAST_SILENT_DAYS = 7;
    /** Of the days that memory can hold; from there on one cannot tell how long it was. */
    private static final double LONGEST_KNOWN = 0.99;

    private float count;
    private float days;
    /** Counts and seen bins of the newest blocks, the open one first. */
    private final float[] waiting = new float[WAITING];

    private final float[] seen = new float[WAITING];
    private long block;

    /** @param firstBin number of the first bin: epoch milliseconds / 300 000 */
    public RateMemory(long firstBin) {
        block = Math.floorDiv(firstBin, BLOCK_BINS);
    }

    /** Takes a closed bin. */
    public void add(long bin, double n) {
        turnTo(Math.floorDiv(bin, BLOCK_BINS));
        waiting[0] += (float) n;
        seen[0]++;
    }

    /**
     * Takes it as known that nothing was said for a while before.
     *
     * @param silentDays days, from 0
     */
    public void addSilence(double silentDays) {
        double kept = Math.pow(2, -silentDays / HALF_LIFE_DAYS);
        count *= (float) kept;
        days = (float) (days * kept + HALF_LIFE_DAYS / Math.log(2) * (1 - kept));
    }

    private void turnTo(long now) {
        for (long left = Math.min(now - block, 400); left > 0; left--) {
            int oldest = WAITING - 1;
            double most = MOST_TIMES * seen[oldest] / Baseline.BINS_PER_DAY * new Rate(count, days).perDay() + HANDFUL;
            boolean known = days >= 1;
            count = (float) (DECAY * count + (known ? Math.min(waiting[oldest], most) : waiting[oldest]));
            days = (float) (DECAY * days + seen[oldest] / Baseline.BINS_PER_DAY);
            System.arraycopy(waiting, 0, waiting, 1, oldest);
            System.arraycopy(seen, 0, seen, 1, oldest);
            waiting[0] = 0;
            seen[0] = 0;
        }
        block = Math.max(block, now);
    }

    /**
     * What is usual, by what came before a window.
     *
     * @param windowMs length of the window, up to three days, milliseconds
     */
    public Rate before(long windowMs) {
        double n = count;
        double d = days;
        // block i is over for at least i − 1 blocks
        int first = 1 + (int) ((Math.max(windowMs, BLOCK_MS * (long) BLOCKS_PER_DAY) + BLOCK_MS - 1) / BLOCK_MS);
        for (int i = WAITING - 1; i >= first; i--) {
            n += waiting[i];
            d += seen[i] / Baseline.BINS_PER_DAY;
        }
        int newest = 1 + (int) ((windowMs + BLOCK_MS - 1) / BLOCK_MS);
        for (int i = first - 1; i >= newest && d < FEW_DAYS; i--) {
            n += waiting[i];
            d += seen[i] / Baseline.BINS_PER_DAY;
        }
        // of the first day also what the window shares with a block that mostly lies before it: a night alone says
        // little of a day
        long offset = windowMs - Math.round(seen[0]) * Baseline.BIN_MS;
        int own = (int) Math.max(0, (offset + BLOCK_MS - 1) / BLOCK_MS);
        boolean mostlyBefore = own >= 1 && 2 * (own * BLOCK_MS - offset) >= BLOCK_MS;
        if (d < 1 && own < newest && mostlyBefore) {
            n += waiting[own];
            d += seen[own] / Baseline.BINS_PER_DAY;
        }
        return new Rate(n, d);
    }

    /**
     * A rate as it is known.
     *
     * @param count messages that it is known from, older ones counting less
     * @param days that it is known from, older ones counting less
     */
    public record Rate(double count, double days) {
        /** Expected messages a day. */
        public double perDay() {
            return (count + PRIOR_COUNT) / Math.max(LEAST_DAYS, days);
        }

        /** For how many days nothing was counted; null when something was, or when it is known for less than a week. */
        public @Nullable Integer silentDays() {
            double forgotten = Math.min(LONGEST_KNOWN, days * Math.log(2) / HALF_LIFE_DAYS);
            long listened = Math.round(-HALF_LIFE_DAYS * Math.log(1 - forgotten) / Math.log(2));
            return count < NOTHING && listened >= LEAST_SILENT_DAYS ? Integer.valueOf((int) listened) : null;
        }

        /**
         * Variance of the rate relative to its square: of what was counted, and of days that differ.
         *
         * @param elsewhere share of what is known that comes from elsewhere, 0…1: then the number of messages counts for less
         */
        public double uncertainty(double elsewhere) {
            return (1 - elsewhere) / (count + PRIOR_COUNT) + DAYS_DIFFER / Math.max(LEAST_DAYS, days);
        }
    }

    /**
     * There is a new level: as if it had been known for as long as a young series is.
     *
     * @param baseline that has taken it
     * @param bin the next to come
     */
    public void takeNewLevel(Baseline baseline, long bin) {
        forget();
        days = (float) FEW_DAYS;
        count = (float)
                (FEW_DAYS * baseline.expected(bin * Baseline.BIN_MS, (bin + Baseline.BINS_PER_DAY) * Baseline.BIN_MS));
    }

    /** What is counted has another meaning from now on. */
    public void forget() {
        count = 0;
        days = 0;
        java.util.Arrays.fill(waiting, 0);
        java.util.Arrays.fill(seen, 0);
    }

    public byte[] pack() {
        ByteBuffer out = ByteBuffer.allocate(PACKED);
        out.putFloat(count).putFloat(days);
        for (int i = 0; i < WAITING; i++) {
            out.putFloat(waiting[i]).putFloat(seen[i]);
        }
        out.putLong(block);
        return out.array();
    }

    public static RateMemory unpack(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        RateMemory m = new RateMemory(0);
        m.count = in.getFloat();
        m.days = in.getFloat();
        for (int i = 0; i < WAITING; i++) {
            m.waiting[i] = in.getFloat();
            m.seen[i] = in.getFloat();
        }
        m.block = in.getLong();
        return m;
    }

    /**
     * What a baseline says that has learnt without one.
     *
     * @param bin the next to come
     */
    public static RateMemory of(Baseline baseline, long bin) {
        RateMemory m = new RateMemory(bin);
        m.days = (float) (baseline.bins() / (double) Baseline.BINS_PER_DAY);
        m.days = (float) (HALF_LIFE_DAYS / Math.log(2) * (1 - Math.pow(2, -m.days / HALF_LIFE_DAYS)));
        m.count = (float)
                (m.days * baseline.expected(bin * Baseline.BIN_MS, (bin + Baseline.BINS_PER_DAY) * Baseline.BIN_MS));
        return m;
    }
}
