package io.tidewatch.surge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SurpriseTest {
    private static final long HOUR = 3_600_000;

    @Test
    void shouldSumTheTailOfANegativeBinomial() {
        // r = 2, mean 3, q = 0.6: P(X >= 4) = 1 - .16 * (1 + 1.2 + 1.08 + .864) = .33696
        assertThat(NegativeBinomial.log10Tail(4, 3, 0.5)).isCloseTo(Math.log10(0.33696), within(1e-9));
        // nearly Poisson, mean .05: P(X >= 6) = .05^6 / 720 * (1 - small)
        assertThat(NegativeBinomial.log10Tail(6, 0.05, 1e-6)).isCloseTo(Math.log10(2.081e-11), within(0.01));
        assertThat(NegativeBinomial.log10Tail(2, 3, 0.5)).isZero();
    }

    @Test
    void shouldBeSurprisedBySixWhereNoneIsUsualAndNotBySixtyWhereFiftyAre() {
        assertThat(Surprise.of(6, 1, 0, 0, 0.05, 0.1, 6 * HOUR)).isGreaterThan(6);
        assertThat(Surprise.of(60, 2, 0, 0, 50, 0.05, 6 * HOUR)).isLessThan(1);
        assertThat(Surprise.of(200, 16, 0, 0, 50, 0.05, 6 * HOUR)).isGreaterThan(6);
    }

    @Test
    void shouldSayHowRareItIsInADay() {
        // four windows a day
        assertThat(Surprise.of(4, 0, 0, 0, 3, 0.5, 6 * HOUR)).isCloseTo(-Math.log10(4 * 0.33696), within(1e-9));
    }

    @Test
    void shouldTakeAHandfulThatComesAtOnceForAClumpAndNotACrowd() {
        assertThat(Surprise.of(8, 8, 0, 0, 0.05, 0.1, HOUR)).isLessThan(4);
        assertThat(Surprise.of(16, 8, 0, 0, 0.05, 0.1, HOUR)).isGreaterThan(6);
        assertThat(Surprise.of(60, 60, 0, 0, 0.01, 0.1, HOUR / 6)).isGreaterThan(6);
    }

    @Test
    void shouldTakeAnUploadForAClumpUnlessItIsHuge() {
        assertThat(Surprise.of(49, 0, 2, 49, 0.6, 0.3, 24 * HOUR)).isLessThan(5);
        assertThat(Surprise.of(200, 0, 1, 200, 0.6, 0.3, 24 * HOUR)).isGreaterThan(6);
        assertThat(Surprise.of(49, 10, 0, 0, 0.6, 0.3, 24 * HOUR)).isGreaterThan(6);
    }

    @Test
    void shouldBeLessSurprisedTheLessIsKnown() {
        assertThat(Surprise.of(12, 2, 0, 0, 1, 2, 6 * HOUR)).isLessThan(Surprise.of(12, 2, 0, 0, 1, 0.1, 6 * HOUR));
    }

    @Test
    void shouldSayHowManyWouldSurpriseSoMuch() {
        long least = Surprise.leastCount(6, 9, 3, 0, 0, 2, 0.4, 6 * HOUR);

        assertThat(least).isGreaterThan(10);
        assertThat(Surprise.of(least, 3, 0, 0, 2, 0.4, 6 * HOUR)).isGreaterThanOrEqualTo(6);
        assertThat(Surprise.of(least - 1, 3, 0, 0, 2, 0.4, 6 * HOUR)).isLessThan(6);
        assertThat(Surprise.leastCount(6, 500, 3, 0, 0, 2, 0.4, 6 * HOUR)).isEqualTo(500);
    }
}
