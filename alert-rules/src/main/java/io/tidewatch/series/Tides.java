package io.tidewatch.series;

import io.tidewatch.surge.filter.CalendarEffect;
import java.util.Map;
import java.util.TreeMap;

/** The tides of the last days, each from the instant at which it was known until the next one. Mutable. */
public final class Tides {
    /** So long they are remembered, milliseconds. */
    public static final long KEPT_MS = 5 * 24 * 3_600_000L;

    private record Height(double tide, double rise) {}

    private static final Height NONE = new Height(1, 1);

    private final TreeMap<Long, Height> known = new TreeMap<>();
    private long from;
    private long to;
    private Height height = NONE;

    /**
     * @param at from when on, epoch milliseconds; later than those before
     * @param tide from 1
     * @param rise by how many times as much as in the weeks before is said, without the tide; from 1
     */
    public void put(long at, double tide, double rise) {
        known.put(at, new Height(tide, rise));
        while (known.firstKey() < at - KEPT_MS) {
            known.pollFirstEntry();
        }
        from = 0;
        to = 0;
    }

    /** The tide at an instant, in epoch milliseconds; 1 where none is known. */
    public double at(long instant) {
        return height(instant).tide;
    }

    private Height height(long instant) {
        if (instant < from || instant >= to) {
            Map.Entry<Long, Height> last = known.floorEntry(instant);
            Long next = known.higherKey(instant);
            from = last == null ? Long.MIN_VALUE : last.getKey();
            to = next == null ? Long.MAX_VALUE : next;
            height = last == null ? NONE : last.getValue();
        }
        return height;
    }

    /** What is announced, and where more comes of everything than that, so much. */
    public CalendarEffect over(CalendarEffect announced) {
        if (known.isEmpty()) {
            return announced;
        }
        return new CalendarEffect() {
            @Override
            public boolean isDayOff(long day) {
                return announced.isDayOff(day);
            }

            @Override
            public double lift(long instant) {
                double lift = announced.lift(instant);
                double tide = at(instant);
                return tide > 1 ? Math.max(lift, tide) : lift;
            }

            @Override
            public double rise(long instant) {
                return height(instant).rise;
            }
        };
    }
}
