package io.tidewatch.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Group;
import io.tidewatch.surge.filter.CalendarEffect;
import io.tidewatch.yaml.Problems;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarFilesTest {
    private static final Group ACME = new Group(List.of("brand", "region"), List.of("acme", "广东"));
    private static final Group OTHER = new Group(List.of("brand", "region"), List.of("acme", "浙江"));

    @ParameterizedTest
    @CsvSource({
        "2025-01-26, false", // a Sunday on which people work
        "2025-02-08, false",
        "2025-01-29, true", // a Wednesday of 春节
        "2025-10-11, false",
        "2026-01-04, false",
        "2026-02-14, false",
        "2026-02-17, true",
        "2026-02-28, false",
        "2026-05-09, false",
        "2026-06-19, true",
        "2026-09-20, false",
        "2026-10-07, true",
        "2026-10-08, false",
        "2026-10-10, false",
        "2026-11-14, true", // an ordinary Saturday
        "2027-02-08, true"
    })
    void shouldTellHolidaysFromWorkingDays(LocalDate day, boolean off) {
        assertThat(CalendarFiles.of(Map.of()).of(Group.ALL).isDayOff(day.toEpochDay()))
                .isEqualTo(off);
    }

    @Test
    void shouldExpectMoreOnThePromotionsOfEveryYear() {
        CalendarEffect all = CalendarFiles.of(Map.of()).of(Group.ALL);

        for (int year = 2025; year <= 2027; year++) {
            assertThat(all.lift(at(year + "-11-11T12:00:00+08:00"))).isEqualTo(1.3);
            assertThat(all.lift(at(year + "-06-18T12:00:00+08:00"))).isEqualTo(1.2);
            assertThat(all.lift(at(year + "-12-12T12:00:00+08:00"))).isGreaterThan(1);
            assertThat(all.lift(at(year + "-11-10T19:59:59+08:00"))).isEqualTo(1);
            assertThat(all.lift(at(year + "-12-25T12:00:00+08:00"))).isEqualTo(1);
        }
    }

    @Test
    void shouldLiftOnlyTheSeriesThatALaunchConcerns() {
        Calendar calendar = CalendarFiles.of(Map.of("own.yaml", """
                apiVersion: tidewatch/calendar/v1
                launches:
                - name: 新机
                  expect: 3
                  brand: [acme]
                  region: [广东省]
                  times: [{from: '2026-09-10T20:00:00+08:00', to: '2026-09-13T00:00:00+08:00'}]
                """));

        long then = at("2026-09-11T00:00:00+08:00");
        assertThat(calendar.of(ACME).lift(then)).isEqualTo(3);
        assertThat(calendar.of(OTHER).lift(then)).isEqualTo(1);
        assertThat(calendar.of(Group.ALL).lift(then)).isEqualTo(1);
    }

    @Test
    void shouldReportAllThatIsWrongWithItsPlace() {
        Problems problems = new Problems();

        CalendarFiles.read(Map.of("c.yaml", """
                apiVersion: tidewatch/calendar/v1
                holidays:
                - {name: a, from: '2026-02-30'}
                - {name: b, from: '2026-10-07', to: '2026-10-01'}
                - {name: c, from: '2026-05-01', to: '2026-05-03', workdays: ['2026-05-06']}
                - {name: d, from: '2026-05-02', too: x}
                launches:
                - {name: e, expect: 0, times: [{from: '2026-09-10', to: '2026-09-13T00:00:00+08:00'}]}
                - {name: f, expect: 2, region: [广冻], times: [{from: '2026-09-13T00:00:00+08:00', to: '2026-09-10T00:00:00+08:00'}]}
                - {name: g}
                """), problems);

        assertThat(problems.list().stream().map(Object::toString).toList())
                .anyMatch(p -> p.startsWith("c.yaml:3:") && p.contains("'2026-02-30', expected a date"))
                .anyMatch(p -> p.startsWith("c.yaml:4:") && p.contains("is before from"))
                .anyMatch(p -> p.startsWith("c.yaml:5:") && p.contains("a working day anyway"))
                .anyMatch(p -> p.startsWith("c.yaml:6:") && p.contains("'too'"))
                .anyMatch(p -> p.startsWith("c.yaml:6:") && p.contains("is there twice, first at c.yaml:5"))
                .anyMatch(p -> p.startsWith("c.yaml:8:") && p.contains("above 0"))
                .anyMatch(p -> p.startsWith("c.yaml:8:") && p.contains("expected a time with its offset"))
                .anyMatch(p -> p.startsWith("c.yaml:9:") && p.contains("'广冻' does not exist"))
                .anyMatch(p -> p.startsWith("c.yaml:9:") && p.contains("not after from"))
                .anyMatch(p -> p.startsWith("c.yaml:10:") && p.contains("missing field 'expect'"));
    }

    private static long at(String time) {
        return OffsetDateTime.parse(time).toInstant().toEpochMilli();
    }
}
