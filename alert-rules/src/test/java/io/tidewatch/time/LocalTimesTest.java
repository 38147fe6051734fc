package io.tidewatch.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LocalTimesTest {
    /** Sunday on which clocks in Berlin are set back, 02:30 for the first time. */
    private static final long FIRST_HALF_PAST_TWO = at("2026-10-25T00:30:00Z");

    private static final long HOUR = 3_600_000L;

    private final LocalTimes berlin = new LocalTimes(ZoneId.of("Europe/Berlin"));

    @Test
    void shouldTellTheHourThatComesTwiceApart() {
        assertThat(berlin.stamp(FIRST_HALF_PAST_TWO)).isEqualTo("2026-10-25T02:30:00+02:00");
        assertThat(berlin.stamp(FIRST_HALF_PAST_TWO + HOUR)).isEqualTo("2026-10-25T02:30:00+01:00");
        assertThat(berlin.clock(FIRST_HALF_PAST_TWO + 2 * HOUR, FIRST_HALF_PAST_TWO))
                .isEqualTo("03:30");
    }

    @Test
    void shouldSkipTheHourThatIsNotThere() {
        long before = at("2026-03-29T00:59:00Z");

        assertThat(berlin.time(before)).isEqualTo("01:59");
        assertThat(berlin.time(before + 60_000)).isEqualTo("03:00");
    }

    @Test
    void shouldShowHalfHoursAndTheDateOfAnotherDay() {
        LocalTimes kolkata = new LocalTimes(ZoneId.of("Asia/Kolkata"));
        long night = at("2026-11-11T18:29:00Z");

        assertThat(kolkata.clock(night, night)).isEqualTo("23:59");
        assertThat(kolkata.clock(night, night + 60_000)).isEqualTo("11-11 23:59");
        assertThat(kolkata.moment(night + 60_000)).isEqualTo("11-12 00:00");
        assertThat(kolkata.seconds(night)).isEqualTo("23:59:00");
    }

    @Test
    void shouldBeAsEverWhereNobodySays() {
        assertThat(LocalTimes.DEFAULT.stamp(FIRST_HALF_PAST_TWO)).isEqualTo(WireTime.print(FIRST_HALF_PAST_TWO));
    }

    private static long at(String text) {
        return WireTime.parse(text).toInstant().toEpochMilli();
    }
}
