package io.tidewatch.surge.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidewatch.time.LocalClock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A steady rhythm of local clocks over the days on which these are changed. */
class LocalDayTest {
    private static final int DAY = Baseline.BINS_PER_DAY;

    /** At this score a warning would be open. */
    private static final double ALERT = 2.4;

    /** The days of 23 hours and those of 25. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29",
        "Europe/Berlin, 2026-10-25",
        "America/New_York, 2026-03-08",
        "America/New_York, 2026-11-01",
        "Australia/Sydney, 2026-10-04",
        "Australia/Sydney, 2026-04-05"
    })
    void shouldKeepTheMorningPeakWhereItIsWhenTheClocksAreChanged(String zone, String day) {
        // given
        ZoneId local = ZoneId.of(zone);
        LocalDateTime change = LocalDateTime.parse(day + "T00:00:00");
        long changeBin = bin(change, local);
        BurstFilter filter = trained(local, changeBin);

        // then: what is expected of the morning of that day
        ZonedDateTime nine = change.plusHours(9).atZone(local);
        for (int minutes = -120; minutes <= 120; minutes += 30) {
            ZonedDateTime then = nine.plusMinutes(minutes);
            double usual = rate(then);
            assertThat(filter.baseline().rate(then.toInstant().toEpochMilli() / Baseline.BIN_MS))
                    .as("%s", then)
                    .isCloseTo(usual, within(0.3 * usual));
        }

        // and: three days of it are no surge
        double most = -100;
        SplittableRandom random = new SplittableRandom(3);
        while (filter.nextBin() < changeBin + 3 * DAY) {
            filter.close(count(filter.nextBin(), local, 1, random));
            most = Math.max(most, filter.score());
        }

        assertThat(most).isLessThan(0);
    }

    @ParameterizedTest
    @CsvSource({"Europe/Berlin, 2026-03-29", "Europe/Berlin, 2026-10-25", "Australia/Sydney, 2026-10-04"})
    void shouldSeeASurgeAtThePeakOfTheDayAfterTheChange(String zone, String day) {
        ZoneId local = ZoneId.of(zone);
        LocalDateTime change = LocalDateTime.parse(day + "T00:00:00");
        BurstFilter filter = trained(local, bin(change, local));
        SplittableRandom random = new SplittableRandom(3);
        long nine = bin(change.plusDays(1).plusHours(9), local);
        while (filter.nextBin() < nine) {
            filter.close(count(filter.nextBin(), local, 1, random));
        }
        assertThat(filter.score()).isLessThan(0);

        double most = -100;
        while (filter.nextBin() < nine + 12) {
            filter.close(count(filter.nextBin(), local, 2.5, random));
            most = Math.max(most, filter.score());
        }

        assertThat(most).isGreaterThan(ALERT);
    }

    /** In a zone of half an hour hours begin at half past in UTC. */
    @ParameterizedTest
    @CsvSource({"Asia/Kolkata, +05:30", "Asia/Kathmandu, +05:45", "Asia/Shanghai, +08:00"})
    void shouldLearnTheHoursOfTheLocalClockInPhase(String zone, String offset) {
        ZoneId local = ZoneId.of(zone);
        long utc = bin(LocalDateTime.parse("2026-06-01T00:00:00"), ZoneOffset.UTC);
        long shift = ZoneOffset.of(offset).getTotalSeconds() * 1000L / Baseline.BIN_MS;
        Baseline there = new Baseline(0);
        there.inZone(LocalClock.of(local));
        Baseline here = new Baseline(0);

        // when: the same local days
        for (int i = 0; i < 21 * DAY; i++) {
            double count = 5 + i % DAY / 12;
            there.learn(utc - shift + i, count, there.rate(utc - shift + i), 1);
            here.learn(utc + i, count, here.rate(utc + i), 1);
        }

        // then: nothing differs but where the day begins
        for (int i = 21 * DAY; i < 22 * DAY; i++) {
            assertThat(there.rate(utc - shift + i)).isEqualTo(here.rate(utc + i));
        }
    }

    @Test
    void shouldBeginTheWeekendAtLocalMidnightInSummerAndWinter() {
        ZoneId local = ZoneId.of("America/New_York");
        Baseline baseline = new Baseline(0);
        baseline.inZone(LocalClock.of(local));
        long first = bin(LocalDateTime.parse("2026-01-05T00:00:00"), local);
        long last = bin(LocalDateTime.parse("2026-03-20T00:00:00"), local);
        for (long bin = first; bin < last; bin++) {
            double count =
                    ZonedDateTime.ofInstant(instant(bin), local).getDayOfWeek().getValue() > 5 ? 10 : 30;
            baseline.learn(bin, count, baseline.rate(bin), 1);
        }

        for (String saturday : new String[] {"2026-03-07T00:00:00", "2026-03-21T00:00:00"}) {
            long midnight = bin(LocalDateTime.parse(saturday), local);
            // an hour's factor is that of its middle
            assertThat(baseline.relative(midnight - 6)).as(saturday).isGreaterThan(-0.3);
            assertThat(baseline.relative(midnight + 6)).as(saturday).isLessThan(-0.6);
        }
    }

    /** Four weeks of the rhythm until a bin. */
    private static BurstFilter trained(ZoneId local, long until) {
        BurstFilter filter = new BurstFilter(BurstSettings.SURGE, until - 28 * DAY, 0);
        filter.inZone(LocalClock.of(local));
        SplittableRandom random = new SplittableRandom(11);
        while (filter.nextBin() < until) {
            filter.close(count(filter.nextBin(), local, 1, random));
        }
        return filter;
    }

    /** Shops that open: a few at night, seven times as many around nine. */
    private static double rate(ZonedDateTime local) {
        double hours = local.getHour() + local.getMinute() / 60.0 - 9;
        return 5 + 30 * Math.exp(-hours * hours / (2 * 1.8 * 1.8));
    }

    private static double count(long bin, ZoneId local, double times, SplittableRandom random) {
        double rate = times * rate(ZonedDateTime.ofInstant(instant(bin), local));
        int n = 0;
        for (double p = Math.exp(-rate), u = random.nextDouble(), f = p; u > f && n < 1000; f += p) {
            n++;
            p *= rate / n;
        }
        return n;
    }

    private static java.time.Instant instant(long bin) {
        return java.time.Instant.ofEpochMilli(bin * Baseline.BIN_MS);
    }

    private static long bin(LocalDateTime time, ZoneId local) {
        return time.atZone(local).toInstant().toEpochMilli() / Baseline.BIN_MS;
    }
}
