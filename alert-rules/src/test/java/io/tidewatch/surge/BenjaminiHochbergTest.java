package io.tidewatch.surge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {
    /** By hand: .01·5/1, .02·5/2, .03·5/3 are all .05; .04·5/4 is .05; .5·5/5 is .5. */
    @Test
    void shouldGiveTheLeastRateAtWhichATestIsAmongTheDiscoveries() {
        double[] rates = BenjaminiHochberg.rates(new double[] {.5, .01, .04, .02, .03}, 5);

        assertThat(rates).containsExactly(new double[] {.5, .05, .05, .05, .05}, within(1e-12));
    }

    /** By hand: of .001·4/1 = .004, .2·4/2 = .4, .21·4/3 = .28, .9·4/4 = .9 the second takes the third's. */
    @Test
    void shouldNotRankATestBehindALargerOne() {
        double[] rates = BenjaminiHochberg.rates(new double[] {.001, .2, .21, .9}, 4);

        assertThat(rates).containsExactly(new double[] {.004, .28, .28, .9}, within(1e-12));
    }

    /** By hand: one of 5,000 at .0001 is .5, two of them .25 each, and what is over 1 is 1. */
    @Test
    void shouldCountTheTestsThatAreLeftOut() {
        assertThat(BenjaminiHochberg.rates(new double[] {.0001}, 5_000))
                .containsExactly(new double[] {.5}, within(1e-12));
        assertThat(BenjaminiHochberg.rates(new double[] {.0001, .0001}, 5_000))
                .containsExactly(new double[] {.25, .25}, within(1e-12));
        assertThat(BenjaminiHochberg.rates(new double[] {.01}, 5_000)).containsExactly(1);
        assertThat(BenjaminiHochberg.rates(new double[0], 0)).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoPValue() {
        assertThatThrownBy(() -> BenjaminiHochberg.rates(new double[] {.1, Double.NaN}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("p[1]: NaN, expected a p-value from 0 to 1");
        assertThatThrownBy(() -> BenjaminiHochberg.rates(new double[] {.1, .2}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tests: 1, expected at least the 2 p-values");
    }
}
