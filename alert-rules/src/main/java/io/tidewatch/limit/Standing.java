package io.tidewatch.limit;

/**
 * What is known of a group that speaks for following it: in how many stretches of five minutes it had messages, each
 * counting half as much after two weeks. One that was said to be there once, or a thousand times within a minute, has
 * shown as little.
 *
 * <p>The sum is kept as one number that stays comparable without being touched (an exponentially decayed count on a
 * logarithmic scale: Cormode et al., Forward Decay, 2009; recency and frequency in one: Lee et al., LRFU, 2001).
 *
 * @param messages counted up to {@link #SOME}
 * @param worth logarithm (base 2) of the sum over the stretches of 2^(time / two weeks)
 * @param last event time of the newest message, or of one of the same stretch, epoch milliseconds
 */
public record Standing(int messages, double worth, long last) {
    /** With fewer messages there is nothing worth remembering. */
    public static final int SOME = 3;

    private static final long STRETCH_MS = 5 * 60_000L;
    private static final double HALVED_MS = 14 * 24 * 3_600_000.0;

    /** After one message, at an instant in epoch milliseconds event time. */
    public static Standing first(long time) {
        return new Standing(1, time / HALVED_MS, time);
    }

    /**
     * Of a group of which only the first and the last message are known: as if it had had one each day.
     *
     * @param first epoch milliseconds event time
     * @param last epoch milliseconds event time
     */
    public static Standing between(long first, long last) {
        double worth = Double.NEGATIVE_INFINITY;
        long day = 24 * 3_600_000L;
        for (long time = Math.max(first, last - 60 * day); time <= last; time += day) {
            worth = sum(worth, time / HALVED_MS);
        }
        return new Standing(SOME, worth, last);
    }

    /** After one more message; this when nothing has changed that matters. */
    public Standing after(long time) {
        boolean later = Math.floorDiv(time, STRETCH_MS) > Math.floorDiv(last, STRETCH_MS);
        if (!later) {
            return messages >= SOME ? this : new Standing(messages + 1, worth, last);
        }
        return new Standing(Math.min(SOME, messages + 1), sum(worth, time / HALVED_MS), time);
    }

    /** After more messages of the same stretch; this when nothing has changed that matters. */
    Standing and(int more) {
        return more == 0 || messages >= SOME ? this : new Standing(Math.min(SOME, messages + more), worth, last);
    }

    /** True when it is worth at least twice as much as another. */
    boolean isTwice(Standing other) {
        return worth >= other.worth + 1;
    }

    /** True when so little is known that forgetting it does no harm. */
    public boolean isNothing() {
        return messages < SOME;
    }

    private static double sum(double a, double b) {
        double high = Math.max(a, b);
        return high + Math.log1p(Math.exp((Math.min(a, b) - high) * Math.log(2))) / Math.log(2);
    }
}
