package io.tidewatch.surge.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A peak of one hour that recurs on working days, and what is known of it after a while. */
class SharpHoursTest {
    private static final int DAY = Baseline.BINS_PER_DAY;
    private static final int HOUR = 12;
    /** A Monday, 0:00 UTC, as the number of a bin. */
    private static final long MONDAY = 20_458L * DAY;

    private static final double USUAL = 2;
    private static final double PEAK = 12;

    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void shouldNotTellAPeakThatRecursEveryWorkingDay() {
        BurstFilter filter = new BurstFilter(BurstSettings.SURGE, MONDAY, 0);

        int[] alerts = new int[6];
        for (int week = 0; week < 6; week++) {
            Alarm alarm = new Alarm();
            for (long bin = filter.nextBin(), end = bin + 7 * DAY; bin < end; bin++) {
                alerts[week] += alarm.opens(filter.close(Poisson.count(peaks(bin) ? PEAK : USUAL, random))) ? 1 : 0;
            }
        }

        assertThat(alerts[0]).as("in the first week it is news").isGreaterThanOrEqualTo(3);
        assertThat(alerts[4] + alerts[5]).as("in the fifth and sixth").isLessThanOrEqualTo(1);
        long monday = filter.nextBin();
        assertThat(filter.baseline().rate(monday + 15 * HOUR + 6)).isGreaterThan(4 * USUAL);
        assertThat(filter.baseline().rate(monday + 13 * HOUR + 6)).isLessThan(1.5 * USUAL);
        assertThat(filter.baseline().rate(monday + 5 * DAY + 15 * HOUR + 6)).isLessThan(2 * USUAL);
    }

    @Test
    void shouldStillTellASurgeInThatVeryHour() {
        BurstFilter filter = new BurstFilter(BurstSettings.SURGE, MONDAY, 0);
        long until = MONDAY + 42 * DAY + 15 * HOUR;
        for (long bin = MONDAY; bin < until; bin++) {
            filter.close(Poisson.count(peaks(bin) ? PEAK : USUAL, random));
        }

        for (int i = 0; i < HOUR; i++) {
            filter.close(Poisson.count(4 * PEAK, random));
        }

        assertThat(filter.score()).isGreaterThan(2.4);
    }

    @Test
    void shouldStaySmoothWhereNothingRecurs() {
        BurstFilter filter = new BurstFilter(BurstSettings.SURGE, MONDAY, 0);
        for (long bin = MONDAY; bin < MONDAY + 42 * DAY; bin++) {
            filter.close(Poisson.count(USUAL, random));
        }

        for (long bin = filter.nextBin(); bin < filter.nextBin() + DAY; bin++) {
            assertThat(filter.baseline().rate(bin)).isCloseTo(USUAL, within(0.35 * USUAL));
        }
    }

    @Test
    void shouldSayWhichHourAndHowMuchOfWhatIsUsualIsAPeak() {
        BurstFilter filter = new BurstFilter(BurstSettings.SURGE, MONDAY, 0);
        for (long bin = MONDAY; bin < MONDAY + 42 * DAY; bin++) {
            filter.close(Poisson.count(peaks(bin) ? PEAK : USUAL, random));
        }

        Baseline baseline = filter.baseline();
        long three = (filter.nextBin() + 15 * HOUR) * Baseline.BIN_MS;
        long hour = HOUR * Baseline.BIN_MS;
        assertThat(baseline.expectedSmooth(three, three + hour))
                .isBetween(0.8 * HOUR * USUAL, 0.7 * baseline.expected(three, three + hour));
        assertThat(baseline.expectedSmooth(three - 8 * hour, three - 7 * hour))
                .isCloseTo(HOUR * USUAL, within(0.35 * HOUR * USUAL));
        assertThat(baseline.sharpestHour(three + hour / 2, three + hour / 2 + 1))
                .isEqualTo(three);
        // a quarter to three lies between the centres of two hours
        assertThat(baseline.sharpestHour(three - hour / 4, three - hour / 4 + 1))
                .isEqualTo(three);
        assertThat(baseline.sharpestHour(three - 3 * hour, three + 3 * hour)).isEqualTo(three);
        assertThat(baseline.isOff(three)).isFalse();
        assertThat(baseline.isOff(three + 5 * 24 * hour)).isTrue();
    }

    @Test
    void shouldBeTheSameAfterPacking() {
        SharpHours hours = new SharpHours();
        for (int day = 0; day < 20; day++) {
            for (int h = 0; h < 24; h++) {
                for (int bin = 0; bin < HOUR; bin++) {
                    hours.take(h, day % 7 > 4, Poisson.count(h == 15 ? PEAK : USUAL, random), USUAL);
                }
                hours.close(h, day % 7 > 4, 0.05, 1);
            }
        }
        hours.take(3, false, 7, USUAL);
        ByteBuffer packed = ByteBuffer.allocate(SharpHours.PACKED);
        hours.pack(packed);
        packed.flip();

        SharpHours same = SharpHours.unpack(packed);

        for (SharpHours s : new SharpHours[] {hours, same}) {
            s.take(3, false, 1, USUAL);
            s.close(3, false, 0.05, 1);
        }
        for (int h = 0; h < 24; h++) {
            for (boolean dayOff : new boolean[] {false, true}) {
                assertThat(same.factor(h, dayOff)).isEqualTo(hours.factor(h, dayOff));
                assertThat(same.uncertainty(h, dayOff)).isEqualTo(hours.uncertainty(h, dayOff));
            }
        }
        assertThat(hours.factor(15, false)).isGreaterThan(1);
    }

    /** As rules open one: above 2.4, until it has been below 0 for half an hour. */
    private static final class Alarm {
        private boolean open;
        private int calm;

        boolean opens(double score) {
            calm = score < 0 ? calm + 1 : 0;
            boolean opens = !open && score >= 2.4;
            open = opens || open && calm < 6;
            return opens;
        }
    }

    private static boolean peaks(long bin) {
        return Math.floorMod(bin - MONDAY, 7L * DAY) < 5 * DAY && Math.floorMod(bin, (long) DAY) / HOUR == 15;
    }
}
