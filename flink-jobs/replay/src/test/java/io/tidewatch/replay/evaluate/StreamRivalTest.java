package io.tidewatch.replay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamRivalTest {
    private static final int DAY = 288;
    private static final int BINS = 30 * DAY;

    @ParameterizedTest
    @EnumSource
    void shouldScoreASurgeAboveTheUsualAndAGapNotAtAll(StreamRival rival) {
        int[] counts = usual();
        Arrays.fill(counts, BINS - 12, BINS, 40);
        Arrays.fill(counts, BINS - 100, BINS - 90, -1);

        float[] scores = rival.scores(0, counts);

        assertThat(max(scores, BINS - 12, BINS)).isGreaterThan(max(scores, BINS - 12 - DAY, BINS - DAY) + 1);
        assertThat(max(scores, BINS - 100, BINS - 90)).isLessThan(-1_000);
    }

    @ParameterizedTest
    @EnumSource(names = {"EARS_C2", "FARRINGTON", "EVERY_DAY"})
    void shouldCompareTheSameHoursAcrossAGap(StreamRival rival) {
        // one loud hour a day, and a night that was not observed
        int loud = 26 * DAY + 11 * 12 - 1;
        int[] counts = new int[BINS];
        for (int t = 0; t < BINS; t++) {
            counts[t] = t % DAY / 12 == 10 ? 30 : 1;
        }
        float whole = rival.scores(0, counts)[loud];
        Arrays.fill(counts, 25 * DAY, 25 * DAY + 50, -1);

        float[] scores = rival.scores(0, counts);

        assertThat(scores[loud]).isEqualTo(whole).isLessThan(8);
    }

    @Test
    void shouldMeasureAnHourByTheDayBefore() {
        int[] counts = new int[BINS];
        Arrays.fill(counts, 1);
        Arrays.fill(counts, BINS - 12, BINS, 2);

        // 24 where 24 hours had 12 each
        assertThat((double) StreamRival.HOUR_SIGMA.scores(0, counts)[BINS - 1])
                .isCloseTo(12 / Math.sqrt(.5), within(1e-4));
        double excess = Math.pow(24, 2 / 3.0) - Math.pow(12, 2 / 3.0);
        assertThat((double) StreamRival.EVERY_DAY.scores(0, counts)[BINS - 1])
                .isCloseTo(excess / (2 / 3.0 * Math.pow(12, 1 / 6.0) * Math.sqrt(8 / 7.0)), within(1e-4));
    }

    @Test
    void shouldMakeTheSameStepsFromASeed() {
        SteppedStream step = SteppedStream.level(1, 300, 5);

        assertThat(step.counts()).isEqualTo(SteppedStream.level(1, 300, 5).counts());
        assertThat(step.counts()).isNotEqualTo(SteppedStream.level(2, 300, 5).counts());
        assertThat(perDay(step.counts(), 0, step.change())).isCloseTo(300, within(15.0));
        assertThat(perDay(step.counts(), step.change(), step.end())).isCloseTo(1500, within(75.0));
        assertThat(step.end() - step.change()).isEqualTo(14 * DAY);
    }

    @Test
    void shouldBeSilentForYearsBeforeAnOutage() {
        SteppedStream outage = SteppedStream.outage(3);

        assertThat(outage.change()).isBetween(1461 * DAY, 1462 * DAY);
        assertThat(Arrays.stream(outage.counts(), 0, outage.change()).sum()).isBetween(40, 110);
        assertThat(Arrays.stream(outage.counts(), outage.change(), outage.end()).sum())
                .isBetween(80, 160);
        assertThat(outage.end() - outage.change()).isEqualTo(24);
    }

    private static int[] usual() {
        int[] counts = new int[BINS];
        for (int t = 0; t < BINS; t++) {
            counts[t] = 1 + t % 2;
        }
        return counts;
    }

    private static double perDay(int[] counts, int from, int to) {
        return (double) Arrays.stream(counts, from, to).sum() * DAY / (to - from);
    }

    private static double max(float[] scores, int from, int to) {
        double max = Double.NEGATIVE_INFINITY;
        for (int t = from; t < to; t++) {
            max = Math.max(max, scores[t]);
        }
        return max;
    }
}
