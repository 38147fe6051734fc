package io.tidewatch.surge;

import java.nio.ByteBuffer;

/**
 * What is usual for one series: a slow level times factors for the hour of day on weekdays and at weekends, and how
 * much the counts scatter, over a bin and over the hour. Learns on line, a bin of five minutes at a time, and is robust
 * against the surges it sees.
 *
 * <p>Rate of a bin: {@code mu = max(.005, level · factor)}, the factor interpolated between the centres of hours.
 * Mutable and not thread-safe; about 250 bytes packed.
 */
public final class Baseline {
    /** Width of a bin, milliseconds. */
    public static final long BIN_MS = 300_000;

    /** Bins of one day. */
    public static final int BINS_PER_DAY = 288;

    private static final byte CODEC = 1;
    private static final int HOURS = 48;
    private static final double LEAST_RATE = 0.005;
    private static final double LEVEL_GAIN = 1 - Math.pow(2, -1.0 / 432);
    private static final double BIN_DECAY = 1.0 / 1152;
    private static final double HOUR_DECAY = 1.0 / 96;

    private final long zoneMs;
    private final float[] factors = new float[HOURS];
    private float level = 0.05f;
    private float binVariance;
    private float binSquares;
    private float hourVariance;
    private float hourSquares;
    private float hourCount;
    private float hourExpected;
    private float hourLevel;
    private long bins;

    /** @param zoneMs offset of the local day from UTC, milliseconds */
    public Baseline(long zoneMs) {
        this.zoneMs = zoneMs;
        java.util.Arrays.fill(factors, 1);
    }

    /** Expected count of the bin that starts at an instant. @param bin number of the bin: epoch milliseconds / 300 000 */
    public double rate(long bin) {
        return Math.max(LEAST_RATE, level * factor(bin));
    }

    /** Expected count between two instants, in epoch milliseconds; parts of bins count in part. */
    public double expected(long from, long to) {
        double sum = 0;
        for (long t = from; t < to; ) {
            long bin = Math.floorDiv(t, BIN_MS);
            long end = Math.min(to, (bin + 1) * BIN_MS);
            sum += rate(bin) * (end - t) / BIN_MS;
            t = end;
        }
        return sum;
    }

    /** Bins learnt so far; 288 are a day. */
    public long bins() {
        return bins;
    }

    /** Size parameter r of the negative binomial, from the larger of the two dispersions. */
    double size(double overdispersion) {
        return 1 / Math.max(overdispersion * hourDispersion(), binDispersion());
    }

    private double binDispersion() {
        return clip((binVariance + 1) / (binSquares + 10), 0.005, 3);
    }

    private double hourDispersion() {
        return clip((hourVariance + 10) / (hourSquares + 300), 0.003, 3);
    }

    /**
     * Learns one closed bin.
     *
     * @param count messages in it
     * @param mu what was expected, from {@link #rate}
     * @param weight 0…1; less inside a burst, so that a surge does not become usual
     */
    void learn(long bin, double count, double mu, double weight) {
        boolean firstDay = bins < BINS_PER_DAY;
        double q = firstDay ? 1 : weight;
        double phi = binDispersion();
        double clipped = firstDay ? count : Math.min(count, mu + 4 * Math.sqrt(mu + phi * mu * mu) + 1);
        double gain = bins < 2 * BINS_PER_DAY ? Math.max(LEVEL_GAIN, 1.0 / (bins + 12)) : LEVEL_GAIN;
        level = (float) Math.max(level + q * gain * (clipped - mu) / Math.max(factor(bin), 0.3), 1e-6);
        double square = (count - mu) * (count - mu);
        binVariance = (float) (binVariance * (1 - BIN_DECAY) + q * (Math.min(square, 16 * (mu + phi * mu * mu)) - mu));
        binSquares = (float) (binSquares * (1 - BIN_DECAY) + q * mu * mu);
        hourCount += (float) clipped;
        hourExpected += (float) mu;
        hourLevel += level;
        bins++;
        if (Math.floorMod(bin + 1, 12) == 0) {
            closeHour(bin, q);
        }
    }

    private void closeHour(long bin, double q) {
        int h = hour(bin * BIN_MS + BIN_MS / 2);
        if (bins > 144 && hourLevel > 0) {
            double f = factors[h];
            double trust = hourLevel * f / (hourLevel * f + 30);
            f += q * Math.min(0.25, trust) * (hourCount / hourLevel - f);
            factors[h] = (float) clip(f, 0.05, 20);
        }
        double phi = hourDispersion();
        double square = (double) (hourCount - hourExpected) * (hourCount - hourExpected);
        double most = 9 * (hourExpected + phi * hourExpected * hourExpected);
        hourVariance = (float) (hourVariance * (1 - HOUR_DECAY) + 12 * q * (Math.min(square, most) - hourExpected));
        hourSquares = (float) (hourSquares * (1 - HOUR_DECAY) + 12 * q * hourExpected * hourExpected);
        hourCount = 0;
        hourExpected = 0;
        hourLevel = 0;
    }

    private double factor(long bin) {
        long centre = bin * BIN_MS + BIN_MS / 2;
        long half = 1_800_000;
        double into = Math.floorMod(centre + half, 3_600_000L) / 3_600_000d;
        return factors[hour(centre - half)] * (1 - into) + factors[hour(centre + half)] * into;
    }

    /** 0–23 on weekdays, 24–47 at weekends. */
    private int hour(long instant) {
        long local = instant + zoneMs;
        int ofDay = (int) Math.floorMod(Math.floorDiv(local, 3_600_000L), 24L);
        // 1970-01-01 was a Thursday
        long weekday = Math.floorMod(Math.floorDiv(local, 86_400_000L) + 3, 7L);
        return weekday >= 5 ? 24 + ofDay : ofDay;
    }

    private static double clip(double x, double low, double high) {
        return Math.max(low, Math.min(high, x));
    }

    static int packedSize() {
        return 1 + HOURS * 4 + 8 * 4 + 4;
    }

    void pack(ByteBuffer out) {
        out.put(CODEC);
        for (float f : factors) {
            out.putFloat(f);
        }
        out.putFloat(level);
        out.putFloat(binVariance);
        out.putFloat(binSquares);
        out.putFloat(hourVariance);
        out.putFloat(hourSquares);
        out.putFloat(hourCount);
        out.putFloat(hourExpected);
        out.putFloat(hourLevel);
        out.putInt((int) bins);
    }

    static Baseline unpack(ByteBuffer in, long zoneMs) {
        byte codec = in.get();
        if (codec != CODEC) {
            throw new IllegalStateException("baseline codec: " + codec + ", expected " + CODEC);
        }
        Baseline b = new Baseline(zoneMs);
        for (int i = 0; i < HOURS; i++) {
            b.factors[i] = in.getFloat();
        }
        b.level = in.getFloat();
        b.binVariance = in.getFloat();
        b.binSquares = in.getFloat();
        b.hourVariance = in.getFloat();
        b.hourSquares = in.getFloat();
        b.hourCount = in.getFloat();
        b.hourExpected = in.getFloat();
        b.hourLevel = in.getFloat();
        b.bins = in.getInt();
        return b;
    }
}
