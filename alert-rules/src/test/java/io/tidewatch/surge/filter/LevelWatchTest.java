package io.tidewatch.surge.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LevelWatchTest {
    private static final int HOUR = 12;
    private static final int DAY = Baseline.BINS_PER_DAY;

    @Test
    void shouldFindALevelAfterTwoHalvesThatAreAlike() {
        LevelWatch watch = new LevelWatch();

        for (int bin = 1; bin < 22 * HOUR; bin++) {
            assertThat(watch.close(true, 9, 3)).as("bin %d", bin).isNaN();
        }

        assertThat(watch.close(true, 9, 3))
                .as("9 where 3 times the mean are usual")
                .isCloseTo(Math.log(3), within(1e-6));
        assertThat(watch.close(true, 9, 3)).as("once").isNaN();
    }

    @Test
    void shouldFindNoneInWhatGrowsUntilItStays() {
        LevelWatch watch = new LevelWatch();
        int found = 0;
        double level = 0;
        for (int bin = 0; bin < 88 * HOUR; bin++) {
            double growth = Math.pow(2, Math.min(bin, 66 * HOUR) / (24.0 * HOUR));
            double now = watch.close(true, 9 * growth, 3);
            if (!Double.isNaN(now) && found == 0) {
                found = bin + 1;
                level = now;
            }
        }

        assertThat(found).isBetween(66 * HOUR + 1, 88 * HOUR);
        assertThat(level).isCloseTo(Math.log(3 * Math.pow(2, 66 / 24.0)), within(0.05));
    }

    @Test
    void shouldFindNoneInWhatEbbsAway() {
        LevelWatch watch = new LevelWatch();

        for (int bin = 0; bin < 40 * HOUR; bin++) {
            assertThat(watch.close(true, 900 * Math.pow(2, -bin / (12.0 * HOUR)), 3))
                    .isNaN();
        }
    }

    @Test
    void shouldWaitForEnoughMessagesToTell() {
        LevelWatch watch = new LevelWatch();
        int found = 0;
        for (int bin = 1; bin <= 60 * HOUR && found == 0; bin++) {
            found = Double.isNaN(watch.close(true, bin % HOUR == 0 ? 1 : 0, 0.05)) ? 0 : bin;
        }

        assertThat(found).as("thirty an hour apart, twice").isEqualTo(60 * HOUR);
    }

    @Test
    void shouldForgetABurstThatEnds() {
        LevelWatch watch = new LevelWatch();
        for (int bin = 0; bin < 20 * HOUR; bin++) {
            watch.close(true, 9, 3);
        }
        for (int bin = 0; bin < 11 * HOUR; bin++) {
            watch.close(false, 3, 3);
        }

        for (int bin = 1; bin < 22 * HOUR; bin++) {
            assertThat(watch.close(true, 9, 3)).isNaN();
        }
        assertThat(watch.close(true, 9, 3)).isNotNaN();
    }

    @Test
    void shouldBeTheSameAfterPacking() {
        for (int hours : new int[] {9, 20}) {
            LevelWatch watch = new LevelWatch();
            for (int bin = 0; bin < hours * HOUR; bin++) {
                watch.close(true, 9, 3);
            }
            ByteBuffer packed = ByteBuffer.allocate(LevelWatch.PACKED);
            watch.pack(packed);
            packed.flip();

            LevelWatch same = LevelWatch.unpack(packed);

            for (int bin = 0; bin < 14 * HOUR; bin++) {
                assertThat(Double.valueOf(same.close(true, 9, 3))).isEqualTo(Double.valueOf(watch.close(true, 9, 3)));
            }
        }
    }

    /** A step of a filter's count: told, and within a day what is usual. */
    @Test
    void shouldMakeAStepThatStaysTheUsualLevelWithinADay() {
        for (double times : new double[] {3, 10, 30}) {
            BurstFilter filter = new BurstFilter(BurstSettings.SURGE, 20_458L * DAY, 0);
            SplittableRandom random = new SplittableRandom((long) times);
            for (int bin = 0; bin < 14 * DAY; bin++) {
                filter.close(Poisson.count(2, random));
            }
            double most = 0;
            int open = 0;
            for (int bin = 0; bin < 4 * DAY; bin++) {
                double score = filter.close(Poisson.count(2 * times, random));
                most = Math.max(most, score);
                open += score > 0 ? 1 : 0;
            }

            assertThat(most).as("×%s", times).isGreaterThan(2.4);
            assertThat(open).as("×%s", times).isLessThanOrEqualTo(24 * HOUR);
            assertThat(filter.newLevelBin()).as("×%s", times).isBetween(filter.nextBin() - 4 * DAY, filter.nextBin());
            assertThat(filter.baseline().rate(filter.nextBin()))
                    .as("×%s", times)
                    .isCloseTo(2 * times, within(0.5 * times));
        }
    }
}
