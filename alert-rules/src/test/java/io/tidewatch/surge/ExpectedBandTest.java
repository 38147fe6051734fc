package io.tidewatch.surge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedBandTest {
    @ParameterizedTest
    @CsvSource({
        "0.003, 0.2",
        "0.11, 4",
        "0.9, 0.1",
        "1, 2",
        "3, 0.5",
        "14.2, 0.05",
        "14.2, 1",
        "100, 0.01",
        "800, 0.3",
        "5000, 0.002",
        "20000, 4",
        "7, 0"
    })
    void shouldBeTheQuantilesOfTheSummedDistribution(double mean, double dispersion) {
        double size = 1 / Math.max(1e-6, dispersion);
        double ln = -size * Math.log1p(mean / size);
        double sum = Math.exp(ln);
        long low = -1;
        long high = -1;
        for (long n = 0; high < 0; n++) {
            low = low < 0 && sum >= 0.1 ? n : low;
            high = sum >= 0.9 ? n : high;
            ln += Math.log((n + size) / (n + 1) * mean / (mean + size));
            sum += Math.exp(ln);
        }

        assertThat(ExpectedBand.of(mean, dispersion)).isEqualTo(new ExpectedBand(low, high));
    }

    @Test
    void shouldSumADistributionUpToACount() {
        // r = 2, mean 3, q = .6: .16 * (1 + 1.2 + 1.08 + .864) = .66304
        assertThat(NegativeBinomial.atMost(3, 3, 0.5)).isCloseTo(0.66304, within(1e-9));
        assertThat(NegativeBinomial.atMost(0, 3, 0.5)).isCloseTo(0.16, within(1e-12));
        assertThat(NegativeBinomial.atMost(-1, 3, 0.5)).isZero();
        assertThat(NegativeBinomial.atMost(0, 0, 0.5)).isEqualTo(1);
        // far out: what is left is the tail that is known otherwise
        assertThat(1 - NegativeBinomial.atMost(199, 50, 0.1))
                .isCloseTo(Math.pow(10, NegativeBinomial.log10Tail(200, 50, 0.1)), within(1e-10));
    }

    @Test
    void shouldGrowWithTheMeanAndWidenWithWhatIsNotKnown() {
        ExpectedBand before = ExpectedBand.of(0, 0.1);
        for (double mean = 0.05; mean < 3000; mean *= 1.2) {
            ExpectedBand band = ExpectedBand.of(mean, 0.1);
            ExpectedBand unsure = ExpectedBand.of(mean, 0.6);
            assertThat(band.low()).isGreaterThanOrEqualTo(before.low());
            assertThat(band.high()).isGreaterThanOrEqualTo(before.high());
            if (mean > 5) {
                assertThat(unsure.low()).isLessThan(band.low());
                assertThat(unsure.high()).isGreaterThan(band.high());
            }
            before = band;
        }
        assertThat(before.low()).isGreaterThan(1000);
    }

    @Test
    void shouldBeNothingWhereNothingIsExpected() {
        assertThat(ExpectedBand.of(0, 0.3)).isEqualTo(new ExpectedBand(0, 0));
        assertThat(ExpectedBand.of(1e-9, 4)).isEqualTo(new ExpectedBand(0, 0));
    }

    @Test
    void shouldHoldItsEnds() {
        ExpectedBand band = new ExpectedBand(9, 20);

        assertThat(band.holds(9)).isTrue();
        assertThat(band.holds(20)).isTrue();
        assertThat(band.holds(8)).isFalse();
        assertThat(band.holds(21)).isFalse();
        assertThatThrownBy(() -> new ExpectedBand(9, 8))
                .hasMessage("expected band: low 9, high 8; expected 0 <= low <= high");
    }

    @Test
    void shouldBeWiderThanThePartsOfASumButNotAsWideAsAllOfThem() {
        // given: ten regions with five each
        ExpectedBand one = ExpectedBand.of(5, 0.1);
        ExpectedBand.Sum sum = new ExpectedBand.Sum();
        for (int i = 0; i < 10; i++) {
            sum.add(5, one);
        }

        // then: as a count of fifty whose parts vary independently
        ExpectedBand all = sum.band();
        ExpectedBand independent = ExpectedBand.of(50, 0.01);
        assertThat(all).isNotNull();
        assertThat(all.low()).isCloseTo(independent.low(), within(2L));
        assertThat(all.high()).isCloseTo(independent.high(), within(3L));
    }

    @Test
    void shouldBeThatOfTheOnlyOneAndUnknownWhenOneIs() {
        ExpectedBand.Sum sum = new ExpectedBand.Sum();
        assertThat(sum.band()).isNull();

        sum.add(0.2, new ExpectedBand(0, 1));
        assertThat(sum.band()).isEqualTo(new ExpectedBand(0, 1));

        sum.add(3, null);
        assertThat(sum.band()).isNull();
    }
}
