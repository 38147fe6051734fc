package io.tidewatch.series;

import static io.tidewatch.series.SeriesRules.is;
import static io.tidewatch.series.SeriesRules.recover;
import static io.tidewatch.series.SeriesRules.warning;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.rule.Condition.Operator;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.rule.SurgeSpec;
import io.tidewatch.time.LocalClock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeastBurstTest {
    private static final long MINUTE = SeriesPlay.MINUTE;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long GRID = 30_000;
    private static final long START = SeriesPlay.START / DAY * DAY;
    private static final int DAYS = 21;
    private static final LocalClock CLOCK = LocalClock.of(ZoneId.of("UTC"));

    private static final SeverityLevel SURPRISING = warning(
            is(Metric.SURPRISE, Operator.AT_LEAST, 6),
            is(Metric.RATIO, Operator.AT_LEAST, 3),
            is(Metric.ORIGINALS, Operator.AT_LEAST, 6),
            is(Metric.AUTHORS, Operator.AT_LEAST, 5));

    @Test
    void shouldSayHowManyPeopleARuleThenHears() {
        for (long window : List.of(10 * MINUTE, HOUR, 6 * HOUR)) {
            Rule rule = surge(window, SURPRISING);
            int least = usual(rule, 0.5).leastBursts(rule, window, START + DAYS * DAY, CLOCK)[15];

            assertThat(isHeard(rule, least + 1)).as(least + " in " + window).isTrue();
            assertThat(isHeard(rule, Math.max(5, least * 4 / 5 - 1)))
                    .as(least + " in " + window)
                    .isFalse();
        }
    }

    @Test
    void shouldHearFewerPeopleAtNight() {
        Rule rule = surge(HOUR, SURPRISING);

        int[] people = usual(rule, 12).leastBursts(rule, HOUR, START + DAYS * DAY, CLOCK);

        assertThat(people).hasSize(24);
        assertThat(people[3]).isGreaterThanOrEqualTo(6).isLessThan(people[20] / 2);
    }

    @Test
    void shouldCountEveryConditionOfTheLowestSeverity() {
        Rule many = surge(HOUR, warning(is(Metric.ORIGINALS, Operator.ABOVE, 500)));
        Rule often = surge(
                HOUR,
                warning(is(Metric.RATIO, Operator.AT_LEAST, 100), is(Metric.ORIGINALS, Operator.AT_LEAST, 6)),
                SURPRISING);
        Series known = usual(many, 2);

        assertThat(known.leastBursts(many, HOUR, START + DAYS * DAY, CLOCK)).containsOnly(501);
        assertThat(known.leastBursts(often, HOUR, START + DAYS * DAY, CLOCK)[15])
                .isGreaterThan(150);
    }

    @Test
    void shouldGiveTheHoursOfTheLocalDayAndOneThatIsLeftOutThatBeforeIt() {
        // the clocks go from two to three in this night
        LocalClock berlin = LocalClock.of(ZoneId.of("Europe/Berlin"));
        long march = Instant.parse("2027-03-27T22:10:00Z").toEpochMilli();
        Rule rule = surge(HOUR, SURPRISING);
        Series young = new Series(march - DAY, 0).afterSilence(5);

        int[] people = young.leastBursts(rule, HOUR, march, berlin);

        assertThat(people[2]).isEqualTo(people[1]).isPositive();
        assertThat(LeastBurst.hourOf(march, berlin)).isEqualTo(23);
    }

    @Test
    void shouldSayNothingOfASeriesOfWhichNothingIsKnown() {
        Rule rule = surge(HOUR, SURPRISING);

        assertThat(new Series(START, 0).leastBursts(rule, HOUR, START, CLOCK)).isNull();
        assertThat(new Series(START, 0).afterSilence(0.5).leastBursts(rule, HOUR, START, CLOCK))
                .containsOnly(7);
    }

    @Test
    void shouldHearLessOfANewGroupTheLongerItWasSilent() {
        Rule rule = surge(HOUR, warning(is(Metric.SURPRISE, Operator.AT_LEAST, 6)));

        assertThat(LeastBurst.inNewGroup(rule, HOUR, 2 * HOUR, START, CLOCK)).isNull();
        int[] days = LeastBurst.inNewGroup(rule, HOUR, 2 * DAY, START, CLOCK);
        int[] weeks = LeastBurst.inNewGroup(rule, HOUR, 60 * DAY, START, CLOCK);
        assertThat(days[12]).isGreaterThan(weeks[12]);
        assertThat(weeks[12]).isBetween(2, 8);
    }

    @Test
    void shouldSayNothingOfRulesThatCountNobody() {
        Rule scored = surge(
                HOUR, warning(is(Metric.SCORE, Operator.AT_LEAST, 2), is(Metric.ORIGINALS, Operator.AT_LEAST, 30)));

        assertThat(LeastBurst.isKnown(SeriesPlay.drift())).isFalse();
        assertThat(LeastBurst.isKnown(scored)).isTrue();
        assertThat(LeastBurst.isAll(scored)).isFalse();
        assertThat(LeastBurst.isAll(surge(HOUR, SURPRISING))).isTrue();
    }

    /** A surge of so many evenly over the window that ends at half past three in the afternoon. */
    private static boolean isHeard(Rule rule, int people) {
        Series series = usual(rule, 0.5);
        long end = START + DAYS * DAY + 15 * HOUR + HOUR / 2 + Math.min(rule.windowMs(), HOUR) / 2;
        long from = end - rule.windowMs();
        for (int i = 0; i < people; i++) {
            series.add(SeriesPlay.message("burst" + i, from + (long) ((i + 0.5) * rule.windowMs() / people), true));
        }
        boolean heard = false;
        for (long at = from + GRID; at <= end; at += GRID) {
            heard |= series.read(at, List.of(rule), GRID).stream().anyMatch(r -> r.level() != null);
        }
        return heard;
    }

    /** With so many an hour for three weeks, and a tenth of it at night. */
    private static Series usual(Rule rule, double perHour) {
        Random random = new Random(7);
        List<Long> times = new ArrayList<>();
        for (int hour = 0; hour < DAYS * 24; hour++) {
            double rate = hour % 24 < 8 ? perHour / 10 : perHour;
            for (int i = 0; i < 60; i++) {
                if (random.nextDouble() < rate / 60) {
                    times.add(START + hour * HOUR + i * MINUTE + 1);
                }
            }
        }
        Collections.sort(times);
        Series series = new Series(START, 0).inZone(CLOCK);
        int n = 0;
        for (long t : times) {
            series.add(SeriesPlay.message("m" + n++, t, true));
            series.read(t / GRID * GRID + GRID, List.of(rule), GRID);
        }
        return series;
    }

    private static Rule surge(long window, SeverityLevel... levels) {
        return SeriesRules.rule(
                "Swell", GRID, new SurgeSpec(window, recover(Metric.RATIO, Operator.BELOW, 3, 10 * MINUTE)), levels);
    }
}
