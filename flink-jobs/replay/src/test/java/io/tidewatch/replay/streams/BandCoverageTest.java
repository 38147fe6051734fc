package io.tidewatch.replay.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BandCoverageTest {
    private static final long MIDNIGHT = 1_767_571_200_000L; // Monday 2026-01-05T00:00Z
    private static final int DAYS = 20;

    @Test
    void shouldFindFourInFiveInsideWhenCountsAreAsTheyAreHeldFor() {
        BandCoverage coverage = BandCoverage.of(stream(20, none()));

        BandTally bins = coverage.tally(5, null);
        assertThat(bins.windows()).isEqualTo((DAYS - 1) * KeyedStream.DAY);
        assertThat(bins.inside()).isBetween(0.8, 0.92);
        // Poisson counts scatter less than the detector takes for possible
        assertThat(bins.transformed()).isBetween(0.8, 0.88);
        assertThat(bins.inside() + bins.below() + bins.above()).isCloseTo(1, within(1e-9));
        // as of a normal distribution with the variance of the counts
        assertThat(bins.relativeWidth()).isCloseTo(2 * 1.2816 * Math.sqrt(1 / 20.0), within(0.2));
        BandTally hours = coverage.tally(60, null);
        assertThat(hours.windows()).isEqualTo((DAYS - 1) * 24);
        assertThat(hours.inside()).isBetween(0.75, 0.97);
    }

    @Test
    void shouldTakeTheStepOfACountForWhatItIs() {
        // given: one message in four hours
        BandTally bins = BandCoverage.of(stream(1 / 48.0, none())).tally(5, null);

        assertThat(bins.inside()).isGreaterThan(0.97);
        assertThat(bins.transformed()).isCloseTo(0.8, within(0.01));
    }

    @Test
    void shouldTellItsPartsApart() {
        BandCoverage coverage = BandCoverage.of(stream(20, none()));

        assertThat(coverage.tally(60, Stratum.NIGHT).windows()).isEqualTo((DAYS - 1) * 6);
        assertThat(coverage.tally(60, Stratum.DAYTIME).windows()).isEqualTo((DAYS - 1) * 18);
        assertThat(coverage.tally(5, Stratum.FROM_300).windows()).isEqualTo((DAYS - 1) * KeyedStream.DAY);
        assertThat(coverage.tally(5, Stratum.FROM_30).windows()).isZero();
    }

    @Test
    void shouldLeaveOutCertainSurgesAndWhatWasNotObserved() {
        // given: a surge of twenty minutes on day 11, and a quarter of an hour that is closed on day 13
        int onset = 10 * KeyedStream.DAY + 30;
        KeyedStream stream = stream(
                20, new StreamTruth(List.of(new StreamTruth.Surge(onset, onset + 4)), List.of(), List.of(), List.of()));
        for (int t = onset; t < onset + 4; t++) {
            stream.counts()[t] = 500;
        }
        for (int t = 12 * KeyedStream.DAY; t < 12 * KeyedStream.DAY + 3; t++) {
            stream.counts()[t] = KeyedStream.CLOSED;
        }

        BandCoverage coverage = BandCoverage.of(stream);

        assertThat(coverage.tally(5, null).windows()).isEqualTo((DAYS - 1) * KeyedStream.DAY - 7);
        assertThat(coverage.tally(60, null).windows()).isEqualTo((DAYS - 1) * 24 - 2);
    }

    private static StreamTruth none() {
        return new StreamTruth(List.of(), List.of(), List.of(), List.of());
    }

    /** Poisson counts of one rate. */
    private static KeyedStream stream(double perBin, StreamTruth truth) {
        Random random = new Random(5);
        int[] counts = new int[DAYS * KeyedStream.DAY];
        for (int t = 0; t < counts.length; t++) {
            for (double left = perBin + Math.log(random.nextDouble());
                    left > 0;
                    left += Math.log(random.nextDouble())) {
                counts[t]++;
            }
        }
        return new KeyedStream("calls", MIDNIGHT, counts, truth);
    }
}
