package io.tidewatch.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActiveTimesTest {
    private static final long MINUTE = 60_000;
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final TimeInterval NIGHT = interval(22 * 60, 7 * 60, Set.of(), SHANGHAI);

    @Test
    void shouldAlwaysHoldWithoutIntervals() {
        assertThat(ActiveTimes.ALWAYS.contains(0)).isTrue();
        assertThat(ActiveTimes.ALWAYS.endFrom(0)).isEqualTo(ActiveTimes.NEVER);
        assertThat(ActiveTimes.ALWAYS.startFrom(5)).isEqualTo(5);
    }

    @Test
    void shouldSayWhenANightBeginsAndEnds() {
        ActiveTimes night = times(NIGHT);

        assertThat(night.endFrom(at("2026-11-11T23:30:00+08:00"))).isEqualTo(at("2026-11-12T07:00:00+08:00"));
        assertThat(night.endFrom(at("2026-11-12T06:59:59+08:00"))).isEqualTo(at("2026-11-12T07:00:00+08:00"));
        assertThat(night.endFrom(at("2026-11-12T07:00:00+08:00"))).isEqualTo(at("2026-11-12T07:00:00+08:00"));
        assertThat(night.startFrom(at("2026-11-12T07:00:00+08:00"))).isEqualTo(at("2026-11-12T22:00:00+08:00"));
        assertThat(night.startFrom(at("2026-11-11T23:30:00+08:00"))).isEqualTo(at("2026-11-11T23:30:00+08:00"));
    }

    @Test
    void shouldEndOnlyWithTheLastOfTwoNightsThatOverlap() {
        // given: 23:00–10:00 in Tokyo is 22:00–09:00 in Shanghai
        TimeInterval tokyo = interval(23 * 60, 10 * 60, Set.of(), ZoneId.of("Asia/Tokyo"));

        ActiveTimes both = times(NIGHT, tokyo);

        assertThat(both.endFrom(at("2026-11-11T23:30:00+08:00"))).isEqualTo(at("2026-11-12T09:00:00+08:00"));
        assertThat(both.startFrom(at("2026-11-12T12:00:00+08:00"))).isEqualTo(at("2026-11-12T22:00:00+08:00"));
    }

    @Test
    void shouldCountANightToTheDayOnWhichItBegins() {
        ActiveTimes fridayNight = times(interval(22 * 60, 7 * 60, Set.of(DayOfWeek.FRIDAY), SHANGHAI));

        // 2026-11-13 is a Friday
        assertThat(fridayNight.startFrom(at("2026-11-08T12:00:00+08:00"))).isEqualTo(at("2026-11-13T22:00:00+08:00"));
        assertThat(fridayNight.endFrom(at("2026-11-14T01:00:00+08:00"))).isEqualTo(at("2026-11-14T07:00:00+08:00"));
        assertThat(fridayNight.startFrom(at("2026-11-14T07:00:00+08:00"))).isEqualTo(at("2026-11-20T22:00:00+08:00"));
    }

    @Test
    void shouldNeverEndWhenEveryDayIsIn() {
        ActiveTimes week = times(interval(0, 24 * 60, Set.of(), SHANGHAI));

        assertThat(week.endFrom(at("2026-11-08T12:00:00+08:00"))).isEqualTo(ActiveTimes.NEVER);
    }

    @Test
    void shouldFollowTheClocksOfAZoneThatChangesThem() {
        ActiveTimes office = times(interval(9 * 60, 18 * 60, Set.of(), BERLIN));

        // summer time ends on 2026-10-25
        assertThat(office.endFrom(at("2026-10-24T12:00:00+02:00"))).isEqualTo(at("2026-10-24T18:00:00+02:00"));
        assertThat(office.startFrom(at("2026-10-24T20:00:00+02:00"))).isEqualTo(at("2026-10-25T09:00:00+01:00"));
    }

    @Test
    void shouldEndAtAnHourThatDoesNotExist() {
        // 02:00–03:00 is left out on 2026-03-29
        ActiveTimes early = times(interval(22 * 60, 2 * 60 + 30, Set.of(), BERLIN));

        assertThat(early.endFrom(at("2026-03-29T00:30:00+01:00"))).isEqualTo(at("2026-03-29T03:00:00+02:00"));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-28T00:00:00+01:00",
        "Europe/Berlin, 2026-10-24T00:00:00+02:00",
        "America/New_York, 2026-03-07T00:00:00-05:00",
        "Australia/Lord_Howe, 2026-04-04T00:00:00+11:00",
        "Asia/Shanghai, 2026-11-11T00:00:00+08:00"
    })
    void shouldAgreeWithEveryMinute(String zone, String from) {
        ActiveTimes times = times(
                interval(22 * 60, 2 * 60 + 30, Set.of(), ZoneId.of(zone)),
                interval(90, 150, Set.of(DayOfWeek.SUNDAY), ZoneId.of(zone)),
                interval(12 * 60, 13 * 60, Set.of(DayOfWeek.SATURDAY), SHANGHAI));
        long first = at(from);

        long end = first;
        long start = first;
        for (long t = first; t < first + 3 * 24 * 60 * MINUTE; t += MINUTE) {
            // the next border, found by looking at each minute
            end = Math.max(end, t);
            while (times.contains(end)) {
                end += MINUTE;
            }
            start = Math.max(start, t);
            while (!times.contains(start)) {
                start += MINUTE;
            }
            assertThat(times.endFrom(t)).isEqualTo(times.contains(t) ? end : t);
            assertThat(times.startFrom(t)).isEqualTo(times.contains(t) ? t : start);
            end = times.contains(t) ? end : t;
            start = times.contains(t) ? t : start;
        }
    }

    private static ActiveTimes times(TimeInterval... intervals) {
        return new ActiveTimes(List.of("any"), List.of(intervals));
    }

    private static TimeInterval interval(int start, int end, Set<DayOfWeek> days, ZoneId zone) {
        return new TimeInterval("any", List.of(new TimeInterval.Span(start, end)), days, zone);
    }

    private static long at(String time) {
        return OffsetDateTime.parse(time).toInstant().toEpochMilli();
    }
}
