package io.tidewatch.surge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BurstFilterTest {
    private static final int DAY = Baseline.BINS_PER_DAY;

    @Test
    void shouldStayCalmWhenCountsAreUsual() {
        BurstFilter filter = trained(5, 6 * DAY, 1);

        assertThat(filter.score()).isLessThan(0);
        assertThat(filter.baseline().rate(filter.nextBin())).isBetween(3.5, 6.5);
    }

    @Test
    void shouldCrossTheNormalThresholdWhenTheRateTriples() {
        BurstFilter filter = trained(20, 6 * DAY, 2);

        int bins = 0;
        while (filter.score() < 2.4 && bins < 24) {
            filter.close(60);
            bins++;
        }

        assertThat(bins).isBetween(4, 12);
    }

    @Test
    void shouldNotCallOneClumpASwell() {
        BurstFilter surge = trained(0.2, 6 * DAY, 3);
        BurstFilter spike = BurstFilter.unpack(surge.pack(), BurstSettings.SPIKE, 0);

        surge.close(12);
        spike.close(12);

        assertThat(surge.score()).isLessThan(-2.1);
        assertThat(spike.score()).isGreaterThan(0);
    }

    @Test
    void shouldSeeACrowdWithinTwoBins() {
        BurstFilter surge = trained(0.2, 6 * DAY, 3);

        surge.close(60);
        surge.close(120);

        assertThat(surge.score()).isGreaterThan(2.4);
    }

    @Test
    void shouldForgetTheBurstWhenTheRateFallsBack() {
        BurstFilter filter = trained(20, 6 * DAY, 4);
        for (int i = 0; i < 12; i++) {
            filter.close(80);
        }
        assertThat(filter.score()).isGreaterThan(2.4);

        for (int i = 0; i < 12; i++) {
            filter.close(20);
        }

        assertThat(filter.score()).isLessThan(0);
    }

    @Test
    void shouldKeepTheBaselineWhenASurgeLastsAnHour() {
        BurstFilter filter = trained(20, 10 * DAY, 5);
        double before = filter.baseline().rate(filter.nextBin());
        for (int i = 0; i < 12; i++) {
            filter.close(200);
        }

        assertThat(filter.baseline().rate(filter.nextBin())).isLessThan(before * 1.4);
    }

    @Test
    void shouldReachTheClosedScoreWhenTheOpenBinEnds() {
        BurstFilter filter = trained(5, 3 * DAY, 6);
        double open = filter.provisional(12, 1);

        assertThat(filter.close(12)).isEqualTo(open);
    }

    @Test
    void shouldGoOnTheSameWhenPackedAndUnpacked() {
        BurstFilter filter = trained(3, 4 * DAY + 5, 7);
        BurstFilter copy = BurstFilter.unpack(filter.pack(), BurstSettings.SURGE, 0);

        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 500; i++) {
            int n = random.nextInt(12);
            assertThat(copy.close(n)).isEqualTo(filter.close(n));
        }
        assertThat(filter.pack()).hasSizeLessThanOrEqualTo(300);
    }

    @Test
    void shouldLearnNothingWhenABinWasNotObserved() {
        BurstFilter filter = trained(20, 3 * DAY, 9);
        double before = filter.baseline().rate(filter.nextBin() + DAY);

        for (int i = 0; i < DAY; i++) {
            filter.skip();
        }

        assertThat(filter.baseline().rate(filter.nextBin())).isEqualTo(before);
    }

    @Test
    void shouldRefuseSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> new BurstSettings(6, 2, 10, 0.5, 1e-4, .99, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("factor 0.5");
    }

    private static BurstFilter trained(double rate, int bins, long seed) {
        BurstFilter filter = new BurstFilter(BurstSettings.SURGE, 5_000_000 / 12 * 12, 0);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < bins; i++) {
            filter.close(poisson(rate, random));
        }
        return filter;
    }

    private static int poisson(double mean, SplittableRandom random) {
        double limit = Math.exp(-mean);
        int n = -1;
        for (double p = 1; p > limit; n++) {
            p *= random.nextDouble();
        }
        return n;
    }
}
