package io.tidewatch.surge;

import java.util.function.LongPredicate;

/**
 * How surprising a count is: by what chance so many people speak in a window when nothing happens. One figure for every volume:
 * six messages where none is usual surprise as much as two hundred where fifty are, and sixty do not.
 *
 * <p>Two things make a count without anything happening: chance, a negative binomial around what is expected, and a clump, a
 * handful of messages that come together (a family, a class, a chat group) and stand in neighbouring bins. So the chance is
 * that of the count, or that of what is left of it without its fullest bins, times that of a clump of such a size.
 */
public final class Surprise {
    /** Clumps in a day of one series. */
    private static final double CLUMPS_PER_DAY = 0.05;

    private static final double UPLOADS_PER_DAY = 0.3;

    /** A clump may well be of so many messages; of more it is less likely by a factor of e with each {@link #CLUMP_SCALE}. */
    private static final double CLUMP_SIZE = 4;

    private static final double CLUMP_SCALE = 4;
    /** The same of messages that are heard long after they were said. */
    private static final double UPLOAD_SCALE = 15;

    private static final double DAY_MS = 86_400_000;

    private Surprise() {}

    /**
     * How rarely so many come by chance: the negative decimal logarithm of how often a day, when windows of such a length follow
     * upon each other.
     *
     * @param count distinct people in the window
     * @param clump messages in its fullest two neighbouring bins beyond what is expected there
     * @param uploads bins in which many were heard long after they were said
     * @param uploaded messages of those: each upload is a clump, and a large one
     * @param mean expected in the window, above 0
     * @param dispersion φ of the variance {@code mean + φ·mean²} of the window, above 0
     * @param windowMs length of the window, milliseconds
     * @return 6 is once in a million days of one series; 0 or less when it happens every day
     */
    public static double of(
            long count, double clump, long uploads, long uploaded, double mean, double dispersion, long windowMs) {
        double looks = Math.log10(DAY_MS / windowMs);
        double chance = NegativeBinomial.log10Tail(count, mean, dispersion);
        long alike = Math.min(count, Math.round(clump));
        double perWindow = Math.log10(CLUMPS_PER_DAY) - looks;
        if (alike > 1) {
            double one = perWindow - Math.max(0, alike - CLUMP_SIZE) / CLUMP_SCALE / Math.log(10);
            chance = sum(chance, one + NegativeBinomial.log10Tail(count - alike, mean, dispersion));
        }
        if (uploads > 0) {
            double all = uploads * (Math.log10(UPLOADS_PER_DAY) - looks)
                    - Math.max(0, uploaded - uploads * CLUMP_SIZE) / UPLOAD_SCALE / Math.log(10);
            chance = sum(chance, all + NegativeBinomial.log10Tail(Math.max(0, count - uploaded), mean, dispersion));
        }
        return -chance - looks;
    }

    /**
     * The fewest people who would surprise so much, all else equal; the other parameters are those of {@link #of}.
     *
     * @param surprise any, not NaN
     * @param from the least to answer, at least 0
     */
    public static long leastCount(
            double surprise,
            long from,
            double clump,
            long uploads,
            long uploaded,
            double mean,
            double dispersion,
            long windowMs) {
        return least(from, n -> of(n, clump, uploads, uploaded, mean, dispersion, windowMs) >= surprise);
    }

    /**
     * The fewest people who would surprise so much when they come evenly over a window, each with one message and nobody else
     * with them; the other parameters are those of {@link #of}.
     *
     * @param surprise any, not NaN
     * @param from the least to answer, at least 0
     * @param together part of the window that its fullest two neighbouring bins are, 0…1
     */
    public static long leastEven(
            double surprise, long from, double together, double mean, double dispersion, long windowMs) {
        return least(
                from,
                n -> of(n, Math.ceil(n * together) - mean * together, 0, 0, mean, dispersion, windowMs) >= surprise);
    }

    /** The least from which on there are enough. */
    private static long least(long from, LongPredicate enough) {
        if (enough.test(from)) {
            return from;
        }
        long below = from;
        long above = from + 1;
        while (!enough.test(above)) {
            long step = above - from;
            below = above;
            above += step;
        }
        while (above - below > 1) {
            long middle = below + (above - below) / 2;
            if (enough.test(middle)) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return above;
    }

    /** Decimal logarithm of the sum of two chances, at most 0. */
    private static double sum(double a, double b) {
        double high = Math.max(a, b);
        return Math.min(0, high + Math.log10(1 + Math.pow(10, Math.min(a, b) - high)));
    }
}
