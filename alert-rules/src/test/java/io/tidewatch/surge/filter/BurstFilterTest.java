package io.tidewatch.surge.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
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

        assertThat(bins).isBetween(2, 8);
    }

    @Test
    void shouldNotCallOneClumpASurge() {
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
        assertThat(filter.pack()).hasSizeLessThanOrEqualTo(600);
    }

    @Test
    void shouldLearnNothingWhenABinWasNotObserved() {
        BurstFilter filter = trained(20, 3 * DAY, 9);
        double before = filter.baseline().rate(filter.nextBin() + DAY);

        filter.skip(DAY);

        assertThat(filter.baseline().rate(filter.nextBin())).isEqualTo(before);
    }

    @Test
    void shouldRefuseSettingsThatMakeNoSense() {
        ScoreScale scale = BurstSettings.SURGE.scale();

        assertThatThrownBy(() -> new BurstSettings(1e-3, 1.5, .18, .01, 7e-5, 10, 1e-3, 1, 7, scale))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exit 1.5");
        assertThatThrownBy(() -> new ScoreScale(1, 0, 2)).hasMessageContaining("rising");
    }

    @Test
    void shouldSkipTheSameInOneStepAndInMany() {
        BurstFilter one = trained(5, 3 * DAY, 10);
        BurstFilter many = BurstFilter.unpack(one.pack(), BurstSettings.SURGE, 0);

        one.skip(50);
        for (int i = 0; i < 50; i++) {
            many.skip(1);
        }

        assertThat(many.score()).isEqualTo(one.score());
        assertThat(many.nextBin()).isEqualTo(one.nextBin());
    }

    @Test
    void shouldReadWhatTheFirstReleasePacked() {
        ByteBuffer first = ByteBuffer.allocate(1 + 8 + 4 + 8 + 1 + 48 * 4 + 8 * 4 + 4);
        first.put((byte) 1).putDouble(3.1).putFloat(9).putLong(5_900_000).put((byte) 1);
        for (int h = 0; h < 48; h++) {
            first.putFloat(h < 24 ? 1.25f : 0.5f);
        }
        first.putFloat(8)
                .putFloat(5)
                .putFloat(50)
                .putFloat(5)
                .putFloat(50)
                .putFloat(0)
                .putFloat(0)
                .putFloat(0);
        first.putInt(20 * DAY);

        BurstFilter filter = BurstFilter.unpack(first.array(), BurstSettings.SURGE, 0);

        assertThat(filter.score()).isCloseTo(3.1, within(0.01));
        assertThat(filter.nextBin()).isEqualTo(5_900_000);
        assertThat(filter.expected()).isCloseTo(isWeekend(5_900_000) ? 4 : 10, within(0.01));
        assertThat(filter.baseline().bins()).isEqualTo(20 * DAY);
        assertThat(filter.close(12)).isNotNaN();
    }

    @Test
    void shouldRefuseACodecItDoesNotKnow() {
        byte[] packed = trained(5, DAY, 11).pack();
        packed[0] = 9;

        assertThatThrownBy(() -> BurstFilter.unpack(packed, BurstSettings.SURGE, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("burst filter codec: 9, expected 1 to 3");
    }

    private static boolean isWeekend(long bin) {
        return Instant.ofEpochSecond(bin * 300)
                        .atOffset(ZoneOffset.UTC)
                        .getDayOfWeek()
                        .getValue()
                >= 6;
    }

    private static BurstFilter trained(double rate, int bins, long seed) {
        BurstFilter filter = new BurstFilter(BurstSettings.SURGE, 5_000_000 / 12 * 12, 0);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < bins; i++) {
            filter.close(Poisson.count(rate, random));
        }
        return filter;
    }
}
