package io.tidewatch.time;

import java.time.Instant;
import java.time.ZoneId;

/**
 * Times for people: what the clocks of one time zone show, with its daylight saving. Times that programs read are
 * {@link WireTime}.
 *
 * @param zone the installation's, option {@code timezone}
 */
public record LocalTimes(ZoneId zone) {
    /** Of the zone where nobody says. */
    public static final LocalTimes DEFAULT = new LocalTimes(LocalClock.DEFAULT_ZONE);

    /**
     * {@code 2026-11-11T20:03:05+08:00}: with the offset that holds at that instant, so that the hour that comes twice when
     * clocks are set back is told apart.
     *
     * @param instant epoch milliseconds
     */
    public String stamp(long instant) {
        return WireTime.print(
                instant,
                zone.getRules().getOffset(Instant.ofEpochMilli(instant)).getTotalSeconds() / 60);
    }

    /** {@code 20:03}, with the date when the day is another than that of {@code now}. */
    public String clock(long instant, long now) {
        String t = stamp(instant);
        return t.regionMatches(0, stamp(now), 0, 10) ? t.substring(11, 16) : moment(instant);
    }

    /** {@code 11-11 20:03}. */
    public String moment(long instant) {
        String t = stamp(instant);
        return t.substring(5, 10) + " " + t.substring(11, 16);
    }

    /** {@code 20:03}. */
    public String time(long instant) {
        return stamp(instant).substring(11, 16);
    }

    /** {@code 20:03:05}. */
    public String seconds(long instant) {
        return stamp(instant).substring(11, 19);
    }
}
