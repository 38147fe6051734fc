package io.tidewatch.calendar;

import io.tidewatch.alert.Group;
import io.tidewatch.surge.filter.CalendarEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The days that are not as their weekday says, and the launches.
 *
 * @param daysOff local day from 1970-01-01 → true for a holiday, false for a working day that makes up for one
 * @param launches in the order of their files
 */
public record Calendar(Map<Long, Boolean> daysOff, List<Launch> launches) {
    public static final Calendar NONE = new Calendar(Map.of(), List.of());

    /**
     * A time with more messages than usual.
     *
     * @param from epoch milliseconds
     * @param to epoch milliseconds, left out
     * @param expect how many times as much as usual, above 0
     * @param brands only series of one of these brands; empty: all series
     * @param regions only series of one of these regions; empty: all series
     */
    public record Launch(String name, long from, long to, double expect, List<String> brands, List<String> regions) {
        boolean concerns(Group group) {
            return holds(brands, group.get("brand")) && holds(regions, group.get("region"));
        }

        private static boolean holds(List<String> named, @org.jspecify.annotations.Nullable String value) {
            return named.isEmpty() || value != null && named.contains(value);
        }
    }

    /** What concerns one group, for one thread; a launch of a brand or a region concerns only series that are by it. */
    public CalendarEffect of(Group group) {
        List<Launch> own = new ArrayList<>();
        for (Launch l : launches) {
            if (l.concerns(group)) {
                own.add(l);
            }
        }
        return new CalendarEffect() {
            private long day = Long.MIN_VALUE;
            private boolean off;

            @Override
            public boolean isDayOff(long asked) {
                if (asked != day) {
                    Boolean announced = daysOff.get(asked);
                    off = announced == null ? CalendarEffect.isWeekend(asked) : announced;
                    day = asked;
                }
                return off;
            }

            // between two borders of launches nothing changes
            private long from;
            private long to;
            private double lift = 1;

            @Override
            public double lift(long instant) {
                if (instant < from || instant >= to) {
                    find(instant);
                }
                return lift;
            }

            private void find(long instant) {
                from = Long.MIN_VALUE;
                to = Long.MAX_VALUE;
                lift = 1;
                boolean any = false;
                for (Launch l : own) {
                    if (l.from <= instant && instant < l.to) {
                        lift = any ? Math.max(lift, l.expect) : l.expect;
                        any = true;
                    }
                    for (long border : new long[] {l.from, l.to}) {
                        if (border <= instant) {
                            from = Math.max(from, border);
                        } else {
                            to = Math.min(to, border);
                        }
                    }
                }
            }
        };
    }
}
