package io.tidewatch.surge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TermTestTest {
    @Test
    void shouldGiveTheTailOfChiSquareWithOneDegree() {
        assertThat(TermTest.pValue(0)).isEqualTo(1);
        assertThat(TermTest.pValue(3.841459)).isCloseTo(0.05, within(1e-6));
        assertThat(TermTest.pValue(10.827566)).isCloseTo(0.001, within(1e-8));
    }

    @Test
    void shouldGiveTheLikelihoodRatioOfATwoByTwoTable() {
        // 2 Σ O ln(O/E) over 10, 90, 5, 995 with E = 15/11, 1085/11, 150/11, 10850/11, by hand
        double g2 = TermTest.g2(10, 100, 5, 1000);

        assertThat(g2)
                .isCloseTo(
                        2
                                * (10 * Math.log(10 * 11 / 15.0)
                                        + 90 * Math.log(90 * 11 / 1085.0)
                                        + 5 * Math.log(5 * 11 / 150.0)
                                        + 995 * Math.log(995 * 11 / 10850.0)),
                        within(1e-9));
        assertThat(TermTest.g2(10, 100, 100, 1000)).isCloseTo(0, within(1e-9));
    }

    @Test
    void shouldCorrectForTheNumberOfWordsTested() {
        List<TermTest.Verdict> v = TermTest.of(
                List.of(
                        new TermTest.Count("usual", 50, 500),
                        new TermTest.Count("new", 8, 0),
                        new TermTest.Count("rarer", 1, 90),
                        new TermTest.Count("chance", 2, 5)),
                100,
                1000);

        assertThat(v.get(0).word()).isEqualTo("new");
        assertThat(v.get(0).fdr()).isCloseTo(4 * TermTest.pValue(v.get(0).g2()), within(1e-12));
        assertThat(v.get(1).word()).isEqualTo("chance");
        assertThat(v.get(1).fdr()).isCloseTo(2 * TermTest.pValue(v.get(1).g2()), within(1e-12));
        assertThat(v).filteredOn(x -> x.word().equals("rarer")).allMatch(x -> x.g2() == 0 && x.fdr() == 1);
        assertThat(v.get(0).lift()).isCloseTo(0.08 / (0.5 / 1001), within(1e-9));
    }

    @Test
    void shouldSeldomFindAWordWhenNothingHasChanged() {
        SplittableRandom random = new SplittableRandom(4);
        int windows = 300;
        int found = 0;
        for (int w = 0; w < windows; w++) {
            List<TermTest.Count> words = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                double share = 0.002 + 0.1 * random.nextDouble() * random.nextDouble();
                long now = draws(random, share, 200);
                if (now > 0) {
                    words.add(new TermTest.Count("w" + i, now, draws(random, share, 5000)));
                }
            }
            found += TermTest.of(words, 200, 5000).stream().anyMatch(v -> v.fdr() <= 0.05) ? 1 : 0;
        }

        // the rate of windows with any finding, when all findings are false, is the rate itself
        assertThat(found / (double) windows).isLessThan(0.08);
    }

    private static long draws(SplittableRandom random, double share, int n) {
        long hits = 0;
        for (int i = 0; i < n; i++) {
            hits += random.nextDouble() < share ? 1 : 0;
        }
        return hits;
    }
}
