package io.tidewatch.surge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GrowthTest {
    @Test
    void shouldFindTheDoublingTimeWhenManyAreCounted() {
        Growth growth = new Growth(doubling(30, 4, 40), 0, 2);

        assertThat(growth.doublingMinutes()).isCloseTo(8, Percentage.withPercentage(20));
        assertThat(minutesTo(growth, doubling(30, 4, 40), 4, .5)).isCloseTo(16, Percentage.withPercentage(20));
    }

    @Test
    void shouldGiveABandThatIsWiderWhenFewAreCounted() {
        Growth many = new Growth(doubling(15, 4, 200), 0, 2);
        Growth few = new Growth(doubling(15, 4, 8), 0, 2);

        assertThat(minutesTo(many, doubling(15, 4, 200), 3, .1))
                .isLessThan(minutesTo(many, doubling(15, 4, 200), 3, .5));
        assertThat(minutesTo(many, doubling(15, 4, 200), 3, .5))
                .isLessThan(minutesTo(many, doubling(15, 4, 200), 3, .9));
        assertThat(minutesTo(few, doubling(15, 4, 8), 3, .9) == null
                        || minutesTo(few, doubling(15, 4, 8), 3, .9) / minutesTo(few, doubling(15, 4, 8), 3, .1)
                                > minutesTo(many, doubling(15, 4, 200), 3, .9)
                                        / minutesTo(many, doubling(15, 4, 200), 3, .1))
                .isTrue();
    }

    @Test
    void shouldForetellNothingWhenTheCountFalls() {
        long[] counts = {60, 50, 40, 30, 25, 20, 16, 12, 10, 8};
        Growth growth = new Growth(counts, 2, 2);

        assertThat(growth.doublingMinutes()).isNull();
        assertThat(minutesTo(growth, counts, 2, .5)).isNull();
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

        assertThat(minutesTo(growth, new long[2], 2, .1)).isNotNaN();
        assertThat(minutesTo(new Growth(new long[] {5, 9}, 1_000, 1), new long[] {5, 9}, 2, .1))
                .isNotNaN();
    }

    @Test
    void shouldFindWhenItBeganWhenAsMuchIsAddedEveryMinute() {
        // given: the usual four per minute more every ten minutes, for four hours
        long[] counts = new long[120];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Math.round(8 + 8 * (2 * i + 1) / 10.0);
        }
        Growth growth = new Growth(counts, 8, 2);
        // then: 25 times the usual by now
        assertThat(growth.doublingMinutes()).isCloseTo(250, Percentage.withPercentage(25));
    }

    @Test
    void shouldReachACountSoonerInALongWindow() {
        // given: ten minutes at twelve per minute after nothing
        long[] counts = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 24, 24, 24, 24, 24};
        Growth growth = new Growth(counts, 0, 2);
        List<Growth.Target> tenMinutes = List.of(new Growth.Target(120, 400, 10));
        List<Growth.Target> hour = List.of(new Growth.Target(120, 400, 60));
        // then
        assertThat(growth.timesTo(List.of(hour)).minutes(.5)).isBetween(5.0, 30.0);
        assertThat(growth.timesTo(List.of(tenMinutes)).minutes(.5))
                .isGreaterThan(growth.timesTo(List.of(hour)).minutes(.5));
        assertThat(growth.timesTo(List.of(tenMinutes, hour)).minutes(.5))
                .isEqualTo(growth.timesTo(List.of(hour)).minutes(.5));
        List<Growth.Target> both = List.of(tenMinutes.get(0), hour.get(0));
        assertThat(growth.timesTo(List.of(both)).minutes(.5))
                .isEqualTo(growth.timesTo(List.of(tenMinutes)).minutes(.5));
    }

    /** Until a window as long as ten of these bins of two minutes counts a multiple of what it does, minutes. */
    private static @Nullable Double minutesTo(Growth growth, long[] counts, double multiple, double probability) {
        int bins = Math.min(10, counts.length);
        double now = Arrays.stream(counts, counts.length - bins, counts.length).sum();
        return growth.timesTo(List.of(List.of(new Growth.Target(now, multiple * now, 2.0 * bins))))
                .minutes(probability);
    }

    private static long[] doubling(int bins, double every, double last) {
        long[] counts = new long[bins];
        for (int i = 0; i < bins; i++) {
            counts[i] = Math.round(last * Math.pow(2, (i + 1 - bins) / every));
        }
        return counts;
    }
}
