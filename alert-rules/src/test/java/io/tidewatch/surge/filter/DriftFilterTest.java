package io.tidewatch.surge.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftFilterTest {
    private static final int DAY = Baseline.BINS_PER_DAY;
    private static final long MONDAY = 1_767_571_200L / 300;

    private final Random random = new Random(5);

    @Test
    void shouldWarnTwoDaysBeforeThePeakOfABuildUp() {
        DriftFilter filter = new DriftFilter(DriftSettings.DRIFT, MONDAY, 0);
        play(filter, 14 * DAY, 0);
        assertThat(filter.score()).isLessThan(Sensitivity.NORMAL.score());

        int warned = play(filter, 5 * DAY, Math.log(1.3));

        assertThat(warned).isBetween(DAY / 2, 3 * DAY);
        assertThat(filter.isSupported()).isTrue();
        assertThat(filter.expected()).isLessThan(3);
    }

    @Test
    void shouldNotTakeForABuildUpWhatEverythingGrowsBy() {
        DriftFilter filter = new DriftFilter(DriftSettings.DRIFT, MONDAY, 0);
        play(filter, 14 * DAY, 0);
        long begun = filter.nextBin();
        filter.follow(new CalendarEffect() {
            @Override
            public boolean isDayOff(long day) {
                return CalendarEffect.isWeekend(day);
            }

            @Override
            public double lift(long instant) {
                return 1;
            }

            @Override
            public double rise(long instant) {
                return Math.exp(Math.log(1.2) * (instant / (double) Baseline.BIN_MS - begun) / DAY);
            }
        });

        assertThat(play(filter, 5 * DAY, Math.log(1.2))).isEqualTo(-1);
    }

    @Test
    void shouldNotTakeTwoHoursOfSurgeForABuildUp() {
        DriftFilter filter = new DriftFilter(DriftSettings.DRIFT, MONDAY, 0);
        play(filter, 14 * DAY, 0);
        for (int i = 0; i < 24; i++) {
            filter.close(8);
        }

        assertThat(play(filter, DAY, 0)).isEqualTo(-1);
    }

    @Test
    void shouldGoOnTheSameWhenPackedAndUnpacked() {
        DriftFilter filter = new DriftFilter(DriftSettings.DRIFT, MONDAY, 0);
        play(filter, 9 * DAY + 17, 0.1);
        DriftFilter copy = DriftFilter.unpack(filter.pack(), DriftSettings.DRIFT, 0);

        for (int i = 0; i < 3 * DAY; i++) {
            int n = random.nextInt(5);
            assertThat(copy.close(n)).isEqualTo(filter.close(n));
        }
        assertThat(copy.expected()).isEqualTo(filter.expected());
        assertThat(filter.pack()).hasSizeLessThan(400);
    }

    @Test
    void shouldBearALongGap() {
        DriftFilter filter = new DriftFilter(DriftSettings.DRIFT, MONDAY, 0);
        play(filter, 14 * DAY, 0);

        filter.skip(3_650L * DAY);

        assertThat(filter.nextBin()).isEqualTo(MONDAY + 3_664L * DAY);
        assertThat(filter.score()).isLessThan(Sensitivity.NORMAL.score());
    }

    @Test
    void shouldRefuseACodecItDoesNotKnow() {
        byte[] packed = new DriftFilter(DriftSettings.DRIFT, MONDAY, 0).pack();
        packed[0] = 7;

        assertThatThrownBy(() -> DriftFilter.unpack(packed, DriftSettings.DRIFT, 0))
                .hasMessage("drift filter codec: 7, expected 1");
    }

    /** @return bins until the normal threshold is reached, or −1 */
    private int play(DriftFilter filter, int bins, double growthPerDay) {
        int warned = -1;
        for (int i = 0; i < bins; i++) {
            double mean = 0.7 * Math.exp(growthPerDay * i / DAY) * (1 + 0.5 * Math.sin(2 * Math.PI * i / DAY));
            double limit = Math.exp(-mean);
            int n = -1;
            for (double p = 1; p > limit; n++) {
                p *= random.nextDouble();
            }
            filter.close(n);
            if (warned < 0 && filter.isSupported() && filter.score() >= Sensitivity.NORMAL.score()) {
                warned = i;
            }
        }
        return warned;
    }
}
