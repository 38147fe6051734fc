package io.tidewatch.surge.filter;

import io.tidewatch.time.LocalClock;
import java.nio.ByteBuffer;

/**
 * The burst filter of one series: how probable it is that its rate is now a multiple of what the baseline expects.
 *
 * <p>A hidden Markov model on a grid, updated exactly per closed bin (forward algorithm, Rabiner 1989). Two things are
 * hidden: the slow noise of the rate, an Ornstein–Uhlenbeck process in units of its standard deviation with a time
 * constant of an hour, and the multiple, 1 when nothing happens and else one of {@link #MULTIPLES}, entered at the
 * lowest and climbed step by step: several ramps at once, in the manner of the states of Kleinberg's burst automaton. A
 * bin's count is negative binomial with the rate baseline × noise × multiple; now and then it is a clump, of a handful of
 * messages, that says nothing of the rate. The log-odds of any multiple above 1 are the evidence, given on the
 * {@link ScoreScale}.
 *
 * <p>Event time only. Mutable and not thread-safe; {@link #pack} keeps it in one byte array.
 */
public final class BurstFilter implements CountDetector {
    private static final byte CODEC_LOG_ODDS = 1;
    // 2: without sharp hours and levels
    private static final byte CODEC = 3;

    private static final double[] MULTIPLES = {1, 1.35, 1.8, 2.4, 3.2, 4.3, 6};
    private static final int STATES = MULTIPLES.length;
    /** Noise from −3 to 3 standard deviations. */
    private static final int NOISES = 7;

    private static final int MIDDLE = NOISES / 2;
    private static final int CELLS = STATES * NOISES;

    /** The lowest multiple may as well be a baseline that is a little wrong: it is no burst yet. */
    private static final int FIRST_BURST = 2 * NOISES;

    /** The doubt about a young baseline halves every three days. */
    private static final int SMALL_COUNT = 12;

    private static final double DOUBT_HALVES = 3.0 * Baseline.BINS_PER_DAY;

    /** Bounds of what is usual in an hour relative to the mean of the day, as far as the prior of a burst follows it. */
    private static final double MIN_BUSY = -2;

    private static final double MAX_BUSY = 1;

    private static final double CROWD_MULTIPLE = 3;
    private static final int MOST_LEVEL_AGE = 0xFFFF;
    private static final double RECENT_DECAY = 0.944;
    private static final double MIN_SUPPORT = 4;
    /** How much is learnt of a burst where they are rare. */
    public static final double MIN_LEARNING = 0.1;

    /** What is fewer is no burst to learn from: see {@link #recent}. */
    private static final double LEAST_OF_BURST = 2;

    private static final double MAX_DEVIATION_SQUARED = 1.5;
    /** In its first hour a series is only learnt. */
    private static final int LEARNING_BINS = Baseline.FIRST_BINS;

    /** When less than this part of what is usual comes from sources that are up, a count is no evidence. */
    public static final double MIN_PART = 0.05;

    /** After so many bins without sight nothing is left of what was known. */
    private static final long FORGOTTEN = 288;

    private final BurstSettings settings;
    private final NoiseWalk walk;
    private final Baseline baseline;
    private final float[] cells;
    private LevelWatch levels = new LevelWatch();
    private RecurringBursts recurring = new RecurringBursts();
    private double logOdds;
    private float recent;
    private long newLevelBin;
    private long nextBin;

    /**
     * @param firstBin number of the first bin to close: epoch milliseconds / 300 000
     * @param zoneMs offset of the local day from UTC, milliseconds
     */
    public BurstFilter(BurstSettings settings, long firstBin, long zoneMs) {
        this(settings, new Baseline(zoneMs), NoiseWalk.of(settings.noiseHours()), new float[CELLS], 0, firstBin);
        startQuiet();
    }

    private void startQuiet() {
        java.util.Arrays.fill(cells, 0);
        for (int i = 0; i < NOISES; i++) {
            cells[i] = ShortFloat.rounded(walk.stationary(i) * (1 - settings.enter()));
            cells[NOISES + i] = ShortFloat.rounded(walk.stationary(i) * settings.enter());
        }
        logOdds = Math.log(settings.enter() / (1 - settings.enter()));
    }

    /** What is counted has another meaning from now on: learns its level anew, keeps the shape of days and weeks. */
    public void rebase() {
        startQuiet();
        recent = 0;
        levels.forget();
        baseline.forgetLevel();
    }

    /**
     * The filter of a series that was observed with zero counts before: zero is what is usual, so a crowd
     * in its first minutes is seen.
     *
     * @param firstBin number of the first bin to close: epoch milliseconds / 300 000
     */
    public static BurstFilter ofZeros(BurstSettings settings, long firstBin, long zoneMs) {
        BurstFilter filter = new BurstFilter(settings, firstBin, zoneMs);
        filter.baseline.startWithZeros();
        return filter;
    }

    private BurstFilter(
            BurstSettings settings, Baseline baseline, NoiseWalk walk, float[] cells, float recent, long nextBin) {
        this.settings = settings;
        this.baseline = baseline;
        this.walk = walk;
        this.cells = cells;
        this.recent = recent;
        this.nextBin = nextBin;
    }

    /** One that goes on from here by itself. */
    public BurstFilter copy() {
        BurstFilter copy = new BurstFilter(settings, baseline.copy(), walk, cells.clone(), recent, nextBin);
        copy.logOdds = logOdds;
        copy.levels = levels.copy();
        copy.recurring = recurring.copy();
        copy.newLevelBin = newLevelBin;
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

    public Baseline baseline() {
        return baseline;
    }

    @Override
    public long nextBin() {
        return nextBin;
    }

    @Override
    public double expected() {
        return baseline.rate(nextBin);
    }

    @Override
    public double dispersion() {
        return baseline.dispersion(nextBin * Baseline.BIN_MS, (nextBin + 1) * Baseline.BIN_MS);
    }

    /** How probable it is that there is no burst, 0…1. */
    public double quiet() {
        return 1 / (1 + Math.exp(logOdds));
    }

    @Override
    public double score() {
        return scaled(logOdds, baseline.bins());
    }

    /** On the scale, less what a young baseline may be wrong by. */
    private double scaled(double odds, long bins) {
        return settings.scale().score(odds) - doubt(bins);
    }

    private double doubt(long bins) {
        return settings.doubt() * Math.pow(2, -bins / DOUBT_HALVES);
    }

    /** Messages of about the last hour and a half, older ones counting less: the least support an alert needs. */
    public double recent() {
        return recent;
    }

    @Override
    public boolean isSupported() {
        return recent >= MIN_SUPPORT;
    }

    /** Probability of a burst that belongs to a score. */
    public static double probability(double score) {
        return 1 / (1 + Math.exp(-score));
    }

    @Override
    public double close(double count) {
        return close(count, count);
    }

    /**
     * As {@link #close(double)} when a part of the count came too late to be evidence of a burst: all of it is learnt, only
     * the other part is evidence.
     *
     * @param punctual messages that came in time, at most {@code count}
     */
    public double close(double count, double punctual) {
        return close(count, punctual, baseline.rate(nextBin), baseline.uncertainty(nextBin));
    }

    /**
     * Closes the open bin when its expected count is known: the upper bound that an evaluation prints beside the figures
     * of the learnt baseline.
     *
     * @param mean true expected count, above 0
     */
    public double closeKnowing(double count, double mean) {
        return close(count, count, mean, 0);
    }

    /**
     * Closes the open bin, in which only a part of the sources was up: it is compared to that part of what is usual,
     * and nothing is learnt.
     *
     * @param part of what is usual that comes from sources that are up, 0…1; near 0 is as {@link #skip}
     */
    public double closePart(double count, double part) {
        if (part < MIN_PART) {
            return skip(1);
        }
        if (baseline.bins() >= LEARNING_BINS) {
            double[] next = moved(enter());
            logOdds = weigh(next, count, part * baseline.rate(nextBin), baseline.uncertainty(nextBin));
            for (int c = 0; c < CELLS; c++) {
                cells[c] = ShortFloat.rounded(next[c]);
            }
        }
        recent = ShortFloat.rounded(RECENT_DECAY * recent + count);
        baseline.skip(nextBin, 1);
        nextBin++;
        return score();
    }

    private double close(double count, double punctual, double mu, double uncertainty) {
        // of the bins before alone: were bins learnt less for their own messages, a quiet series would be held for
        // quieter than it is
        double quietBefore = quiet();
        if (baseline.bins() >= LEARNING_BINS) {
            double[] next = moved(enter());
            logOdds = weigh(next, punctual, mu, uncertainty);
            for (int c = 0; c < CELLS; c++) {
                cells[c] = ShortFloat.rounded(next[c]);
            }
        }
        recent = ShortFloat.rounded(RECENT_DECAY * recent + punctual);
        recurring.close(logOdds > 0 && recent >= LEAST_OF_BURST && levels.isBeginning());
        baseline.learn(nextBin, count, mu, Math.max(learntOfBursts(), quietBefore));
        double usual = baseline.lift(nextBin) * FastMath.exp(baseline.relative(nextBin));
        double newLevel = levels.close(logOdds > 0, count, usual);
        if (!Double.isNaN(newLevel)) {
            startQuiet();
            baseline.takeNewLevel(newLevel);
            newLevelBin = nextBin + 1;
        }
        nextBin++;
        return score();
    }

    /** How much is learnt of a burst, from {@value #MIN_LEARNING} where they are rare to 1, as much as of anything else. */
    public double learntOfBursts() {
        return Math.max(MIN_LEARNING, Math.min(1, recurring.learning()));
    }

    /** The share of the last weeks that was in bursts, 0…1: of each its first six hours, and of the last days hardly anything. */
    public double burstShare() {
        return recurring.share();
    }

    /** True when nothing has looked like a burst for a while. */
    public boolean isCalm() {
        return levels.isCalm();
    }

    /** The bin since which what looked like a burst is the usual level; 0 when that has never happened. */
    public long newLevelBin() {
        return newLevelBin;
    }

    @Override
    public double skip(long bins) {
        if (bins <= 0) {
            return score();
        }
        for (long i = Math.min(bins, FORGOTTEN); i > 0; i--) {
            double[] next = moved(settings.enter());
            double burst = 0;
            double all = 0;
            for (int c = 0; c < CELLS; c++) {
                cells[c] = ShortFloat.rounded(next[c]);
                all += next[c];
                burst += c < FIRST_BURST ? 0 : next[c];
            }
            logOdds = Math.log(burst / (all - burst));
        }
        recent = ShortFloat.rounded(recent * Math.pow(RECENT_DECAY, bins));
        baseline.skip(nextBin, bins);
        nextBin += bins;
        return score();
    }

    /**
     * The score while the bin is still open: closed state plus the evidence so far.
     *
     * @param count messages in the open bin so far
     * @param share part of the bin that has passed, 0…1
     */
    public double provisional(double count, double share) {
        return provisional(count, share, 1);
    }

    /** @param part of what is usual that comes from sources that are up, 0…1 */
    public double provisional(double count, double share, double part) {
        if (part < MIN_PART) {
            return score();
        }
        if (share <= 0 && count == 0 || baseline.bins() < LEARNING_BINS) {
            return score();
        }
        double mu = part * baseline.rate(nextBin) * Math.max(share, 0.01);
        return scaled(weigh(moved(enter()), count, mu, baseline.uncertainty(nextBin)), baseline.bins() + 1);
    }

    /**
     * The cells after the transition of a bin.
     *
     * @param enter probability that a burst begins in it
     */
    private double[] moved(double enter) {
        double[] next = new double[CELLS];
        double[] work = new double[CELLS];
        for (int j = 0; j < STATES; j++) {
            walk.move(cells, work, j * NOISES);
        }
        double stay = 1 - settings.exit() - settings.rise() - settings.fall();
        for (int i = 0; i < NOISES; i++) {
            double quiet = work[i];
            double carried = quiet * enter;
            double back = 0;
            for (int j = 1; j < STATES; j++) {
                int c = j * NOISES + i;
                boolean top = j == STATES - 1;
                double w = work[c];
                back += w * settings.exit();
                double kept = stay + (top ? settings.rise() : 0) + (j == 1 ? settings.fall() : 0);
                next[c] = w * kept + carried + (top ? 0 : work[c + NOISES] * settings.fall());
                carried = w * settings.rise();
            }
            next[i] = quiet * (1 - enter) + back;
        }
        return next;
    }

    /** A surge begins with what people say: it is as much less likely at night as they say less then. */
    private double enter() {
        double busy = baseline.relative(nextBin);
        return settings.enter() * FastMath.exp(Math.max(MIN_BUSY, Math.min(MAX_BUSY, busy)));
    }

    /**
     * Weighs cells with the likelihood of a count and makes them sum to 1.
     *
     * @return the log-odds of a burst
     */
    private double weigh(double[] next, double count, double mu, double uncertainty) {
        double[] work = new double[CELLS];
        double r = 1 / baseline.binDispersion();
        double variance = baseline.noise() + uncertainty;
        double deviation = Math.sqrt(Math.min(MAX_DEVIATION_SQUARED, variance));
        double step = Math.exp(deviation);
        double best = Double.NEGATIVE_INFINITY;
        // the highest state, unless the noise is low, stands for its multiple and for whatever is more
        double most = count > 0 ? count * FastMath.ln(count) - (count + r) * FastMath.ln(r + count) : 0;
        double least = Math.exp(-0.5 * deviation * deviation - MIDDLE * deviation);
        for (int j = 0; j < STATES; j++) {
            double rate = mu * MULTIPLES[j] * least;
            double lnRate = FastMath.ln(rate);
            boolean top = j == STATES - 1;
            for (int i = 0; i < NOISES; i++) {
                double l = top && i >= MIDDLE && count > rate
                        ? most
                        : count * (lnRate + i * deviation) - (count + r) * FastMath.ln(r + rate);
                work[j * NOISES + i] = l;
                best = Math.max(best, l);
                rate *= step;
            }
        }
        double clump = clump(count, mu, r, best);
        double all = 0;
        double quiet = 0;
        for (int c = 0; c < CELLS; c++) {
            double w = next[c] * (FastMath.exp(work[c] - best) + clump);
            next[c] = w;
            all += w;
            if (c < FIRST_BURST) {
                quiet += w;
            }
        }
        for (int c = 0; c < CELLS; c++) {
            next[c] /= all;
        }
        double burst = all - quiet;
        return Math.log(Math.max(burst, 1e-9 * all) / Math.max(quiet, 1e-12 * all));
    }

    /** How likely the count is when it says nothing of the rate, in the unit of the likelihoods it is weighed with. */
    private double clump(double count, double mu, double r, double best) {
        double p = (count < 3 ? 0 : settings.clumps() / 8) + settings.outliers() / (10 + 6 * mu);
        if (p == 0) {
            return 0;
        }
        double crowd = Math.max(0, count - CROWD_MULTIPLE * mu - settings.clumpSize());
        double unit = lnWays(count, r) + r * FastMath.ln(r) + best;
        return p * Math.exp(Math.min(600, -0.5 * crowd / (1 + mu) - unit));
    }

    /** ln of Γ(count + r) / (Γ(r) · count!), for small whole counts as the product that it is. */
    private static double lnWays(double count, double r) {
        if (count > SMALL_COUNT || count != Math.rint(count)) {
            return lnGamma(count + r) - lnGamma(r) - lnGamma(count + 1);
        }
        double ways = 1;
        for (int j = 0; j < count; j++) {
            ways *= (r + j) / (j + 1);
        }
        return ways == 1 ? 0 : FastMath.ln(ways);
    }

    /** Stirling's series, after Abramowitz and Stegun 6.1.41; the error is below 1e-6 for arguments from .3 on. */
    private static double lnGamma(double x) {
        double product = 1;
        double y = x;
        for (; y < 6; y++) {
            product *= y;
        }
        double inverse = 1 / y;
        return (y - 0.5) * FastMath.ln(y)
                - y
                + 0.9189385332046727
                + inverse * (1 / 12.0 - inverse * inverse / 360)
                - (product == 1 ? 0 : FastMath.ln(product));
    }

    /** Bins since there is a new level, one at least; 0 when there is none, or it is half a year old. */
    private long levelAge() {
        long age = nextBin - newLevelBin + 1;
        return newLevelBin == 0 || age > MOST_LEVEL_AGE ? 0 : age;
    }

    public byte[] pack() {
        ByteBuffer out = ByteBuffer.allocate(
                1 + 2 * CELLS + 8 + 2 + 4 + Baseline.PACKED + RecurringBursts.PACKED + 2 + LevelWatch.PACKED);
        out.put(CODEC);
        for (float p : cells) {
            out.putShort(ShortFloat.packed(p));
        }
        out.putDouble(logOdds).putShort(ShortFloat.packed(recent)).putInt((int) nextBin);
        baseline.pack(out);
        recurring.pack(out);
        out.putShort((short) levelAge());
        levels.pack(out);
        return out.array();
    }

    /**
     * Reads what {@link #pack} wrote, now or in the first release (whose one number becomes the same odds here).
     *
     * @throws IllegalStateException for bytes of a codec that is not known
     */
    public static BurstFilter unpack(byte[] packed, BurstSettings settings, long zoneMs) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        byte codec = in.get();
        if (codec < CODEC_LOG_ODDS || codec > CODEC) {
            throw new IllegalStateException(
                    "burst filter codec: " + codec + ", expected " + CODEC_LOG_ODDS + " to " + CODEC);
        }
        NoiseWalk walk = NoiseWalk.of(settings.noiseHours());
        float[] cells = new float[CELLS];
        if (codec != CODEC_LOG_ODDS) {
            for (int c = 0; c < CELLS; c++) {
                cells[c] = ShortFloat.unpacked(in.getShort());
            }
        }
        double logOdds = in.getDouble();
        float recent = codec == CODEC ? ShortFloat.unpacked(in.getShort()) : in.getFloat();
        long nextBin = codec == CODEC ? in.getInt() : in.getLong();
        BurstFilter filter = new BurstFilter(settings, Baseline.unpack(in, zoneMs), walk, cells, recent, nextBin);
        if (codec == CODEC_LOG_ODDS) {
            filter.startFrom(settings.scale().logOdds(logOdds + filter.doubt(filter.baseline.bins())));
        } else {
            filter.logOdds = logOdds;
        }
        if (codec == CODEC) {
            filter.recurring = RecurringBursts.unpack(in);
            int age = in.getShort() & 0xFFFF;
            filter.newLevelBin = age == 0 ? 0 : nextBin - age + 1;
            filter.levels = LevelWatch.unpack(in);
        }
        return filter;
    }

    private void startFrom(double odds) {
        double burst = Math.min(0.999, 1 / (1 + Math.exp(-odds)));
        for (int i = 0; i < NOISES; i++) {
            cells[i] = ShortFloat.rounded(walk.stationary(i) * (1 - burst));
            cells[3 * NOISES + i] = ShortFloat.rounded(walk.stationary(i) * burst);
        }
        logOdds = Math.log(burst / (1 - burst));
    }
}
