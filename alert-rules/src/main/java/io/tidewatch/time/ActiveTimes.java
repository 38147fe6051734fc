package io.tidewatch.time;

import java.util.List;

/**
 * When a rule may have episodes: inside one of the intervals that it names, or always when it names none. Outside them no
 * episode begins, and one that is open when the last of them ends, ends there.
 *
 * @param names as the rule has them
 * @param intervals what the names stand for; empty when there are none, or when it is not known what they stand for: always
 */
public record ActiveTimes(List<String> names, List<TimeInterval> intervals) {
    /** At any time. */
    public static final ActiveTimes ALWAYS = new ActiveTimes(List.of(), List.of());

    /** Never. */
    public static final long NEVER = Long.MAX_VALUE;

    /** A week has every weekday; another one in case the clocks are changed just where it would have begun or ended. */
    private static final long LOOK_AHEAD_MS = 15 * 24 * 3_600_000L;

    public ActiveTimes {
        names = List.copyOf(names);
        intervals = List.copyOf(intervals);
    }

    public boolean isAlways() {
        return intervals.isEmpty();
    }

    /** @param instant epoch milliseconds */
    public boolean contains(long instant) {
        if (intervals.isEmpty()) {
            return true;
        }
        for (TimeInterval i : intervals) {
            if (i.contains(instant)) {
                return true;
            }
        }
        return false;
    }

    /**
     * When the time around an instant is over.
     *
     * @param instant epoch milliseconds
     * @return the first instant from there on that lies outside, which is itself when it does; {@link #NEVER} when there is none
     */
    public long endFrom(long instant) {
        return first(instant, false);
    }

    /** As {@link #endFrom}, of the first instant that lies inside. */
    public long startFrom(long instant) {
        return first(instant, true);
    }

    private long first(long instant, boolean inside) {
        long t = instant;
        while (contains(t) != inside) {
            if (intervals.isEmpty() || t - instant > LOOK_AHEAD_MS) {
                return NEVER;
            }
            long next = Long.MAX_VALUE;
            for (TimeInterval i : intervals) {
                next = Math.min(next, i.nextBorder(t));
            }
            t = next;
        }
        return t;
    }
}
