package io.tidewatch.text.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void shouldRiseWithTheEvidence() {
        // given
        Calibration c = Calibration.fit(
                new double[] {-2, -1, 0, 1, 2, -1, 1}, new boolean[] {false, false, true, true, true, true, false});
        // then
        for (double x = -5; x < 5; x += 0.1) {
            assertThat(c.logOdds(x + 0.1)).isGreaterThan(c.logOdds(x));
        }
    }

    @Test
    void shouldFindTheOddsThatTheDataWereDrawnFrom() {
        // given
        SplittableRandom random = new SplittableRandom(7);
        double[] evidence = new double[20_000];
        boolean[] yes = new boolean[evidence.length];
        for (int i = 0; i < evidence.length; i++) {
            evidence[i] = random.nextDouble(-4, 4);
            yes[i] = random.nextDouble() < 1 / (1 + Math.exp(-0.6 * evidence[i] + 0.5));
        }
        // when
        Calibration c = Calibration.fit(evidence, yes);
        // then
        assertThat(c.slope()).isCloseTo(0.6f, within(0.05f));
        assertThat(c.shift()).isCloseTo(-0.5f, within(0.07f));
    }

    @Test
    void shouldRefuseToFall() {
        assertThatThrownBy(() -> new Calibration(-1, 0)).hasMessageContaining("slope -1");
        assertThat(Calibration.fit(new double[] {-1, 1}, new boolean[] {true, false})
                        .slope())
                .isPositive();
    }
}
