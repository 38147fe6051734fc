package io.tidewatch.surge.filter;

import io.tidewatch.time.LocalClock;
import java.nio.ByteBuffer;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is usual for one series: {@code μ = exp(level + factor of the hour)}, with 24 factors for the hours of a day and
 * 24 more, with one common shift, by which weekends differ. Level and factors are learnt on line by scalar Kalman
 * filters on the logarithm (state-space form of Harvey's structural time series): each knows how uncertain it still is,
 * so a young series learns fast, a quiet one slowly, and {@link #uncertainty} says how far the detector may trust μ. An
 * hour's surprise is shared with its neighbours; what is sharper than that is known beside it ({@link SharpHours}). Hours and days
 * are those of the local clock, so what is usual at nine stays at nine when the clocks are changed.
 *
 * <p>Scatter: φ of the negative binomial from differences of successive bins, which neither a wrong level nor slow noise
 * disturbs; the variance of the slow noise of the rate from whole hours, less what φ and the uncertainty explain.
 *
 * <p>Robust against surges: counts are clipped and {@code weight} makes the observation noise larger. Mutable and not
 * thread-safe; {@value #PACKED} bytes packed, without sharp hours {@value #PACKED_SMOOTH}. Every value is kept in the precision it is packed with.
 */
public final class Baseline {
    /** Width of a bin, milliseconds. */
    public static final long BIN_MS = 300_000;

    /** Bins of one day. */
    public static final int BINS_PER_DAY = 288;

    /** The first hour, in which the level is the plain mean. */
    static final int FIRST_BINS = 12;

    /** The first six hours, in which only the level is learnt. */
    private static final int LEVEL_BINS = 72;

    static final int PACKED_SMOOTH = 1 + 48 * 2 + 15 * 4;

    static final int PACKED = PACKED_SMOOTH + SharpHours.PACKED;

    private static final byte CODEC_LINEAR = 1;
    private static final byte CODEC_SMOOTH = 2;
    private static final byte CODEC = 3;

    /** Of stretches as long as this only one bin in so many is looked at. */
    private static final long LONG_MS = 6 * 3_600_000L;

    private static final int COARSE = 6;

    private static final int HOURS = 24;
    private static final int HALF_HOUR_BINS = 6;
    private static final double MIN_RATE = 0.003;
    /** The longest silence is no deeper, or what comes after it would be learnt unseen. */
    private static final double LEAST_LEVEL = Math.log(MIN_RATE);
    /** In a quiet series so many messages of one bin are within the usual scatter. */
    private static final double MOST_AT_ONCE = 2;

    /** A factor is kept as a multiple of this, in two bytes. */
    private static final double FACTOR_STEP = 1e-4;

    private static final double MAX_FACTOR = 3.2;

    /** Random walk of the level: 6 % a day. */
    private static final double LEVEL_WALK = 0.0036 / BINS_PER_DAY;

    /** Slow noise of the rate is correlated: one bin says so much less about the level. */
    private static final double NOISE_BINS = 24;

    /** Hours over which neighbours share what is learnt, as the standard deviation of a bell. */
    private static final double KERNEL_HOURS = 2.5;

    /** An announcement is right within this part of its own logarithm, one standard deviation. */
    private static final double LIFT_DEVIATION = 0.3;

    /** A day that is announced to be unusual says little of what is usual. */
    private static final double LEARNT_OF_LIFTED = 0.1;

    private static final double[] KERNEL = kernel();
    /** Sum of the squared kernel: what one hour's surprise takes from the common uncertainty of a day's factors. */
    private static final double SHARED = 4.4 / HOURS;

    private static final double FIRST_LEVEL = Math.log(0.05);
    private static final double FIRST_LEVEL_VARIANCE = 4;
    private static final double REBASED_VARIANCE = 2;
    /** Of the level that half a day shows. */
    private static final double NEW_LEVEL_VARIANCE = 0.25;

    static final double FIRST_SHAPE_VARIANCE = 0.15;
    static final double FIRST_WEEKEND_VARIANCE = 0.09;
    static final double FIRST_DEVIATION_VARIANCE = 0.02;

    private static final double SHARE_GAIN = 1 / 24.0;
    private static final double BIN_FORGETTING = 1.0 / 2016;
    private static final double HOUR_FORGETTING = 1.0 / 336;
    private static final double PRIOR_BIN_DISPERSION = 0.14;
    private static final double PRIOR_BIN_WEIGHT = 10;
    private static final double PRIOR_HOUR_DISPERSION = 0.035;
    private static final double PRIOR_HOUR_WEIGHT = 600;

    /** Mean correlation of slow noise within an hour, for a time constant of one hour. */
    private static final double WITHIN_HOUR = 0.74;

    private LocalClock clock;
    private final float[] factors = new float[HOURS];
    private final float[] deviations = new float[HOURS];
    private float level = (float) FIRST_LEVEL;
    private float weekend;
    private float levelVariance = (float) FIRST_LEVEL_VARIANCE;
    private float shapeVariance = (float) FIRST_SHAPE_VARIANCE;
    private float weekendVariance = (float) FIRST_WEEKEND_VARIANCE;
    private float deviationVariance = (float) FIRST_DEVIATION_VARIANCE;
    private float binVariance;
    private float binSquares;
    private float hourVariance;
    private float hourSquares;
    private float hourCount;
    private float hourExpected;
    private float ratioBefore = -1;
    /** How much of what the level was learnt from were weekends, 0…1, the last day counting most. */
    private float weekendShare = Float.NaN;

    private @Nullable SharpHours sharp;
    private CalendarEffect calendar = CalendarEffect.NOTHING;
    private int bins;
    /** Logarithm of the mean factor of a weekday; NaN when it must be reckoned anew. */
    private double meanFactor = Double.NaN;

    /** @param zoneMs offset of the local day from UTC, milliseconds */
    public Baseline(long zoneMs) {
        this(LocalClock.fixed(zoneMs), new SharpHours());
    }

    private Baseline(LocalClock clock, @Nullable SharpHours sharp) {
        this.clock = clock;
        this.sharp = sharp;
    }

    /** For whom single hours do not matter: one that knows none but the smooth shape of days. */
    static Baseline smooth(long zoneMs) {
        return new Baseline(LocalClock.fixed(zoneMs), null);
    }

    /** One that goes on from here by itself, by the same clock and calendar. */
    Baseline copy() {
        Baseline b = new Baseline(clock, sharp == null ? null : sharp.copy());
        System.arraycopy(factors, 0, b.factors, 0, HOURS);
        System.arraycopy(deviations, 0, b.deviations, 0, HOURS);
        b.level = level;
        b.weekend = weekend;
        b.levelVariance = levelVariance;
        b.shapeVariance = shapeVariance;
        b.weekendVariance = weekendVariance;
        b.deviationVariance = deviationVariance;
        b.binVariance = binVariance;
        b.binSquares = binSquares;
        b.hourVariance = hourVariance;
        b.hourSquares = hourSquares;
        b.hourCount = hourCount;
        b.hourExpected = hourExpected;
        b.ratioBefore = ratioBefore;
        b.weekendShare = weekendShare;
        b.calendar = calendar;
        b.bins = bins;
        b.meanFactor = meanFactor;
        return b;
    }

    /** Goes by the hours and days of a clock. */
    void inZone(LocalClock local) {
        clock = local;
    }

    /** Goes by a calendar. */
    void follow(CalendarEffect calendar) {
        this.calendar = calendar;
    }

    /** How many times as much as usual is announced for a bin. */
    double lift(long bin) {
        return calendar.lift(bin * BIN_MS);
    }

    /** How many times as much as in the weeks before is expected of a bin by what is compared over days. */
    double liftOverDays(long bin) {
        return lift(bin) * calendar.rise(bin * BIN_MS);
    }

    /** Logarithm of how much is usual in a bin that is like the mean of a usual weekday. */
    public double usualLevel() {
        return level + meanFactor();
    }

    /** Forgets how much is usual; the shape of days and weeks stays. */
    void forgetLevel() {
        levelVariance = (float) Math.max(levelVariance, REBASED_VARIANCE);
        ratioBefore = -1;
        hourCount = 0;
        hourExpected = 0;
        if (sharp != null) {
            sharp.drop();
        }
    }

    /**
     * There is a new level; the shape of days and weeks stays.
     *
     * @param logRate logarithm of the count of a bin that is like the mean of a usual day
     */
    void takeNewLevel(double logRate) {
        level = (float) (logRate - meanFactor());
        levelVariance = (float) Math.max(levelVariance, NEW_LEVEL_VARIANCE);
    }

    /** What is known of how hours and days differ, without what single hours are known to differ by. */
    public DayShape shape() {
        double mean = 0;
        for (float f : factors) {
            mean += f / HOURS;
        }
        double[] ofHours = new double[HOURS];
        double[] ofDaysOff = new double[HOURS];
        for (int h = 0; h < HOURS; h++) {
            ofHours[h] = factors[h] - mean;
            ofDaysOff[h] = deviations[h];
        }
        return new DayShape(
                Math.exp(level + meanFactor()),
                ofHours,
                ofDaysOff,
                weekend,
                shapeVariance,
                weekendVariance,
                deviationVariance);
    }

    /**
     * Expects something else of how hours and days differ: what was learnt is then what would have been, had this been expected from
     * the first (as the precisions of normal distributions add up). What an old series knows hardly changes.
     *
     * @param before what was expected up to now, {@link DayShape#UNKNOWN} at first
     * @param now less or more sure of it, or with other values
     */
    public void expect(DayShape before, DayShape now) {
        double next = variance(shapeVariance, before.shapeVariance, now.shapeVariance);
        double ownShape = next / shapeVariance;
        double moved = 0;
        for (int h = 0; h < HOURS; h++) {
            float was = factors[h];
            factors[h] = unpacked(packed(ownShape * was
                    + next * (now.factors[h] / now.shapeVariance - before.factors[h] / before.shapeVariance)));
            moved += (factors[h] - was) / HOURS;
        }
        shapeVariance = (float) next;
        // the level was learnt over the hours of the last day
        level -= (float) (moved * Math.min(1, (double) bins / BINS_PER_DAY));
        meanFactor = Double.NaN;

        next = variance(weekendVariance, before.weekendVariance, now.weekendVariance);
        double change = next
                        * (weekend / weekendVariance
                                + now.weekend / now.weekendVariance
                                - before.weekend / before.weekendVariance)
                - weekend;
        weekend += (float) change;
        weekendVariance = (float) next;
        level -= (float) (Float.isNaN(weekendShare) ? 0 : change * weekendShare);

        next = variance(deviationVariance, before.deviationVariance, now.deviationVariance);
        double ownDeviation = next / deviationVariance;
        for (int h = 0; h < HOURS; h++) {
            deviations[h] = unpacked(packed(ownDeviation * deviations[h]
                    + next
                            * (now.deviations[h] / now.deviationVariance
                                    - before.deviations[h] / before.deviationVariance)));
        }
        deviationVariance = (float) next;
    }

    /** Of what was learnt when something else is expected. */
    private static double variance(double learnt, double before, double now) {
        return 1 / Math.max(1 / learnt - 1 / before + 1 / now, 1 / now);
    }

    /** Takes it as known that hardly any messages came before. */
    void startWithZeros() {
        levelVariance = 1;
        bins = FIRST_BINS;
    }

    /**
     * Expected count of the bin that starts at an instant.
     *
     * @param bin number of the bin: epoch milliseconds / 300 000
     */
    public double rate(long bin) {
        return lift(bin) * usualRate(bin);
    }

    /**
     * Expected count of a bin without the lift of the calendar.
     *
     * @param bin number of the bin
     */
    private double usualRate(long bin) {
        return Math.max(MIN_RATE, Math.exp(level + factor(bin)));
    }

    /** Expected count between two instants had nothing been announced: the least that is to come. */
    public double expectedAnyway(long from, long to) {
        double sum = 0;
        for (long t = from; t < to; ) {
            long bin = Math.floorDiv(t, BIN_MS);
            long end = Math.min(to, (bin + 1) * BIN_MS);
            sum += Math.min(1, lift(bin)) * usualRate(bin) * (end - t) / BIN_MS;
            t = end;
        }
        return sum;
    }

    /** Expected count between two instants, in epoch milliseconds; parts of bins count in part. */
    public double expected(long from, long to) {
        return sum(from, to, this::rate);
    }

    /** As {@link #expected} by the smooth shape of days alone, without what single hours are known to differ by. */
    public double expectedSmooth(long from, long to) {
        return sum(from, to, bin -> rate(bin) * Math.exp(-sharpFactor(bin)));
    }

    /**
     * The hour that most raises what is expected between two instants above the smooth shape of the day: one of those that they
     * lie in, or a neighbour, since hours pass into each other.
     *
     * @return its begin by the local clock, epoch milliseconds
     */
    public long sharpestHour(long from, long to) {
        long sharpest = Math.floorDiv(from, BIN_MS);
        double most = Double.NEGATIVE_INFINITY;
        for (long bin = Math.floorDiv(from, BIN_MS); bin * BIN_MS < to; bin++) {
            double into = intoHour(local(bin));
            double before = (1 - into) * sharpFactorOfHour(local(bin) - HALF_HOUR_BINS);
            double after = into * sharpFactorOfHour(local(bin) + HALF_HOUR_BINS);
            if (Math.max(before, after) > most) {
                most = Math.max(before, after);
                sharpest = before > after ? bin - HALF_HOUR_BINS : bin + HALF_HOUR_BINS;
            }
        }
        return (sharpest - Math.floorMod(local(sharpest), 12)) * BIN_MS;
    }

    /** True when an instant, in epoch milliseconds, is of a weekend or of a day that is off by the calendar. */
    public boolean isOff(long at) {
        return isWeekend(Math.floorDiv(at, BIN_MS));
    }

    /** Sum over bins, of long stretches over one bin in {@value #COARSE}: what is usual differs by the hour. */
    private static double sum(long from, long to, LongToDoubleFunction ofBin) {
        int step = to - from >= LONG_MS ? COARSE : 1;
        double sum = 0;
        for (long t = from; t < to; ) {
            long first = Math.floorDiv(t, step * BIN_MS) * step;
            long end = Math.min(to, (first + step) * BIN_MS);
            sum += ofBin.applyAsDouble(first + step / 2) * (end - t) / BIN_MS;
            t = end;
        }
        return sum;
    }

    /** Bins learnt so far; 288 are a day. */
    public long bins() {
        return bins;
    }

    /** Variance of the logarithm of the rate that is expected of a bin, because too little was seen yet. */
    double uncertainty(long bin) {
        return levelVariance + shapeUncertainty(bin) + liftUncertainty(lift(bin));
    }

    /** Variance of the logarithm of what is usual times a lift that was announced or estimated. */
    static double liftUncertainty(double lift) {
        double announcement = lift == 1 ? 0 : LIFT_DEVIATION * Math.log(lift);
        return announcement * announcement;
    }

    /** The part of {@link #uncertainty} that is not the level's. */
    double shapeUncertainty(long bin) {
        double change = weekendChange(bin);
        long local = local(bin);
        boolean dayOff = isDayOff(local);
        return shapeVariance
                + change * change * weekendVariance
                + (dayOff ? deviationVariance : 0)
                + (sharp == null ? 0 : sharp.uncertainty(hour(local), dayOff));
    }

    /** Logarithm of a bin's rate relative to the mean of a usual weekday. */
    double relative(long bin) {
        return factor(bin) - meanFactor();
    }

    private double meanFactor() {
        if (Double.isNaN(meanFactor)) {
            double sum = 0;
            for (float f : factors) {
                sum += Math.exp(f);
            }
            meanFactor = Math.log(sum / HOURS);
        }
        return meanFactor;
    }

    /** A count without what is far beyond the usual scatter. */
    double clipped(double count, double mu) {
        double most = mu + 4 * Math.sqrt(mu + (binDispersion() + levelVariance) * mu * mu) + MOST_AT_ONCE;
        return bins < 36 ? count : Math.min(count, most);
    }

    /** φ of the negative binomial of a bin: variance μ + φμ². */
    double binDispersion() {
        return clip((binVariance + PRIOR_BIN_DISPERSION * PRIOR_BIN_WEIGHT) / (binSquares + PRIOR_BIN_WEIGHT), 0.01, 3);
    }

    /** Variance of the slow noise in the logarithm of the rate. */
    double noise() {
        return clip((hourDispersion() - binDispersion() / 12) / WITHIN_HOUR, 0.0016, 1);
    }

    /**
     * Variance of the count between two instants beyond Poisson's, relative to the square of what is expected: of the
     * bins, of the slow noise (an Ornstein–Uhlenbeck process averaged over the stretch) and of what is not yet known.
     */
    public double dispersion(long from, long to) {
        return scatter(from, to) + levelVariance;
    }

    /** The part of {@link #dispersion} that is not of how much is usual altogether. */
    public double scatter(long from, long to) {
        double stretch = Math.max(1, to - from);
        double hours = stretch / 3_600_000.0;
        double averaged = 2 / hours * (1 - (1 - Math.exp(-hours)) / hours);
        return binDispersion() * Math.min(1, BIN_MS / stretch)
                + noise() * Math.min(1, averaged)
                + uncertainty(Math.floorDiv(from + (to - from) / 2, BIN_MS))
                - levelVariance;
    }

    /** Variance of the logarithm of how much is usual altogether. */
    public double levelUncertainty() {
        return levelVariance;
    }

    /** Between two instants, how many usual weekdays' messages are expected; with what is announced. */
    public double usualDays(long from, long to) {
        return sum(from, to, bin -> lift(bin) * Math.exp(relative(bin))) / BINS_PER_DAY;
    }

    private double hourDispersion() {
        return clip(
                (hourVariance + PRIOR_HOUR_DISPERSION * PRIOR_HOUR_WEIGHT) / (hourSquares + PRIOR_HOUR_WEIGHT),
                0.003,
                3);
    }

    /**
     * Learns one closed bin.
     *
     * @param count messages in it
     * @param mu what was expected, from {@link #rate}
     * @param weight 0…1; less inside a burst, so that a surge does not become usual
     */
    void learn(long bin, double count, double mu, double weight) {
        double q = (bins < BINS_PER_DAY ? 1 : weight) * (lift(bin) == 1 ? 1 : LEARNT_OF_LIFTED);
        double phi = binDispersion();
        double clipped = clipped(count, mu);
        if (bins < FIRST_BINS) {
            double times = Math.exp(factor(bin)); // 1 unless another series' shape is borrowed
            double mean = Math.exp(level);
            mean += (count / times - mean) / (bins + 2);
            level = (float) Math.log(Math.max(MIN_RATE, mean));
            levelVariance = (float) Math.min(FIRST_LEVEL_VARIANCE, 0.05 + 1 / (mean * times * (bins + 2)));
        } else {
            double variance = levelVariance + LEVEL_WALK;
            double gain = variance / (variance + (1 / mu + phi + NOISE_BINS * noise()) / q);
            level = (float) Math.max(LEAST_LEVEL, level + clip(gain * (clipped - mu) / mu, -0.7, 0.7));
            levelVariance = (float) (variance * (1 - gain));
        }
        learnDifference(count, mu, q, phi);
        if (Float.isNaN(weekendShare)) {
            weekendShare = isWeekend(bin) ? 1 : 0;
        }
        hourCount += (float) clipped;
        hourExpected += (float) mu;
        if (sharp != null) {
            sharp.take(hour(local(bin)), isWeekend(bin), count, mu);
        }
        bins++;
        if (isLastOfHour(bin)) {
            closeHour(bin, q);
        }
    }

    /** Passes bins of which nothing is known. */
    void skip(long from, long count) {
        levelVariance = (float) Math.min(FIRST_LEVEL_VARIANCE, levelVariance + LEVEL_WALK * count);
        ratioBefore = -1;
        if (sharp != null) {
            sharp.drop();
        }
        boolean overTheHour = Math.floorMod(local(from), 12) + count >= 12;
        if (overTheHour && hourExpected > 0) {
            closeHour(from, 1);
        }
    }

    private void learnDifference(double count, double mu, double q, double phi) {
        if (ratioBefore >= 0) {
            double square = mu * mu;
            double difference = count - ratioBefore * mu;
            // the bin before had about the same rate, so both have about the variance of this one
            double most = 16 * (mu + phi * square);
            double seen = Math.min(0.5 * difference * difference, most) - mu;
            binVariance = (float) (binVariance * (1 - BIN_FORGETTING) + q * seen);
            binSquares = (float) (binSquares * (1 - BIN_FORGETTING) + q * square);
        }
        ratioBefore = (float) (count / mu);
    }

    private void closeHour(long bin, double q) {
        double expected = hourExpected;
        if (expected <= 0) {
            return; // forgotten within the hour
        }
        boolean weekendNow = isWeekend(bin);
        double phi = hourDispersion();
        if (sharp != null && bins > LEVEL_BINS) {
            sharp.close(hour(local(bin)), weekendNow, phi + levelVariance, lift(bin) == 1 ? 1 : LEARNT_OF_LIFTED);
        } else if (sharp != null) {
            sharp.drop();
        }
        double unsure = uncertainty(bin);
        double error = hourCount - expected;
        if (bins > LEVEL_BINS) {
            double surprise = Math.max(-0.95, error / expected);
            double total = unsure - levelVariance + (1 / expected + phi) / q;
            double change = weekendChange(bin);
            int hour = hour(local(bin));
            double gain = shapeVariance / total;
            meanFactor = Double.NaN;
            share(factors, hour, gain * surprise);
            shapeVariance *= (float) (1 - gain * SHARED);
            double common = change * weekendVariance / total;
            weekend += (float) (common * surprise);
            weekendVariance *= (float) (1 - common * change);
            if (weekendNow) {
                double own = deviationVariance / total;
                share(deviations, hour, own * surprise);
                deviationVariance *= (float) (1 - own * SHARED);
            }
        }
        weekendShare += (float) (SHARE_GAIN * ((weekendNow ? 1 : 0) - weekendShare));
        if (bins > BINS_PER_DAY) {
            double square = expected * expected;
            double most = 9 * (expected + (phi + unsure) * square);
            double seen = Math.min(error * error, most) - expected - unsure * square;
            hourVariance = (float) (hourVariance * (1 - HOUR_FORGETTING) + 12 * q * seen);
            hourSquares = (float) (hourSquares * (1 - HOUR_FORGETTING) + 12 * q * square);
        }
        hourCount = 0;
        hourExpected = 0;
    }

    private static void share(float[] of, int hour, double change) {
        for (int d = -HOURS / 2; d < HOURS / 2; d++) {
            int h = Math.floorMod(hour + d, HOURS);
            of[h] = unpacked(packed(of[h] + change * KERNEL[Math.abs(d)]));
        }
    }

    private double factor(long bin) {
        long local = local(bin);
        double into = intoHour(local);
        return hourFactor(local - HALF_HOUR_BINS) * (1 - into) + hourFactor(local + HALF_HOUR_BINS) * into;
    }

    /** The part of {@link #factor} that the smooth shape does not have. */
    private double sharpFactor(long bin) {
        long local = local(bin);
        double into = intoHour(local);
        return sharpFactorOfHour(local - HALF_HOUR_BINS) * (1 - into)
                + sharpFactorOfHour(local + HALF_HOUR_BINS) * into;
    }

    private double sharpFactorOfHour(long local) {
        return sharp == null ? 0 : sharp.factor(hour(local), isDayOff(local));
    }

    /** How far a bin is from the centre of an hour to that of the next, 0…1. */
    private static double intoHour(long local) {
        return (Math.floorMod(local + HALF_HOUR_BINS, 12) + 0.5) / 12;
    }

    private double hourFactor(long local) {
        int h = hour(local);
        boolean dayOff = isDayOff(local);
        double smooth = dayOff ? factors[h] + weekend + deviations[h] : factors[h];
        return sharp == null ? smooth : smooth + sharp.factor(h, dayOff);
    }

    /**
     * A bin by the local clock: numbered as if its local time were one of UTC, so twelve are an hour of that clock in the zones
     * of half and quarter hours too. When the clocks are changed, numbers are left out or come twice.
     */
    private long local(long bin) {
        return bin + Math.floorDiv(clock.offsetMs(bin * BIN_MS), BIN_MS);
    }

    private static int hour(long local) {
        return (int) Math.floorMod(Math.floorDiv(local, 12), 24L);
    }

    private boolean isDayOff(long local) {
        return calendar.isDayOff(Math.floorDiv(local, BINS_PER_DAY));
    }

    private boolean isWeekend(long bin) {
        return isDayOff(local(bin));
    }

    /** 1 when the level was learnt on weekdays and this is a weekend, −1 the other way round, else between. */
    private double weekendChange(long bin) {
        return Float.isNaN(weekendShare) ? 0 : (isWeekend(bin) ? 1 : 0) - weekendShare;
    }

    private boolean isLastOfHour(long bin) {
        return Math.floorMod(local(bin) + 1, 12) == 0;
    }

    private static double[] kernel() {
        double[] k = new double[HOURS / 2 + 1];
        for (int d = 0; d < k.length; d++) {
            k[d] = Math.exp(-0.5 * d * d / (KERNEL_HOURS * KERNEL_HOURS));
        }
        return k;
    }

    private static short packed(double factor) {
        return (short) Math.round(clip(factor, -MAX_FACTOR, MAX_FACTOR) / FACTOR_STEP);
    }

    private static float unpacked(short factor) {
        return (float) (factor * FACTOR_STEP);
    }

    private static double clip(double x, double low, double high) {
        return Math.max(low, Math.min(high, x));
    }

    void pack(ByteBuffer out) {
        out.put(sharp == null ? CODEC_SMOOTH : CODEC);
        for (int h = 0; h < HOURS; h++) {
            out.putShort(packed(factors[h])).putShort(packed(deviations[h]));
        }
        out.putFloat(level).putFloat(weekend);
        out.putFloat(levelVariance).putFloat(shapeVariance);
        out.putFloat(weekendVariance).putFloat(deviationVariance);
        out.putFloat(binVariance).putFloat(binSquares);
        out.putFloat(hourVariance).putFloat(hourSquares);
        out.putFloat(hourCount).putFloat(hourExpected);
        out.putFloat(ratioBefore).putFloat(weekendShare);
        out.putInt(bins);
        if (sharp != null) {
            sharp.pack(out);
        }
    }

    /** Of {@link #smooth}. */
    static Baseline unpackSmooth(ByteBuffer in, long zoneMs) {
        Baseline b = unpack(in, zoneMs);
        b.sharp = null;
        return b;
    }

    /** @throws IllegalStateException for bytes of a codec that is not known */
    static Baseline unpack(ByteBuffer in, long zoneMs) {
        byte codec = in.get();
        if (codec == CODEC_LINEAR) {
            return unpackLinear(in, zoneMs);
        }
        if (codec != CODEC && codec != CODEC_SMOOTH) {
            throw new IllegalStateException("baseline codec: " + codec + ", expected " + CODEC_LINEAR + " to " + CODEC);
        }
        Baseline b = new Baseline(zoneMs);
        for (int h = 0; h < HOURS; h++) {
            b.factors[h] = unpacked(in.getShort());
            b.deviations[h] = unpacked(in.getShort());
        }
        b.level = in.getFloat();
        b.weekend = in.getFloat();
        b.levelVariance = in.getFloat();
        b.shapeVariance = in.getFloat();
        b.weekendVariance = in.getFloat();
        b.deviationVariance = in.getFloat();
        b.binVariance = in.getFloat();
        b.binSquares = in.getFloat();
        b.hourVariance = in.getFloat();
        b.hourSquares = in.getFloat();
        b.hourCount = in.getFloat();
        b.hourExpected = in.getFloat();
        b.ratioBefore = in.getFloat();
        b.weekendShare = in.getFloat();
        b.bins = in.getInt();
        if (codec == CODEC) {
            b.sharp = SharpHours.unpack(in);
        }
        return b;
    }

    /**
     * The codec of the first release: 48 factors, a level and dispersions that were not logarithms. What was usual goes
     * on; the dispersions are learnt anew from the usual ones.
     */
    private static Baseline unpackLinear(ByteBuffer in, long zoneMs) {
        Baseline b = new Baseline(zoneMs);
        float[] linear = new float[2 * HOURS];
        for (int i = 0; i < linear.length; i++) {
            linear[i] = Math.max(1e-3f, in.getFloat());
        }
        b.level = (float) Math.log(Math.max(1e-6f, in.getFloat()));
        in.position(in.position() + 7 * Float.BYTES);
        b.bins = in.getInt();
        for (int h = 0; h < HOURS; h++) {
            b.factors[h] = unpacked(packed(Math.log(linear[h])));
            b.deviations[h] = unpacked(packed(Math.log(linear[HOURS + h] / linear[h])));
        }
        double days = Math.max(1, b.bins / (double) BINS_PER_DAY);
        b.levelVariance = (float) Math.min(FIRST_LEVEL_VARIANCE, 0.01 + 0.1 / days);
        b.shapeVariance = (float) (FIRST_SHAPE_VARIANCE / (1 + 3 * days));
        b.weekendVariance = (float) (FIRST_WEEKEND_VARIANCE / days);
        b.deviationVariance = (float) (FIRST_DEVIATION_VARIANCE / days);
        return b;
    }
}
