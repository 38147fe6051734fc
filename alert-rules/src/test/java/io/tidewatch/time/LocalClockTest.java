package io.tidewatch.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalClockTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Asia/Shanghai",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Sydney",
                "Australia/Lord_Howe",
                "Asia/Kolkata",
                "Asia/Kathmandu",
                "Africa/Casablanca",
                "UTC",
                "+05:30"
            })
    void shouldSayTheOffsetOfTheZoneRulesAtAnyInstant(String name) {
        ZoneId zone = LocalClock.zone(name);
        LocalClock clock = LocalClock.of(zone);
        SplittableRandom random = new SplittableRandom(7);

        for (int i = 0; i < 20_000; i++) {
            long instant = random.nextLong(0, 2_200_000_000_000L);
            assertThat(clock.offsetMs(instant))
                    .isEqualTo(zone.getRules()
                                    .getOffset(Instant.ofEpochMilli(instant))
                                    .getTotalSeconds()
                            * 1000L);
        }
    }

    @Test
    void shouldChangeInTheInstantOfTheTransition() {
        LocalClock clock = LocalClock.of(ZoneId.of("Europe/Berlin"));
        long spring = Instant.parse("2026-03-29T01:00:00Z").toEpochMilli();
        long autumn = Instant.parse("2026-10-25T01:00:00Z").toEpochMilli();

        assertThat(clock.offsetMs(spring - 1)).isEqualTo(3_600_000);
        assertThat(clock.offsetMs(spring)).isEqualTo(7_200_000);
        assertThat(clock.offsetMs(autumn)).isEqualTo(3_600_000);
        assertThat(clock.offsetMs(autumn - 1)).isEqualTo(7_200_000);
        assertThat(LocalClock.fixed(3_600_000).offsetMs(spring)).isEqualTo(3_600_000);
    }

    @Test
    void shouldNameTheZoneThatIsNone() {
        assertThatThrownBy(() -> LocalClock.zone("Europe/Berlin2"))
                .hasMessageContaining("'Europe/Berlin2', expected a time zone such as Asia/Shanghai");
    }
}
