package io.tidewatch.surge.filter;

import io.tidewatch.time.LocalClock;
import java.nio.ByteBuffer;

/**
 * The slow clock of one series: how probable it is that its level is building up, by some tens of per cent a day over
 * days, and does not only wander.
 *
 * <p>A hidden Markov model on a grid, updated exactly per block of six hours (forward algorithm; a local-level model
 * against local-trend ones as in Harvey's structural time series, with Markov switching as by Hamilton 1989). Hidden are
 * the logarithm of the level and whether it stands, grows slowly or grows fast. A block's count is negative binomial with
 * the rate level × what the hours of the block are to a usual day, from a {@link Baseline}; its dispersion is that of the
 * slow noise over the block and of what is not known yet. The log-odds of growth are the evidence, given on the
 * {@link ScoreScale}.
 *
 * <p>Counts are clipped per bin against the fast baseline, so that an hour's surge is no build-up. Event time only.
 * Mutable and not thread-safe; about 350 bytes packed.
 */
public final class DriftFilter implements CountDetector {
    private static final byte CODEC = 1;

    private static final int TRENDS = 3;
    private static final int LEVELS = 25;
    private static final int MIDDLE = LEVELS / 2;
    private static final int CELLS = TRENDS * LEVELS;
    private static final double STEP = 0.1;

    private static final int BLOCK_BINS = 72;
    private static final double BLOCKS_PER_DAY = 4;
    private static final double FIRST_LEVEL = Math.log(0.05);
    /** Share of the slow noise's variance that a mean over six hours keeps. */
    private static final double NOISE_KEPT = 0.28;

    private static final double MIN_SEEN = BLOCK_BINS / 4.0;
    private static final double PRIOR_GAIN = 0.12;
    private static final double DAY_DECAY = 0.75;
    private static final double MIN_SUPPORT = 20;
    private static final double MIN_LEARNING = 0.1;
    /** A burst that is less probable than 1 less this is taken for none: growth looks like one now and then. */
    private static final double DOUBTFUL = 0.1;

    private static final int MIN_BLOCKS = 20;
    /** So many days the level before any build-up is behind the one of today. */
    private static final double USUAL_DAYS = 5;

    private final DriftSettings settings;
    private final Baseline baseline;
    private final float[] cells;
    /** Logarithm of the level that the middle of the grid stands for, messages per bin. */
    private float reference = (float) FIRST_LEVEL;
    /** Logarithm of the level before any build-up, messages per bin. */
    private float usual = (float) FIRST_LEVEL;

    private float blockCount;
    private float blockExposure;
    private int blockSeen;
    private float dayCount;
    private int blocks;
    private double logOdds;
    private long nextBin;

    /**
     * @param firstBin number of the first bin to close: epoch milliseconds / 300 000
     * @param zoneMs offset of the local day from UTC, milliseconds
     */
    public DriftFilter(DriftSettings settings, long firstBin, long zoneMs) {
        this(settings, Baseline.smooth(zoneMs), new float[CELLS]);
        nextBin = firstBin;
        startStill();
    }

    private void startStill() {
        java.util.Arrays.fill(cells, 0);
        for (int i = 0; i < LEVELS; i++) {
            cells[i] = rounded((1 - settings.enter()) / LEVELS);
            cells[LEVELS + i] = rounded(settings.enter() / LEVELS);
        }
        logOdds = Math.log(settings.enter() / (1 - settings.enter()));
    }

    /** What is counted has another meaning from now on: begins anew, with the shape of days and weeks. */
    public void rebase() {
        startStill();
        blocks = 0;
        dayCount = 0;
        blockCount = 0;
        blockExposure = 0;
        blockSeen = 0;
        baseline.forgetLevel();
    }

    private DriftFilter(DriftSettings settings, Baseline baseline, float[] cells) {
        this.settings = settings;
        this.baseline = baseline;
        this.cells = cells;
    }

    /** One that goes on from here by itself. */
    public DriftFilter copy() {
        DriftFilter copy = new DriftFilter(settings, baseline.copy(), cells.clone());
        copy.reference = reference;
        copy.usual = usual;
        copy.blockCount = blockCount;
        copy.blockExposure = blockExposure;
        copy.blockSeen = blockSeen;
        copy.dayCount = dayCount;
        copy.blocks = blocks;
        copy.logOdds = logOdds;
        copy.nextBin = nextBin;
        return copy;
    }

    /** Goes by a calendar from now on. */
    public void follow(CalendarEffect calendar) {
        baseline.follow(calendar);
    }

    /** Goes by the hours and days of a clock from now on; until told, by an offset that does not change. */
    public void inZone(LocalClock clock) {
        baseline.inZone(clock);
    }

    @Override
    public long nextBin() {
        return nextBin;
    }

    @Override
    public double expected() {
        return blocks == 0 ? baseline.rate(nextBin) : Math.exp(usual + baseline.relative(nextBin));
    }

    /** What was usual before any build-up, between two instants in epoch milliseconds. */
    public double expected(long from, long to) {
        double sum = 0;
        for (long t = from; t < to; ) {
            long bin = Math.floorDiv(t, Baseline.BIN_MS);
            long end = Math.min(to, (bin + 1) * Baseline.BIN_MS);
            sum += baseline.liftOverDays(bin) * Math.exp(usual + baseline.relative(bin)) * (end - t) / Baseline.BIN_MS;
            t = end;
        }
        return sum;
    }

    @Override
    public double dispersion() {
        return dispersion(nextBin * Baseline.BIN_MS, (nextBin + 1) * Baseline.BIN_MS);
    }

    /**
     * Variance of the count between two instants beyond Poisson's, relative to the square of what is expected: that of the
     * baseline around its level, of days that differ, and of a level that has walked on since it was the usual one.
     */
    public double dispersion(long from, long to) {
        return baseline.scatter(from, to) + settings.dispersion() + USUAL_DAYS * settings.walk() * settings.walk();
    }

    @Override
    public double score() {
        return settings.scale().score(logOdds);
    }

    @Override
    public boolean isSupported() {
        return blocks >= MIN_BLOCKS && dayCount >= MIN_SUPPORT;
    }

    /** True in the first five days: it does not know yet what is usual. */
    public boolean isLearning() {
        return blocks < MIN_BLOCKS;
    }

    /** False before the first block has been closed: {@link #expected} then says nothing. */
    public boolean hasLevel() {
        return blocks > 0;
    }

    /** The next instant at which a block closes and the score may change, epoch milliseconds. */
    public static long nextBlock(long at) {
        long block = BLOCK_BINS * Baseline.BIN_MS;
        return (Math.floorDiv(at, block) + 1) * block;
    }

    /** Bins learnt so far; 288 are a day. */
    public long bins() {
        return baseline.bins();
    }

    @Override
    public double close(double count) {
        return close(count, count);
    }

    /**
     * As {@link #close(double)} when a part of the count came too late to be evidence of growth: the shape of the day is
     * learnt from all of it, the level from the other part.
     *
     * @param punctual messages that came in time, at most {@code count}
     */
    public double close(double count, double punctual) {
        return close(count, punctual, 1);
    }

    /**
     * As {@link #close(double, double)} when something else than a build-up may be going on.
     *
     * @param quiet how probable it is that there is no burst, 0…1: of one, what is above the usual neither is a build-up nor
     *     says what hours are busy
     */
    public double close(double count, double punctual, double quiet) {
        double steady = Math.min(1, quiet / DOUBTFUL);
        double mu = baseline.rate(nextBin);
        double clipped = baseline.clipped(punctual, mu);
        blockCount += (float) (clipped <= mu ? clipped : mu + steady * (clipped - mu));
        blockExposure += (float) (baseline.liftOverDays(nextBin) * Math.exp(baseline.relative(nextBin)));
        blockSeen++;
        baseline.learn(nextBin, count, mu, Math.max(MIN_LEARNING, steady));
        if (Math.floorMod(nextBin + 1, BLOCK_BINS) == 0) {
            closeBlock(nextBin);
        }
        nextBin++;
        return score();
    }

    @Override
    public double skip(long bins) {
        baseline.skip(nextBin, Math.max(0, bins));
        long most = 400L * BLOCK_BINS;
        for (long left = bins; left > 0; ) {
            long here = (long) BLOCK_BINS - Math.floorMod(nextBin, BLOCK_BINS);
            if (left > most) {
                here += (left - most) / BLOCK_BINS * BLOCK_BINS;
            }
            if (left < here) {
                nextBin += left;
                break;
            }
            nextBin += here;
            left -= here;
            closeBlock(nextBin - 1);
        }
        return score();
    }

    private void closeBlock(long lastBin) {
        double[] next = moved();
        boolean seen = blockSeen >= MIN_SEEN;
        if (seen) {
            if (blocks == 0) {
                reference = (float) Math.log(Math.max(0.5, blockCount) / blockExposure);
                usual = reference;
            }
            weigh(next, lastBin);
            dayCount = (float) (DAY_DECAY * dayCount + blockCount);
            blocks++;
        }
        double all = 0;
        double still = 0;
        double mean = 0;
        for (int c = 0; c < CELLS; c++) {
            all += next[c];
            still += c < LEVELS ? next[c] : 0;
            mean += next[c] * (c % LEVELS - MIDDLE) * STEP;
        }
        for (int c = 0; c < CELLS; c++) {
            cells[c] = rounded(next[c] / all);
        }
        mean /= all;
        logOdds = Math.log(Math.max(all - still, 1e-9 * all) / Math.max(still, 1e-12 * all));
        if (seen) {
            double gain = Math.max(PRIOR_GAIN, 1.0 / blocks);
            usual += (float) (gain * still / all * (reference + mean - usual));
        }
        recentre(mean);
        blockCount = 0;
        blockExposure = 0;
        blockSeen = 0;
    }

    private void weigh(double[] next, long bin) {
        double variance = settings.dispersion()
                + NOISE_KEPT * baseline.noise()
                + baseline.binDispersion() / BLOCK_BINS
                + baseline.shapeUncertainty(bin)
                + Baseline.liftUncertainty(baseline.liftOverDays(bin));
        double r = 1 / variance;
        double[] likelihood = new double[LEVELS];
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < LEVELS; i++) {
            double lnRate = reference + (i - MIDDLE) * STEP + Math.log(blockExposure);
            likelihood[i] = blockCount * lnRate - (blockCount + r) * Math.log(r + Math.exp(lnRate));
            best = Math.max(best, likelihood[i]);
        }
        for (int c = 0; c < CELLS; c++) {
            next[c] *= Math.exp(likelihood[c % LEVELS] - best) + 1e-6;
        }
    }

    /** The cells after the transition of a block. */
    private double[] moved() {
        double[] walked = new double[CELLS];
        double variance = settings.walk() * settings.walk() / BLOCKS_PER_DAY / (STEP * STEP);
        for (int t = 0; t < TRENDS; t++) {
            double growth = t == 0 ? 0 : (t == 1 ? settings.slow() : settings.fast()) / BLOCKS_PER_DAY / STEP;
            double square = variance + growth * growth;
            double up = (square + growth) / 2;
            double down = Math.max(0, (square - growth) / 2);
            for (int i = 0; i < LEVELS; i++) {
                double w = cells[t * LEVELS + i];
                walked[t * LEVELS + Math.min(LEVELS - 1, i + 1)] += w * up;
                walked[t * LEVELS + Math.max(0, i - 1)] += w * down;
                walked[t * LEVELS + i] += w * (1 - up - down);
            }
        }
        double[] next = new double[CELLS];
        for (int i = 0; i < LEVELS; i++) {
            double still = walked[i];
            double slow = walked[LEVELS + i];
            double fast = walked[2 * LEVELS + i];
            next[i] = still * (1 - settings.enter()) + (slow + fast) * settings.exit();
            next[LEVELS + i] = slow * (1 - settings.exit()) + still * settings.enter() / 2;
            next[2 * LEVELS + i] = fast * (1 - settings.exit()) + still * settings.enter() / 2;
        }
        return next;
    }

    /** Keeps the grid around the level. */
    private void recentre(double mean) {
        int shift = (int) Math.rint(mean / STEP);
        if (Math.abs(shift) < 3) {
            return;
        }
        float[] before = cells.clone();
        java.util.Arrays.fill(cells, 0);
        for (int c = 0; c < CELLS; c++) {
            int i = Math.max(0, Math.min(LEVELS - 1, c % LEVELS - shift));
            int to = c / LEVELS * LEVELS + i;
            cells[to] = rounded(cells[to] + before[c]);
        }
        reference += (float) (shift * STEP);
    }

    private static float rounded(double p) {
        int bits = Float.floatToRawIntBits((float) p) + 0x8000;
        return p < 1e-30 ? 0 : Float.intBitsToFloat(bits & 0xFFFF0000);
    }

    public byte[] pack() {
        ByteBuffer out = ByteBuffer.allocate(1 + 2 * CELLS + 5 * 4 + 2 * 4 + 2 * 8 + Baseline.PACKED_SMOOTH);
        out.put(CODEC);
        for (float p : cells) {
            out.putShort((short) (Float.floatToRawIntBits(p) >>> 16));
        }
        out.putFloat(reference)
                .putFloat(usual)
                .putFloat(blockCount)
                .putFloat(blockExposure)
                .putFloat(dayCount);
        out.putInt(blockSeen).putInt(blocks).putDouble(logOdds).putLong(nextBin);
        baseline.pack(out);
        return out.array();
    }

    /** @throws IllegalStateException for bytes of a codec that is not known */
    public static DriftFilter unpack(byte[] packed, DriftSettings settings, long zoneMs) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        byte codec = in.get();
        if (codec != CODEC) {
            throw new IllegalStateException("drift filter codec: " + codec + ", expected " + CODEC);
        }
        float[] cells = new float[CELLS];
        for (int c = 0; c < CELLS; c++) {
            cells[c] = Float.intBitsToFloat((in.getShort() & 0xFFFF) << 16);
        }
        float[] levels = new float[5];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = in.getFloat();
        }
        int blockSeen = in.getInt();
        int blocks = in.getInt();
        double logOdds = in.getDouble();
        long nextBin = in.getLong();
        DriftFilter filter = new DriftFilter(settings, Baseline.unpackSmooth(in, zoneMs), cells);
        filter.reference = levels[0];
        filter.usual = levels[1];
        filter.blockCount = levels[2];
        filter.blockExposure = levels[3];
        filter.dayCount = levels[4];
        filter.blockSeen = blockSeen;
        filter.blocks = blocks;
        filter.logOdds = logOdds;
        filter.nextBin = nextBin;
        return filter;
    }
}
