package io.tidewatch.surge.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeSpreadTest {
    @Test
    void shouldTrustAParentWhoseChildrenAreLikeIt() {
        ShapeSpread spread = new ShapeSpread();
        DayShape parent = wave(1, 0.01);

        for (int i = 0; i < 50; i++) {
            for (int child = 0; child < 20; child++) {
                spread.compare(wave(1, 0.01), parent);
            }
            spread.learn();
        }

        DayShape expected = spread.expected(DayShape.UNKNOWN, parent);
        assertThat(expected.factors).isEqualTo(parent.factors);
        assertThat(expected.shapeVariance).isBetween(0.01, 0.05);
        assertThat(expected.shapeVariance)
                .isLessThan(new ShapeSpread().expected(DayShape.UNKNOWN, parent).shapeVariance / 3);
    }

    @Test
    void shouldNotTrustAParentWhoseChildrenHaveDaysOfTheirOwn() {
        ShapeSpread spread = new ShapeSpread();
        DayShape parent = wave(1, 0.01);

        for (int i = 0; i < 50; i++) {
            for (int child = 0; child < 20; child++) {
                spread.compare(wave(-1, 0.01), parent);
            }
            spread.learn();
        }

        // the mean square of a difference of two cosines
        assertThat(spread.expected(DayShape.UNKNOWN, parent).shapeVariance).isBetween(1.7, 2.1);
    }

    @Test
    void shouldTakeNothingForADifferenceThatIsNotKnown() {
        ShapeSpread spread = new ShapeSpread();
        DayShape flat = rated(1);

        for (int i = 0; i < 500; i++) {
            spread.compare(spread.expected(DayShape.UNKNOWN, flat), flat);
            spread.learn();
        }

        assertThat(spread.expected(DayShape.UNKNOWN, flat).shapeVariance)
                .isCloseTo(2 * flat.shapeVariance, within(1e-3));
    }

    @Test
    void shouldExpectTheMeanOfParentsTheSurestCountingMost() {
        DayShape mean = DayShape.mean(List.of(wave(1, 0.01), wave(-1, 0.03)));

        assertThat(mean.factors[0]).isCloseTo(0.5, within(1e-9));
        assertThat(mean.shapeVariance).isEqualTo(0.01);
    }

    @Test
    void shouldExpectNothingOfItselfByAParentThatIsNobodyElse() {
        DayShape parent = wave(1, 0.01);
        ShapeSpread spread = new ShapeSpread();

        DayShape whole = spread.expected(rated(1), parent);
        DayShape half = spread.expected(rated(0.5), parent);
        DayShape none = spread.expected(rated(0), parent);

        assertThat(whole.factors).containsExactly(new double[DayShape.HOURS], within(1e-9));
        assertThat(whole.shapeVariance).isCloseTo(DayShape.UNKNOWN.shapeVariance, within(1e-9));
        assertThat(half.factors[0]).isBetween(0.1, 0.9);
        assertThat(none.factors).containsExactly(parent.factors, within(1e-9));
    }

    private static DayShape rated(double rate) {
        return new DayShape(
                rate,
                new double[DayShape.HOURS],
                new double[DayShape.HOURS],
                0,
                DayShape.UNKNOWN.shapeVariance,
                DayShape.UNKNOWN.weekendVariance,
                DayShape.UNKNOWN.deviationVariance);
    }

    private static DayShape wave(double height, double variance) {
        double[] factors = new double[DayShape.HOURS];
        for (int h = 0; h < factors.length; h++) {
            factors[h] = height * Math.cos(2 * Math.PI * h / factors.length);
        }
        return new DayShape(1, factors, new double[DayShape.HOURS], 0, variance, 0.01, 0.01);
    }
}
