package io.tidewatch.replay.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.replay.evaluate.StreamRival;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EqualRatesTest {
    private static final int BINS = 11 * KeyedStream.DAY;
    private static final StreamTruth NOTHING = new StreamTruth(List.of(), List.of(), List.of(), List.of());

    @Test
    void shouldAskOursForTheRateThatSuitsTheOtherSources() {
        int rates = AskedRate.all().length;
        // of 10 key-days; the second source is loud down to .01
        StreamTally[][] tallies = {
            IntStream.range(0, rates).mapToObj(i -> tally(i < 3 ? 2 : 1)).toArray(StreamTally[]::new),
            IntStream.range(0, rates)
                    .mapToObj(i -> tally(i <= AskedRate.index(.01) ? 9 : 0))
                    .toArray(StreamTally[]::new)
        };

        EqualRates.Result result = new EqualRates(sources(), .1).ours(tallies);

        assertThat(result.settings()).containsExactly(.005, .05);
        assertThat(result.tally().unexplained()).isEqualTo(1 + 9);
    }

    @Test
    void shouldTakeTheStrictestWhenAllAreTooLoud() {
        StreamTally[][] tallies = new StreamTally[2][AskedRate.all().length];
        for (int i = 0; i < tallies[0].length; i++) {
            tallies[0][i] = tally(5);
            tallies[1][i] = tally(0);
        }

        EqualRates.Result result = new EqualRates(sources(), .1).ours(tallies);

        assertThat(result.settings()).containsExactly(.3, Double.NaN);
    }

    @Test
    void shouldChooseARivalsThresholdOnTheOtherSources() {
        // bursts of a growing height in the first source, none in the second
        int[] bursts = new int[BINS];
        Arrays.fill(bursts, 1);
        for (int i = 0; i < 8; i++) {
            bursts[600 + 300 * i] = 10 + 10 * i;
        }
        int[] calm = new int[BINS];
        Arrays.fill(calm, 1);
        calm[1500] = 60;
        List<StreamSource> sources = List.of(source(bursts), source(calm));

        EqualRates.Result result = new EqualRates(sources, .3).of(StreamRival.SIGMA);

        // where the first is left out, 3 of 10 days are not reached: everything that scores may open
        float[] scores = StreamRival.SIGMA.scores(0, bursts);
        double threshold = result.settings()[1];
        assertThat(StreamJudge.episodes(NOTHING, OpenRuns.at(scores, threshold)))
                .hasSize(3);
        assertThat(StreamJudge.episodes(NOTHING, OpenRuns.at(scores, threshold - 1e-3))
                        .size())
                .isGreaterThan(3);
        assertThat(result.settings()[0]).isLessThan(threshold);
        assertThat(result.tally().keyDays()).isEqualTo(20);
    }

    private static List<StreamSource> sources() {
        return List.of(source(new int[BINS]), source(new int[BINS]));
    }

    private static StreamSource source(int[] counts) {
        return new StreamSource("s", List.of(new KeyedStream("a", 0, counts, NOTHING)));
    }

    private static StreamTally tally(int unexplained) {
        StreamTally tally = new StreamTally();
        tally.countBins(10 * KeyedStream.DAY);
        for (int i = 0; i < unexplained; i++) {
            tally.count(new AlarmStretch(300, 301, AlarmStretch.Verdict.UNEXPLAINED));
        }
        return tally;
    }
}
