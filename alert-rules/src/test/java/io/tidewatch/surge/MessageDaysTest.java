package io.tidewatch.surge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MessageDaysTest {
    private static final long DAY = 20_000;

    /** By hand: ½ of 29 days is one in 58, 2½ of 29 one in 11.6. */
    @Test
    void shouldSayHowRareADayWithOneIs() {
        MessageDays days = MessageDays.of(DAY);
        assertThat(days.surprise(DAY)).isCloseTo(Math.log10(58), within(1e-9));
        assertThat(days.with(DAY - 1).with(DAY - 28).surprise(DAY)).isCloseTo(Math.log10(11.6), within(1e-9));
    }

    @Test
    void shouldFallToNothingWhereEveryDayHasOne() {
        MessageDays days = MessageDays.of(DAY - 40);
        for (long day = DAY - 39; day <= DAY; day++) {
            days = days.with(day);
        }

        assertThat(days.before(DAY)).isEqualTo(28);
        assertThat(days.surprise(DAY)).isBetween(0.0, 0.01);
    }

    @Test
    void shouldCountADayOnceAndLeaveOutTheDayItselfAndWhatIsOlder() {
        MessageDays days =
                MessageDays.of(DAY).with(DAY).with(DAY - 3).with(DAY - 3).with(DAY - 29);

        assertThat(days.before(DAY)).isEqualTo(1);
    }

    @Test
    void shouldBeTheSameInWhateverOrderTheyCome() {
        MessageDays rising = MessageDays.of(DAY - 20).with(DAY - 7).with(DAY);
        MessageDays falling = MessageDays.of(DAY).with(DAY - 7).with(DAY - 20);

        assertThat(falling).isEqualTo(rising);
    }

    @Test
    void shouldForgetWhatIsLongAgo() {
        MessageDays days = MessageDays.of(DAY - 200).with(DAY);

        assertThat(days.before(DAY)).isZero();
        assertThat(days.with(DAY - 100)).isEqualTo(days);
    }

    @Test
    void shouldTakeTheDaysOfTheZone() {
        long lateOnMonday = Instant.parse("2026-11-30T17:00:00Z").toEpochMilli();

        assertThat(MessageDays.dayOf(lateOnMonday, ZoneId.of("Asia/Shanghai")))
                .isEqualTo(MessageDays.dayOf(lateOnMonday, ZoneId.of("UTC")) + 1);
    }
}
