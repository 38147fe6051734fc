package io.tidewatch.replay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RivalTest {
    private static final int DAY = 288;

    @Test
    void shouldScoreAnHourByFarringtonsPower() {
        int[] counts = new int[22 * DAY + 12];
        Arrays.fill(counts, 1);
        Arrays.fill(counts, 22 * DAY, counts.length, 4);

        float[] scores = Rival.FARRINGTON.scores(counts);

        // 48 in the hour where nine reference hours have 12 each: scatter 1, variance of their mean a ninth of theirs
        assertThat((double) scores[22 * DAY - 1]).isCloseTo(0, within(1e-6));
        double expected = (Math.pow(4, 2 / 3.0) - 1) / (2 / 3.0 * Math.sqrt((1 + 1 / 9.0) / 12));
        assertThat((double) scores[counts.length - 1]).isCloseTo(expected, within(1e-4));
        assertThat(expected).isGreaterThan(Rival.FARRINGTON.usualThreshold());
    }

    @Test
    void shouldNotScoreWhereThereAreFewerThanFourMessages() {
        int[] counts = new int[22 * DAY];
        counts[counts.length - 1] = 3;

        for (Rival r : Rival.values()) {
            assertThat(r.scores(counts)[counts.length - 1]).isLessThan(-1_000);
        }
    }
}
