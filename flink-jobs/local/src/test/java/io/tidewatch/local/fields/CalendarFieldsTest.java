package io.tidewatch.local.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Group;
import io.tidewatch.calendar.CalendarFiles;
import io.tidewatch.surge.filter.Baseline;
import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.BurstSettings;
import io.tidewatch.yaml.Problems;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every field of a calendar file: two values of it change what is expected of some group at some hour. */
class CalendarFieldsTest {
    private static final String FULL = """
            apiVersion: tidewatch/calendar/v1
            holidays:
            - {name: New Year, from: '2026-06-18', to: '2026-06-19', workdays: ['2026-06-21'], expected: false}
            launches:
            - {name: Tide 5, times: [{from: '2026-06-22T00:00:00+08:00', to: '2026-06-23T00:00:00+08:00'}], expect: 2, brand: tide, region: 浙江}
            """;
    private static final long ZONE_MS = 8 * 3_600_000L;
    private static final long FIRST = LocalDate.parse("2026-05-25")
            .atStartOfDay(ZoneOffset.ofHours(8))
            .toInstant()
            .toEpochMilli();
    private static final long DAY_MS = 86_400_000L;

    @Test
    void shouldDoWhatEveryFieldSays() throws Exception {
        DeadFields fields = new DeadFields(
                        CalendarFieldsTest::read, CalendarFieldsTest::expected, p -> p.replaceAll("\\[[0-9]+\\]", "[]"))
                .with("apiVersion", Change.refused("apiVersion", "tidewatch/calendar/v0"))
                .with("holidays", Change.there("holidays"))
                .with(
                        "holidays[].name",
                        Change.ofWords("holidays[0].name", "New Year", "Spring", CalendarFieldsTest::twice))
                .with("holidays[].from", Change.of("holidays[0].from", "2026-06-18", "2026-06-17"))
                .with("holidays[].to", Change.of("holidays[0].to", "2026-06-19", "2026-06-18"))
                .with("holidays[].workdays", Change.of("holidays[0].workdays", List.of("2026-06-21"), List.of()))
                .with("holidays[].expected", Change.of("holidays[0].expected", false, true))
                .with("launches", Change.there("launches"))
                .with(
                        "launches[].name",
                        Change.ofWords(
                                "launches[0].name",
                                "Tide 5",
                                "Tide 6",
                                d -> d.with("launches[0].times[0].to", "2026-06-21T00:00:00+08:00")))
                .with("launches[].times", Change.to(d -> d.with("launches[0].times", List.of())))
                .with(
                        "launches[].times[].from",
                        Change.of(
                                "launches[0].times[0].from", "2026-06-22T00:00:00+08:00", "2026-06-22T12:00:00+08:00"))
                .with(
                        "launches[].times[].to",
                        Change.of("launches[0].times[0].to", "2026-06-23T00:00:00+08:00", "2026-06-22T12:00:00+08:00"))
                .with("launches[].expect", Change.of("launches[0].expect", 2, 3))
                .with("launches[].brand", Change.of("launches[0].brand", "tide", "other"))
                .with("launches[].region", Change.of("launches[0].region", "浙江", "四川"));

        assertThat(fields.in(Document.of(FULL), ".*")).isEmpty();
    }

    private static Document twice(Document d) {
        return d.with("launches", List.of()).with("holidays", List.of(d.get("holidays[0]"), d.get("holidays[0]")));
    }

    private static Problems read(String text) {
        Problems problems = new Problems();
        CalendarFiles.read(Map.of("calendar.yaml", text), problems);
        return problems;
    }

    /** What a filter expects of each hour of a week, after three weeks with twice as many messages at weekends. */
    private static String expected(String text) {
        StringBuilder out = new StringBuilder();
        for (Group group : List.of(
                new Group(List.of("brand", "region"), List.of("tide", "浙江")),
                new Group(List.of("brand", "region"), List.of("other", "浙江")),
                new Group(List.of("brand", "region"), List.of("tide", "四川")))) {
            BurstFilter filter = new BurstFilter(BurstSettings.SURGE, FIRST / Baseline.BIN_MS, ZONE_MS);
            filter.follow(CalendarFiles.of(Map.of("calendar.yaml", text)).of(group));
            for (long bin = 0; bin < 21L * Baseline.BINS_PER_DAY; bin++) {
                filter.close(bin / Baseline.BINS_PER_DAY % 7 < 5 ? 4 : 8);
            }
            for (long hour = 21 * 24; hour < 30 * 24; hour++) {
                long from = FIRST + hour * DAY_MS / 24;
                out.append(Math.round(100 * filter.baseline().expected(from, from + DAY_MS / 24)))
                        .append(' ');
            }
        }
        return out.toString();
    }
}
