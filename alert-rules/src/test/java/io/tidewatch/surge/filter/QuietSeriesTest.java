package io.tidewatch.surge.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where messages are few each of them looks like a burst; what is usual is known all the same. */
class QuietSeriesTest {
    private static final int DAY = Baseline.BINS_PER_DAY;

    private final BurstFilter filter = new BurstFilter(BurstSettings.SURGE, 0, 0);

    @ParameterizedTest
    @CsvSource({"6, 1", "6, 2", "16, 1", "16, 2"})
    void shouldExpectAsManyAsCome(double perDay, int atOnce) {
        // given
        SplittableRandom random = new SplittableRandom(17);
        double sum = 0;

        // when
        silence(1);
        for (int i = 0; i < 28 * DAY; i++) {
            sum += i < 14 * DAY ? 0 : filter.expected();
            filter.close(atOnce * Poisson.count(perDay / atOnce / DAY, random));
        }

        // then
        assertThat(sum / 14).isBetween(0.7 * perDay, 1.4 * perDay);
    }

    @Test
    void shouldLearnAfterALongSilenceWhatComesByDay() {
        // given
        SplittableRandom random = new SplittableRandom(18);
        silence(90);
        int burst = 0;

        // when
        for (int i = 0; i < 10 * DAY; i++) {
            boolean day = i % DAY / 12 >= 8 && i % DAY / 12 < 20;
            filter.close(day ? Poisson.count(40.0 / 144, random) : 0);
            burst += i >= 7 * DAY && filter.quiet() < 0.5 ? 1 : 0;
        }

        // then
        double expected = 0;
        for (int i = 0; i < DAY; i++) {
            expected += filter.baseline().rate(filter.nextBin() + i);
        }
        assertThat(expected).isGreaterThan(20);
        assertThat(burst).isLessThan(DAY / 2);
    }

    private void silence(int days) {
        for (int i = 0; i < days * DAY; i++) {
            filter.close(0);
        }
    }
}
