package io.tidewatch.job.detect.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * On how many days there were messages, of those that a baseline needs to have seen before it knows days and weeks.
 *
 * @param days local days since the epoch, the newest {@link #NEEDED}, rising
 * @param complete false when there may have been days before that nobody noted
 */
public record HeardDays(List<Long> days, boolean complete) {
    /** Two of each day of the week. */
    public static final int NEEDED = 14;

    private static final long DAY_MS = 24 * 3_600_000L;

    /** There were none. */
    public static final HeardDays NONE = new HeardDays(List.of(), true);

    /** Nobody noted how long this has been going on. */
    public static final HeardDays UNKNOWN = new HeardDays(List.of(), false);

    /**
     * @param time of a message, epoch milliseconds
     * @param zoneMs offset of the local clock
     */
    HeardDays with(long time, long zoneMs) {
        long day = Math.floorDiv(time + zoneMs, DAY_MS);
        if (days.contains(day) || days.size() == NEEDED && day < days.get(0)) {
            return this;
        }
        List<Long> more = new ArrayList<>(days);
        more.add(day);
        more.sort(null);
        return new HeardDays(List.copyOf(more.subList(Math.max(0, more.size() - NEEDED), more.size())), complete);
    }

    /** False as long as nothing can be said of how far learning has come. */
    boolean isKnown() {
        return !days.isEmpty() && (complete || days.size() == NEEDED);
    }
}
