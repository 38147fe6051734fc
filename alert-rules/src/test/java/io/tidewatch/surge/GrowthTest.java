package io.tidewatch.surge;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class GrowthTest {
    @Test
    void shouldFindTheDoublingTimeWhenManyAreCounted() {
        Growth growth = new Growth(doubling(30, 4, 40), 0, 2);

        assertThat(growth.doublingMinutes()).isCloseTo(8, Percentage.withPercentage(20));
        assertThat(growth.minutesTo(4, 0, .5)).isCloseTo(16, Percentage.withPercentage(20));
    }

    @Test
    void shouldGiveABandThatIsWiderWhenFewAreCounted() {
        Growth many = new Growth(doubling(15, 4, 200), 0, 2);
        Growth few = new Growth(doubling(15, 4, 8), 0, 2);

        assertThat(many.minutesTo(3, 0, .1)).isLessThan(many.minutesTo(3, 0, .5));
        assertThat(many.minutesTo(3, 0, .5)).isLessThan(many.minutesTo(3, 0, .9));
        assertThat(few.minutesTo(3, 0, .9) == null
                        || few.minutesTo(3, 0, .9) / few.minutesTo(3, 0, .1)
                                > many.minutesTo(3, 0, .9) / many.minutesTo(3, 0, .1))
                .isTrue();
    }

    @Test
    void shouldForetellNothingWhenTheCountFalls() {
        Growth growth = new Growth(new long[] {60, 50, 40, 30, 25, 20, 16, 12, 10, 8}, 2, 2);

        assertThat(growth.doublingMinutes()).isNull();
        assertThat(growth.minutesTo(2, .1, .5)).isNull();
    }

    @Test
    void shouldTurnWithTheNewestBinsAndNotWithAllOfThem() {
        long[] pastItsPeak = {4, 6, 9, 14, 20, 30, 44, 60, 80, 98, 106, 110, 112, 110, 104, 96, 84, 70, 62, 58};
        Growth falling = new Growth(pastItsPeak, 1, 2);

        assertThat(falling.doublingMinutes()).as("over all bins it has grown").isNotNull();
        assertThat(falling.direction(5)).isEqualTo(-1);
        assertThat(new Growth(doubling(30, 6, 40), 0, 2).direction(5)).isEqualTo(1);
        assertThat(new Growth(new long[] {20, 22, 19, 21, 20, 20, 21, 19, 22, 20}, 20, 2).direction(5))
                .isZero();
        assertThat(new Growth(new long[] {0, 0}, 0, 1).direction(5)).isZero();
    }

    @Test
    void shouldBearNothingAtAll() {
        Growth growth = new Growth(new long[] {0, 0}, 0, 1);

        assertThat(growth.minutesTo(2, 0, .1)).isNotNaN();
        assertThat(new Growth(new long[] {5, 9}, 1_000, 1).minutesTo(2, 1, .1)).isNotNaN();
    }

    private static long[] doubling(int bins, double every, double last) {
        long[] counts = new long[bins];
        for (int i = 0; i < bins; i++) {
            counts[i] = Math.round(last * Math.pow(2, (i + 1 - bins) / every));
        }
        return counts;
    }
}
