package io.tidewatch.surge;

import java.nio.ByteBuffer;

/**
 * The two-state filter of one series: the log-odds that its rate is now a multiple of what the baseline expects,
 * updated per closed bin with a negative-binomial likelihood ratio
 * {@code l = min(cap, x ln k − (x + r) ln((r + kμ)/(r + μ)))} after the states' transition. (Hamilton's two-state
 * switching filter with the negative-binomial burst evidence of Kleinberg's automaton.) The cap rises with the crowd, see
 * {@link BurstSettings#clump}.
 *
 * <p>Event time only. Mutable and not thread-safe; {@link #pack} keeps it in one byte array.
 */
public final class BurstFilter {
    private static final byte CODEC = 1;
    private static final double LEAST = -12;
    private static final double MOST = 25;
    private static final double CROWD_GROWTH = 0.1;
    private static final double CROWD_MOST = 8;

    private final BurstSettings settings;
    private final Baseline baseline;
    private double logOdds;
    private float recent;
    private long nextBin;

    /**
     * @param firstBin number of the first bin to close: epoch milliseconds / 300 000
     * @param zoneMs offset of the local day from UTC, milliseconds
     */
    public BurstFilter(BurstSettings settings, long firstBin, long zoneMs) {
        this(settings, new Baseline(zoneMs), Math.log(settings.enter()), 0, firstBin);
    }

    private BurstFilter(BurstSettings settings, Baseline baseline, double logOdds, float recent, long nextBin) {
        this.settings = settings;
        this.baseline = baseline;
        this.logOdds = logOdds;
        this.recent = recent;
        this.nextBin = nextBin;
    }

    public Baseline baseline() {
        return baseline;
    }

    /** The bin that is still open. */
    public long nextBin() {
        return nextBin;
    }

    /** Log-odds of a burst after the last closed bin. */
    public double score() {
        return logOdds;
    }

    /** Messages of about the last hour and a half, older ones counting less: the least support an alert needs. */
    public double recent() {
        return recent;
    }

    /** Probability of a burst that belongs to log-odds. */
    public static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    /** Closes the open bin with its count and opens the next. @return the new log-odds */
    public double close(double count) {
        double mu = baseline.rate(nextBin);
        logOdds = clip(prior() + evidence(count, mu), LEAST, MOST);
        recent = (float) (0.944 * recent + count);
        double weight = settings.learnInBurst() ? 1 : Math.max(0.1, 1 - probability(logOdds));
        baseline.learn(nextBin, count, mu, weight);
        nextBin++;
        return logOdds;
    }

    /** Closes a bin in which nothing could be observed (a gap, a silent source): no evidence, nothing learnt. */
    public double skip() {
        logOdds = clip(prior(), LEAST, MOST);
        recent = (float) (0.944 * recent);
        nextBin++;
        return logOdds;
    }

    /**
     * The score while the bin is still open: closed state plus the evidence so far.
     *
     * @param count messages in the open bin so far
     * @param share part of the bin that has passed, 0…1
     */
    public double provisional(double count, double share) {
        if (share <= 0 && count == 0) {
            return logOdds;
        }
        return clip(prior() + evidence(count, baseline.rate(nextBin) * Math.max(share, 0.01)), LEAST, MOST);
    }

    private double prior() {
        double burst = probability(logOdds);
        double p = burst * settings.stay() + (1 - burst) * settings.enter();
        return Math.log(p / (1 - p));
    }

    private double evidence(double count, double mu) {
        double r = baseline.size(settings.overdispersion());
        double k = settings.factor();
        double l = count * Math.log(k) - (count + r) * Math.log((r + k * mu) / (r + mu));
        double crowd = clip((count - k * mu - settings.clump()) * CROWD_GROWTH, 0, CROWD_MOST);
        return Math.min(settings.cap() + crowd, l);
    }

    private static double clip(double x, double low, double high) {
        return Math.max(low, Math.min(high, x));
    }

    public byte[] pack() {
        ByteBuffer out = ByteBuffer.allocate(1 + 8 + 4 + 8 + Baseline.packedSize());
        out.put(CODEC).putDouble(logOdds).putFloat(recent).putLong(nextBin);
        baseline.pack(out);
        return out.array();
    }

    /** @throws IllegalStateException for bytes of another codec version */
    public static BurstFilter unpack(byte[] packed, BurstSettings settings, long zoneMs) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        byte codec = in.get();
        if (codec != CODEC) {
            throw new IllegalStateException("burst filter codec: " + codec + ", expected " + CODEC);
        }
        double logOdds = in.getDouble();
        float recent = in.getFloat();
        long nextBin = in.getLong();
        return new BurstFilter(settings, Baseline.unpack(in, zoneMs), logOdds, recent, nextBin);
    }
}
