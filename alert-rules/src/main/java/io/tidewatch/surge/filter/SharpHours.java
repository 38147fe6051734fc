package io.tidewatch.surge.filter;

import java.nio.ByteBuffer;

/**
 * By how much single hours differ from the smooth shape of a day that {@link Baseline} learns: what recurs every day at a
 * quarter past three, in an hour that its neighbours know nothing of. For each hour of working days and of days off the ratio of
 * what was seen to what the smooth shape meant, as a gamma-Poisson mean that forgets (half-life three weeks). How far it is
 * believed follows from how well it foretells: the logarithm of the odds of both, over the last month (prequential mixing of two
 * forecasts; Dawid, 1984).
 *
 * <p>It learns within bursts too, an hour counting at most three times what was expected, or else what recurs would never
 * be known; but only when the same hour of the next day is over, so that no burst is its own measure. Mutable; every value is kept
 * in the precision it is packed with.
 */
final class SharpHours {
    private static final int HOURS = 24;
    private static final int SLOTS = 2 * HOURS;

    static final int PACKED = 2 * SLOTS * 2 + 2 * HOURS * 2 + 3 + 3 * 4;

    /** Messages by which an hour is as the smooth shape has it before anything was seen. */
    private static final double PRIOR = 1;
    /** Variance of an hour's factor of which nothing is known. */
    private static final double UNSURE = 0.2;

    private static final double HALF_LIFE_DAYS = 21;
    /** Of a week's seven days five are of the one kind and two of the other. */
    private static final double WORKING_DECAY = Math.pow(2, -7.0 / 5 / HALF_LIFE_DAYS);

    private static final double DAY_OFF_DECAY = Math.pow(2, -7.0 / 2 / HALF_LIFE_DAYS);

    private static final double MOST_TIMES = 3;
    private static final double HANDFUL = 3;
    /** Of a bin: beyond is a clump. */
    private static final double MOST_OF_BIN = 4;

    /** Beyond so many something happens, which says of neither that it foretells better. */
    private static final double DEVIATIONS = 2;

    private static final double LEAST_EXPECTED = 0.02;

    /** Odds, as a logarithm, before it has foretold anything. */
    private static final double FIRST_ODDS = -2;

    private static final double LEAST_ODDS = -6;
    private static final double MOST_ODDS = 12;
    private static final double MOST_OF_HOUR = 3;
    private static final double FORGETTING = 1.0 / 720;

    private final float[] seen = new float[SLOTS];
    private final float[] meant = new float[SLOTS];
    /** What the last day's hours will add to the two. */
    private final float[] newSeen = new float[HOURS];

    private final float[] newMeant = new float[HOURS];
    /** Bit h: hour h of it was of a day off. */
    private int newDaysOff;
    /** Logarithms of the ratios: reckoned from the two. */
    private final double[] logs = new double[SLOTS];

    private float odds = (float) FIRST_ODDS;
    private float hourSeen;
    private float hourSmooth;
    /** Reckoned from the odds. */
    private double believed = believed();

    SharpHours copy() {
        SharpHours s = new SharpHours();
        System.arraycopy(seen, 0, s.seen, 0, SLOTS);
        System.arraycopy(meant, 0, s.meant, 0, SLOTS);
        System.arraycopy(logs, 0, s.logs, 0, SLOTS);
        s.odds = odds;
        s.hourSeen = hourSeen;
        s.hourSmooth = hourSmooth;
        System.arraycopy(newSeen, 0, s.newSeen, 0, HOURS);
        System.arraycopy(newMeant, 0, s.newMeant, 0, HOURS);
        s.newDaysOff = newDaysOff;
        s.believed = believed;
        return s;
    }

    private static int slot(int hour, boolean dayOff) {
        return dayOff ? HOURS + hour : hour;
    }

    /** What is to be added to the logarithm of an hour's rate. */
    double factor(int hour, boolean dayOff) {
        return believed * logs[slot(hour, dayOff)];
    }

    /** How far {@link #factor} may be wrong: a variance. */
    double uncertainty(int hour, boolean dayOff) {
        return believed * UNSURE / (PRIOR + meant[slot(hour, dayOff)]);
    }

    /**
     * Takes a bin.
     *
     * @param mu what was expected of it, {@link #factor} and all
     */
    void take(int hour, boolean dayOff, double count, double mu) {
        hourSmooth += (float) (mu * FastMath.exp(-factor(hour, dayOff)));
        hourSeen += (float) Math.min(count, MOST_OF_BIN * (mu + 1));
    }

    /**
     * Learns the hour that is over.
     *
     * @param phi variance of the hour's count beyond Poisson's, relative to its square
     * @param weight 0…1; less where the day says little
     */
    void close(int hour, boolean dayOff, double phi, double weight) {
        double hourSharp = hourSmooth * Math.exp(logs[slot(hour, dayOff)]);
        double count = Math.min(hourSeen, MOST_TIMES * Math.max(hourSharp, hourSmooth) + HANDFUL);
        double most = Math.max(hourSharp, hourSmooth);
        boolean usual = count <= most + DEVIATIONS * Math.sqrt(most + phi * most * most);
        double better = usual
                ? logLikelihood(count, Math.max(hourSharp, LEAST_EXPECTED), phi)
                        - logLikelihood(count, Math.max(hourSmooth, LEAST_EXPECTED), phi)
                : 0;
        double now = FIRST_ODDS
                + (odds - FIRST_ODDS) * (1 - FORGETTING)
                + weight * Math.max(-MOST_OF_HOUR, Math.min(MOST_OF_HOUR, better));
        odds = (float) Math.max(LEAST_ODDS, Math.min(MOST_ODDS, now));
        believed = believed();
        learn(hour);
        double says = weight / (1 + phi * hourSmooth);
        newSeen[hour] = ShortFloat.rounded(says * count);
        newMeant[hour] = ShortFloat.rounded(says * hourSmooth);
        newDaysOff = dayOff ? newDaysOff | (1 << hour) : newDaysOff & ~(1 << hour);
        drop();
    }

    /** Learns what an hour of the day before showed. */
    private void learn(int hour) {
        boolean dayOff = (newDaysOff & (1 << hour)) != 0;
        int slot = slot(hour, dayOff);
        double decay = dayOff ? DAY_OFF_DECAY : WORKING_DECAY;
        seen[slot] = ShortFloat.rounded(decay * seen[slot] + newSeen[hour]);
        meant[slot] = ShortFloat.rounded(decay * meant[slot] + newMeant[hour]);
        reckon(slot);
    }

    /** The hour that has begun says nothing. */
    void drop() {
        hourSeen = 0;
        hourSmooth = 0;
    }

    private void reckon(int slot) {
        logs[slot] = Math.log((PRIOR + seen[slot]) / (PRIOR + meant[slot]));
    }

    private double believed() {
        return 1 / (1 + Math.exp(-odds));
    }

    /** Of a negative binomial count, but for what does not depend on its mean. */
    private static double logLikelihood(double count, double mean, double phi) {
        double r = 1 / phi;
        return count * Math.log(mean / (mean + r)) - r * Math.log1p(mean / r);
    }

    void pack(ByteBuffer out) {
        for (int i = 0; i < SLOTS; i++) {
            out.putShort(ShortFloat.packed(seen[i])).putShort(ShortFloat.packed(meant[i]));
        }
        for (int h = 0; h < HOURS; h++) {
            out.putShort(ShortFloat.packed(newSeen[h])).putShort(ShortFloat.packed(newMeant[h]));
        }
        out.put((byte) (newDaysOff >> 16)).putShort((short) newDaysOff);
        out.putFloat(odds).putFloat(hourSeen).putFloat(hourSmooth);
    }

    static SharpHours unpack(ByteBuffer in) {
        SharpHours s = new SharpHours();
        for (int i = 0; i < SLOTS; i++) {
            s.seen[i] = ShortFloat.unpacked(in.getShort());
            s.meant[i] = ShortFloat.unpacked(in.getShort());
            s.reckon(i);
        }
        for (int h = 0; h < HOURS; h++) {
            s.newSeen[h] = ShortFloat.unpacked(in.getShort());
            s.newMeant[h] = ShortFloat.unpacked(in.getShort());
        }
        s.newDaysOff = (in.get() & 0xFF) << 16 | (in.getShort() & 0xFFFF);
        s.odds = in.getFloat();
        s.hourSeen = in.getFloat();
        s.hourSmooth = in.getFloat();
        s.believed = s.believed();
        return s;
    }
}
