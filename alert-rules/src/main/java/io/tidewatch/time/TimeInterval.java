package io.tidewatch.time;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
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

    /**
     * @param start minute of the day, inclusive
     *
     * @param end minute of the day, exclusive; not after start means past midnight
     */
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

    /**
     * The next instant at which it may begin or end: between two of them nothing changes. At most a day and an hour away.
     *
     * @param instant epoch milliseconds, itself left out
     */
    long nextBorder(long instant) {
        ZoneRules rules = location.getRules();
        LocalDate today = Instant.ofEpochMilli(instant).atZone(location).toLocalDate();
        long next = Long.MAX_VALUE;
        // the clocks are changed: times of day come twice, or not at all
        ZoneOffsetTransition change = rules.nextTransition(Instant.ofEpochMilli(instant));
        if (change != null) {
            next = change.toEpochSecond() * 1000;
        }
        for (int day = 0; day <= 1; day++) {
            LocalDateTime midnight = today.plusDays(day).atStartOfDay();
            next = Math.min(next, after(instant, midnight, rules));
            for (Span s : spans) {
                next = Math.min(next, after(instant, midnight.plusMinutes(s.start()), rules));
                next = Math.min(next, after(instant, midnight.plusMinutes(s.end()), rules));
            }
        }
        return next;
    }

    private static long after(long instant, LocalDateTime local, ZoneRules rules) {
        long next = Long.MAX_VALUE;
        for (ZoneOffset offset : rules.getValidOffsets(local)) {
            long time = local.toEpochSecond(offset) * 1000;
            next = time > instant ? Math.min(next, time) : next;
        }
        return next;
    }

    private boolean on(DayOfWeek day) {
        return weekdays.isEmpty() || weekdays.contains(day);
    }
}
