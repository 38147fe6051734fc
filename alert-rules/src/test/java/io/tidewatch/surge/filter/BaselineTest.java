package io.tidewatch.surge.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What is learnt is compared with the rates that the counts are drawn from. */
class BaselineTest {
    private static final int DAY = Baseline.BINS_PER_DAY;
    private static final int HOUR = 12;
    private static final long HOUR_MS = 3_600_000;

    /** A Monday, 0:00 UTC, as the number of a bin. */
    private static final long MONDAY = 20_458L * DAY;

    private final SplittableRandom random = new SplittableRandom(17);

    @Test
    void shouldTakeTheMeanOfTheFirstHourForTheLevel() {
        // given
        Baseline baseline = new Baseline(0);
        int[] counts = {3, 0, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8};

        // when
        double sum = 0.05; // what is assumed before any data counts as one bin
        for (int i = 0; i < counts.length; i++) {
            learn(baseline, MONDAY + i, counts[i]);
            sum += counts[i];
        }

        // then
        assertThat(baseline.rate(MONDAY + HOUR)).isCloseTo(sum / 13, within(1e-4));
    }

    /** The variance of a local level that is observed with equal noise converges to the root of the Riccati equation. */
    @Test
    void shouldBecomeAsCertainOfTheLevelAsAKalmanFilter() {
        // given
        Baseline baseline = new Baseline(0);

        // when
        train(baseline, 60 * DAY, bin -> 8);

        // then
        long next = MONDAY + 60 * DAY;
        double walk = 0.06 * 0.06 / DAY;
        double noise = 1 / 8.0 + baseline.binDispersion() + 24 * baseline.noise();
        double steady = (-walk + Math.sqrt(walk * walk + 4 * walk * noise)) / 2;
        assertThat(baseline.uncertainty(next) - baseline.shapeUncertainty(next))
                .isCloseTo(steady, within(0.05 * steady));
        assertThat(baseline.rate(next)).isCloseTo(8, within(3 * Math.sqrt(steady) * 8));
    }

    @Test
    void shouldExpectTheDaysOfItsParentBeforeItHasSeenOne() {
        // given
        Baseline parent = new Baseline(0);
        train(parent, 28 * DAY, bin -> 40 * busy(bin));
        Baseline child = new Baseline(0);

        // when
        child.expect(DayShape.UNKNOWN, new ShapeSpread().expected(DayShape.UNKNOWN, parent.shape()));
        train(child, DAY / 4, bin -> 5 * busy(bin));

        // then
        long noon = MONDAY + DAY / 2;
        assertThat(child.rate(noon)).isCloseTo(5 * busy(noon), within(0.3 * 5 * busy(noon)));
        Baseline alone = new Baseline(0);
        train(alone, DAY / 4, bin -> 5 * busy(bin));
        assertThat(alone.rate(noon)).isLessThan(0.6 * 5 * busy(noon));
    }

    @Test
    void shouldNotTakeTheFirstHourForTheMeanOfADayThatItExpects() {
        // given
        Baseline parent = new Baseline(0);
        train(parent, 28 * DAY, bin -> 40 * busy(bin));
        Baseline child = new Baseline(0);
        child.expect(DayShape.UNKNOWN, new ShapeSpread().expected(DayShape.UNKNOWN, parent.shape()));

        // when
        train(child, HOUR, bin -> 100 * busy(bin));

        // then
        long noon = MONDAY + DAY / 2;
        assertThat(child.rate(MONDAY + HOUR)).isCloseTo(100 * busy(MONDAY + HOUR), within(0.25 * 100 * busy(MONDAY)));
        assertThat(child.rate(noon)).isCloseTo(100 * busy(noon), within(0.25 * 100 * busy(noon)));
    }

    @Test
    void shouldComeToKnowItsOwnDaysWhateverItExpected() {
        // given
        Baseline parent = new Baseline(0);
        train(parent, 28 * DAY, bin -> 40 * busy(bin));
        Baseline child = new Baseline(0);
        child.expect(DayShape.UNKNOWN, new ShapeSpread().expected(DayShape.UNKNOWN, parent.shape()));

        // when
        train(child, 28 * DAY, bin -> 20 * busy(bin + DAY / 2));

        // then
        for (long bin = MONDAY + 28 * DAY; bin < MONDAY + 29 * DAY; bin += HOUR) {
            double usual = 20 * busy(bin + DAY / 2);
            assertThat(child.rate(bin)).isCloseTo(usual, within(0.35 * usual));
        }
    }

    @Test
    void shouldKnowTheSameWhenAnExpectationIsTakenBack() {
        // given
        Baseline parent = new Baseline(0);
        train(parent, 28 * DAY, bin -> 40 * busy(bin));
        DayShape expected = new ShapeSpread().expected(DayShape.UNKNOWN, parent.shape());
        Baseline child = new Baseline(0);
        train(child, 9 * DAY, bin -> 5 * busy(bin));
        double[] before = rates(child);
        double unsure = child.shapeUncertainty(MONDAY);

        // when
        child.expect(DayShape.UNKNOWN, expected);
        double[] between = rates(child);
        child.expect(expected, DayShape.UNKNOWN);

        // then
        assertThat(between).isNotEqualTo(before);
        assertThat(rates(child)).containsExactly(before, within(0.01));
        assertThat(child.shapeUncertainty(MONDAY)).isCloseTo(unsure, within(1e-5));
    }

    private static double busy(long bin) {
        return 1 + 0.7 * Math.cos(2 * Math.PI * (Math.floorMod(bin, DAY) - DAY / 2.0) / DAY);
    }

    private static double[] rates(Baseline baseline) {
        double[] rates = new double[DAY];
        for (int i = 0; i < DAY; i++) {
            rates[i] = baseline.rate(MONDAY + i);
        }
        return rates;
    }

    @Test
    void shouldLearnTheHoursOfTheLocalDay() {
        // given
        long zoneMs = 8 * HOUR_MS;
        Baseline baseline = new Baseline(zoneMs);
        LongToDoubleFunction rate = bin -> 20 * Math.exp(wave(bin * 300_000 + zoneMs));

        // when
        train(baseline, 28 * DAY, rate);

        // then
        double mean = 0;
        for (int h = 0; h < 24; h++) {
            mean += Math.exp(wave(h * HOUR_MS)) / 24;
        }
        for (long bin = MONDAY + 28 * DAY; bin < MONDAY + 29 * DAY; bin += HOUR) {
            assertThat(baseline.relative(bin)).isCloseTo(wave(bin * 300_000 + zoneMs) - Math.log(mean), within(0.1));
            assertThat(baseline.rate(bin)).isCloseTo(rate.applyAsDouble(bin), within(0.15 * rate.applyAsDouble(bin)));
        }
    }

    /** One hour's surprise moves the hours beside it too: as a bell with a standard deviation of two and a half hours. */
    @Test
    void shouldShareAnHoursSurpriseWithItsNeighbours() {
        // given
        Baseline baseline = Baseline.smooth(0);
        for (long bin = MONDAY; bin < MONDAY + DAY; bin++) {
            learn(baseline, bin, 20);
        }
        long noon = MONDAY + DAY + 12 * HOUR;
        for (long bin = MONDAY + DAY; bin < noon; bin++) {
            learn(baseline, bin, 20);
        }
        double[] before = middles(baseline, noon);

        // when
        for (long bin = noon; bin < noon + HOUR; bin++) {
            learn(baseline, bin, 30);
        }

        // then
        double[] after = middles(baseline, noon);
        double far = after[12] - before[12];
        double most = after[0] - before[0] - far;
        assertThat(most).isGreaterThan(0.05);
        for (int d = 1; d <= 8; d++) {
            double bell = Math.exp(-d * d / (2 * 2.5 * 2.5));
            assertThat((after[d] - before[d] - far) / most)
                    .as("%d hours later", d)
                    .isCloseTo(bell, within(0.03));
            assertThat((after[24 - d] - before[24 - d] - far) / most)
                    .as("%d hours earlier", d)
                    .isCloseTo(bell, within(0.03));
        }
    }

    @Test
    void shouldLearnByHowMuchWeekendsOfTheLocalWeekDiffer() {
        // given
        Baseline baseline = new Baseline(8 * HOUR_MS);

        // when
        train(baseline, 42 * DAY, bin -> CalendarEffect.isWeekend((bin + 8 * HOUR) / DAY) ? 10 : 20);

        // then: at three in the morning, which is the day before in UTC
        long friday = MONDAY + 46 * DAY + 3 * HOUR - 8 * HOUR;
        assertThat(baseline.rate(friday)).isCloseTo(20, within(2.5));
        assertThat(baseline.rate(friday + DAY) / baseline.rate(friday)).isCloseTo(0.5, within(0.06));
    }

    @Test
    void shouldTakeADayOffForASundayAndAWorkedSaturdayForAWeekday() {
        // given
        Baseline baseline = new Baseline(0);
        train(baseline, 42 * DAY, bin -> CalendarEffect.isWeekend(bin / DAY) ? 10 : 20);
        long noon = MONDAY + 42 * DAY + DAY / 2;
        double weekday = baseline.rate(noon);
        double sunday = baseline.rate(noon + 6 * DAY);

        // when
        baseline.follow(new Calendar(MONDAY / DAY + 42, MONDAY / DAY + 47, 1));

        // then
        assertThat(baseline.rate(noon)).as("a Monday off").isEqualTo(sunday);
        assertThat(baseline.rate(noon + 5 * DAY)).as("a Saturday of work").isEqualTo(weekday);
    }

    @Test
    void shouldExpectAsManyTimesAsMuchAsIsAnnouncedAndBeLessCertainOfIt() {
        // given
        Baseline baseline = new Baseline(0);
        train(baseline, 14 * DAY, bin -> 6);
        long from = (MONDAY + 14 * DAY) * 300_000;
        double usual = baseline.expected(from, from + HOUR_MS);
        double uncertain = baseline.uncertainty(MONDAY + 14 * DAY);

        // when
        baseline.follow(new Calendar(-1, -1, 3));

        // then
        assertThat(baseline.expected(from, from + HOUR_MS)).isCloseTo(3 * usual, within(1e-9));
        assertThat(baseline.expectedAnyway(from, from + HOUR_MS)).isEqualTo(usual);
        assertThat(baseline.uncertainty(MONDAY + 14 * DAY) - uncertain)
                .isCloseTo(Math.pow(0.3 * Math.log(3), 2), within(1e-9));

        // and when less is announced
        baseline.follow(new Calendar(-1, -1, 0.5));

        // then
        assertThat(baseline.expectedAnyway(from, from + HOUR_MS)).isCloseTo(usual / 2, within(1e-9));
    }

    @Test
    void shouldLearnLittleOfADayThatIsAnnouncedToBeUnusual() {
        // given
        Baseline usual = new Baseline(0);
        train(usual, 14 * DAY, bin -> 20);
        Baseline announced = copy(usual, 0);
        announced.follow(new Calendar(-1, -1, 2));
        double before = usual.rate(MONDAY + 15 * DAY);

        // when both get half as much again as they expected
        for (long bin = MONDAY + 14 * DAY; bin < MONDAY + 14 * DAY + HOUR / 2; bin++) {
            learn(usual, bin, 30);
            learn(announced, bin, 60);
        }

        // then
        announced.follow(CalendarEffect.NOTHING);
        double learnt = Math.log(usual.rate(MONDAY + 15 * DAY) / before);
        double learntOfAnnounced = Math.log(announced.rate(MONDAY + 15 * DAY) / before);
        assertThat(learnt).isPositive();
        assertThat(learntOfAnnounced).isBetween(0.0, 0.2 * learnt);
    }

    @Test
    void shouldLearnLittleOfABurst() {
        // given
        Baseline calm = new Baseline(0);
        train(calm, 14 * DAY, bin -> 20);
        Baseline inABurst = copy(calm, 0);
        long next = MONDAY + 14 * DAY;
        double before = calm.rate(next);

        // when
        for (long bin = next; bin < next + HOUR / 2; bin++) {
            calm.learn(bin, 40, calm.rate(bin), 1);
            inABurst.learn(bin, 40, inABurst.rate(bin), 0.1);
        }

        // then
        double learnt = Math.log(calm.rate(next) / before);
        assertThat(Math.log(inABurst.rate(next) / before)).isBetween(0.0, 0.2 * learnt);
    }

    @Test
    void shouldTakeAClumpForNoMoreThanTheUsualScatterAllows() {
        // given
        Baseline baseline = new Baseline(0);
        train(baseline, 14 * DAY, bin -> 20);
        Baseline clipped = copy(baseline, 0);
        long next = MONDAY + 14 * DAY;
        double mu = baseline.rate(next);
        double variance = mu
                + (baseline.binDispersion() + baseline.uncertainty(next) - baseline.shapeUncertainty(next)) * mu * mu;

        // when
        baseline.learn(next, 5_000, mu, 1);
        clipped.learn(next, mu + 4 * Math.sqrt(variance) + 2, mu, 1);

        // then
        assertThat(baseline.rate(next + 1)).isEqualTo(clipped.rate(next + 1)).isGreaterThan(mu);
    }

    @Test
    void shouldEstimateTheScatterThatCountsAreDrawnWith() {
        // given
        Baseline poisson = new Baseline(0);
        Baseline clustered = new Baseline(0);

        // when
        train(poisson, 42 * DAY, bin -> 20);
        train(
                clustered,
                42 * DAY,
                bin -> 20 * gammaOfMeanOne(3)); // Poisson of a gamma rate is negative binomial, φ = ⅓

        // then
        assertThat(poisson.binDispersion()).isCloseTo(0.01, within(0.005)); // the least that it takes for true
        assertThat(clustered.binDispersion()).isCloseTo(1 / 3.0, within(0.07));
    }

    /** Slow noise: an Ornstein–Uhlenbeck process on the logarithm of the rate, with a time constant of an hour. */
    @Test
    void shouldEstimateTheSlowNoiseThatRatesAreDrawnWith() {
        // given
        Baseline baseline = new Baseline(0);
        double kept = Math.exp(-1.0 / HOUR);
        double[] noise = {0};

        // when
        train(baseline, 42 * DAY, bin -> {
            noise[0] = kept * noise[0] + Math.sqrt(1 - kept * kept) * 0.4 * gaussian();
            return 50 * Math.exp(noise[0] - 0.08);
        });

        // then
        assertThat(baseline.noise()).isCloseTo(0.16, within(0.04));
    }

    /** Against the double integral of the correlation that is documented: e^(−|s − t|), with times in hours. */
    @Test
    void shouldReckonTheScatterOfAWindowFromBinsSlowNoiseAndUncertainty() {
        // given
        Baseline baseline = new Baseline(0);
        train(baseline, 18 * DAY + DAY / 2, bin -> 12);
        long friday = MONDAY + 18 * DAY + DAY / 2;
        long from = friday * 300_000;

        // the middle of the longest is on Saturday, of which less is known
        for (int minutes : new int[] {5, 10, 60, 180, 1_500}) {
            // when
            double dispersion = baseline.dispersion(from, from + minutes * 60_000L);

            // then
            int steps = 400;
            double step = minutes / 60.0 / steps;
            double correlated = 0;
            for (int s = 0; s < steps; s++) {
                for (int t = 0; t < steps; t++) {
                    correlated += Math.exp(-Math.abs(s - t) * step) / steps / steps;
                }
            }
            double expected = baseline.binDispersion() * 5 / minutes
                    + baseline.noise() * correlated
                    + baseline.uncertainty(friday + minutes / 10);
            assertThat(dispersion).as("%d minutes", minutes).isCloseTo(expected, within(1e-4));
        }
    }

    @Test
    void shouldExpectPartsOfBinsInPart() {
        // given
        Baseline baseline = new Baseline(0);
        train(baseline, 7 * DAY, bin -> 20 * Math.exp(wave(bin * 300_000)));
        long bin = MONDAY + 7 * DAY + 100;
        long from = bin * 300_000 + 120_000;

        // when
        double expected = baseline.expected(from, from + 600_000);

        // then: three, five and two minutes of three bins
        assertThat(expected)
                .isCloseTo(
                        0.6 * baseline.rate(bin) + baseline.rate(bin + 1) + 0.4 * baseline.rate(bin + 2), within(1e-9));
    }

    @Test
    void shouldBecomeLessCertainWhileNothingIsSeenAndForgetNothing() {
        // given
        Baseline baseline = new Baseline(0);
        train(baseline, 14 * DAY, bin -> 6);
        long next = MONDAY + 14 * DAY;
        double rate = baseline.rate(next + 10 * DAY);
        double uncertainty = baseline.uncertainty(next + 10 * DAY);

        // when
        baseline.skip(next, 10 * DAY);

        // then: a level that walks by 6 % a day
        assertThat(baseline.rate(next + 10 * DAY)).isEqualTo(rate);
        assertThat(baseline.uncertainty(next + 10 * DAY) - uncertainty).isCloseTo(10 * 0.06 * 0.06, within(1e-6));
    }

    @Test
    void shouldLearnAnotherLevelInHoursAndKeepTheShapeWhenCountsMeanSomethingElse() {
        // given
        Baseline baseline = new Baseline(0);
        train(baseline, 28 * DAY, bin -> 20 * Math.exp(wave(bin * 300_000)));
        long next = MONDAY + 28 * DAY;
        double night = baseline.relative(next + DAY);

        // when
        baseline.forgetLevel();
        for (long bin = next; bin < next + DAY / 4; bin++) {
            learn(baseline, bin, Poisson.count(100 * Math.exp(wave(bin * 300_000)), random));
        }

        // then
        assertThat(baseline.rate(next + DAY)).isCloseTo(100 * Math.exp(wave((next + DAY) * 300_000)), within(20.0));
        assertThat(baseline.relative(next + DAY)).isCloseTo(night, within(0.15));
    }

    @Test
    void shouldGoOnTheSameToTheBitWhenPackedAndUnpacked() {
        // given
        Baseline baseline = new Baseline(8 * HOUR_MS);
        train(baseline, 9 * DAY + 7, bin -> 3 * Math.exp(wave(bin * 300_000)));

        // when
        Baseline copy = copy(baseline, 8 * HOUR_MS);

        // then
        for (long bin = MONDAY + 9 * DAY + 7; bin < MONDAY + 11 * DAY; bin++) {
            int count = Poisson.count(3, random);
            learn(baseline, bin, count);
            learn(copy, bin, count);
        }
        assertThat(packed(copy)).isEqualTo(packed(baseline)).hasSize(Baseline.PACKED);
        assertThat(copy.bins()).isEqualTo(11 * DAY);
    }

    @Test
    void shouldNameTheCodecThatItDoesNotKnow() {
        byte[] packed = packed(new Baseline(0));
        packed[0] = 7;

        assertThatThrownBy(() -> Baseline.unpack(ByteBuffer.wrap(packed), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("baseline codec: 7, expected 1 to 3");
    }

    /** One day off, one weekend's day of work, and the same lift on all days; −1 for no such day. */
    private record Calendar(long dayOff, long worked, double lift) implements CalendarEffect {
        @Override
        public boolean isDayOff(long day) {
            return day == dayOff || (day != worked && CalendarEffect.isWeekend(day));
        }

        @Override
        public double lift(long instant) {
            return lift;
        }
    }

    /** Logarithm of the factor of an hour: most at 14:00, least at 2:00. */
    private static double wave(long localMs) {
        return 0.8 * Math.cos(2 * Math.PI * (localMs / (double) HOUR_MS - 14) / 24);
    }

    private void train(Baseline baseline, int bins, LongToDoubleFunction rate) {
        for (long bin = MONDAY; bin < MONDAY + bins; bin++) {
            learn(baseline, bin, Poisson.count(rate.applyAsDouble(bin), random));
        }
    }

    private static void learn(Baseline baseline, long bin, int count) {
        baseline.learn(bin, count, baseline.rate(bin), 1);
    }

    private static Baseline copy(Baseline baseline, long zoneMs) {
        return Baseline.unpack(ByteBuffer.wrap(packed(baseline)), zoneMs);
    }

    private static byte[] packed(Baseline baseline) {
        ByteBuffer bytes = ByteBuffer.allocate(Baseline.PACKED);
        baseline.pack(bytes);
        assertThat(bytes.hasRemaining()).isFalse();
        return bytes.array();
    }

    /** Logarithms of the rates in the middle of each hour of the day after, from one hour on, to a common constant. */
    private static double[] middles(Baseline baseline, long from) {
        double[] out = new double[24];
        for (int h = 0; h < out.length; h++) {
            long middle = from + DAY + h * (long) HOUR + HOUR / 2;
            out[h] = (baseline.relative(middle - 1) + baseline.relative(middle)) / 2;
        }
        return out;
    }

    /** By Box and Muller. */
    private double gaussian() {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    /** Of the gamma distribution with a whole shape: a sum of exponential ones. */
    private double gammaOfMeanOne(int shape) {
        double sum = 0;
        for (int i = 0; i < shape; i++) {
            sum -= Math.log(1 - random.nextDouble());
        }
        return sum / shape;
    }
}
