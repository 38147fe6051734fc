package io.tidewatch.surge.filter;

import java.nio.ByteBuffer;

/**
 * Notices when what looked like a burst has come to stay: twenty-two hours within a burst, whose second half is like the
 * first, both of enough messages to tell. What grows is no level, and neither is what ebbs away: of these the second half becomes the first of
 * another. Mutable; every value is kept in the precision it is packed with.
 */
final class LevelWatch {
    static final int PACKED = 2 + 2 * 2 + 2 * 4;

    private static final int HALF_BINS = 11 * 12;
    private static final int BINS = 2 * HALF_BINS;
    private static final int BEGINNING_BINS = 6 * 12;
    /** Messages of a half, which lasts longer where there are fewer: then 1.3 times as many are seldom chance. */
    private static final int LEAST_MESSAGES = 30;

    private static final int MOST_MESSAGES = 0xFFFF;
    /** A bin without a burst takes back so many with one. */
    private static final int CALM = 2;

    /** The halves may differ by as much, as a logarithm; what doubles in a day differs by .32. */
    private static final double ALIKE = 0.3;

    private int bins;
    private int firstCount;
    private int secondCount;
    private float firstUsual;
    private float secondUsual;

    LevelWatch copy() {
        LevelWatch w = new LevelWatch();
        w.bins = bins;
        w.firstCount = firstCount;
        w.secondCount = secondCount;
        w.firstUsual = firstUsual;
        w.secondUsual = secondUsual;
        return w;
    }

    /**
     * Takes a closed bin.
     *
     * @param burst whether a burst is likelier than none
     * @param usual rate of the bin relative to the mean of a usual day, above 0
     * @return once there is a new level, the logarithm of a usual bin's count; else not a number
     */
    double close(boolean burst, double count, double usual) {
        if (!burst) {
            bins = Math.max(0, bins - CALM);
            if (bins == 0) {
                forget();
            }
            return Double.NaN;
        }
        if (bins < HALF_BINS || firstCount < LEAST_MESSAGES) {
            bins = Math.min(HALF_BINS, bins + 1);
            firstCount = added(firstCount, count);
            firstUsual += (float) usual;
            return Double.NaN;
        }
        bins = Math.min(BINS, bins + 1);
        secondCount = added(secondCount, count);
        secondUsual += (float) usual;
        if (bins < BINS || secondCount < LEAST_MESSAGES) {
            return Double.NaN;
        }
        double level = Math.log(secondCount / secondUsual);
        if (Math.abs(level - Math.log(firstCount / firstUsual)) <= ALIKE) {
            forget();
            return level;
        }
        firstCount = secondCount;
        firstUsual = secondUsual;
        secondCount = 0;
        secondUsual = 0;
        bins = HALF_BINS;
        return Double.NaN;
    }

    /** True in the first hours of a burst: what goes on for longer does not recur, it stays. */
    boolean isBeginning() {
        return bins < BEGINNING_BINS;
    }

    /** True when nothing has looked like a burst for a while. */
    boolean isCalm() {
        return bins == 0;
    }

    private static int added(int sum, double count) {
        return (int) Math.min(MOST_MESSAGES, sum + Math.round(count));
    }

    void forget() {
        bins = 0;
        firstCount = 0;
        firstUsual = 0;
        secondCount = 0;
        secondUsual = 0;
    }

    void pack(ByteBuffer out) {
        out.putShort((short) bins).putShort((short) firstCount).putShort((short) secondCount);
        out.putFloat(firstUsual).putFloat(secondUsual);
    }

    static LevelWatch unpack(ByteBuffer in) {
        LevelWatch w = new LevelWatch();
        w.bins = in.getShort();
        w.firstCount = in.getShort() & 0xFFFF;
        w.secondCount = in.getShort() & 0xFFFF;
        w.firstUsual = in.getFloat();
        w.secondUsual = in.getFloat();
        return w;
    }
}
