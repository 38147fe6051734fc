package io.tidewatch.notify.config;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/**
 * A named time of the day and week.
 *
 * @param spans empty means the whole day
 * @param weekdays days on which a span begins; empty means every day
 */
public record TimeInterval(String name, List<Span> spans, Set<DayOfWeek> weekdays, ZoneId location) {
    private static final int DAY = 24 * 60;

    /** @param start minute of the day, inclusive @param end minute of the day, exclusive; not after start means past midnight */
    public record Span(int start, int end) {
        boolean wraps() {
            return end <= start;
        }
    }

    /** @param instant epoch milliseconds */
    public boolean contains(long instant) {
        ZonedDateTime t = Instant.ofEpochMilli(instant).atZone(location);
        int minute = t.getHour() * 60 + t.getMinute();
        if (spans.isEmpty()) {
            return on(t.getDayOfWeek());
        }
        for (Span s : spans) {
            boolean today = minute >= s.start() && minute < (s.wraps() ? DAY : s.end());
            boolean sinceYesterday = s.wraps() && minute < s.end();
            if ((today && on(t.getDayOfWeek()))
                    || (sinceYesterday && on(t.getDayOfWeek().minus(1)))) {
                return true;
            }
        }
        return false;
    }

    private boolean on(DayOfWeek day) {
        return weekdays.isEmpty() || weekdays.contains(day);
    }
}
