package io.tidewatch.notify.message;

import io.tidewatch.time.WireTime;

/** Times of day for people, China Standard Time. */
final class LocalTimes {
    private LocalTimes() {}

    /** {@code 20:03}, with the date when the day is another than that of {@code now}. */
    static String clock(long instant, long now) {
        String t = WireTime.print(instant);
        String time = t.substring(11, 16);
        return t.regionMatches(0, WireTime.print(now), 0, 10) ? time : t.substring(5, 10) + " " + time;
    }
}
