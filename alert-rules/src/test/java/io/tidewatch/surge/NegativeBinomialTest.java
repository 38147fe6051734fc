package io.tidewatch.surge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegativeBinomialTest {
    /** Chances of single counts, each from the one before, added up until no more comes. */
    private static double log10TailByTerms(long count, double mean, double dispersion) {
        double size = 1 / dispersion;
        double q = mean / (mean + size);
        double ln = size * Math.log(size / (mean + size));
        for (long k = 0; k < count; k++) {
            ln += Math.log(q * (k + size) / (k + 1));
        }
        double sum = 1;
        double term = 1;
        for (long k = count; term > 1e-15 * sum; k++) {
            term *= q * (k + size) / (k + 1);
            sum += term;
        }
        return (ln + Math.log(sum)) / Math.log(10);
    }

    @ParameterizedTest(name = "{0} of {1}, dispersion {2}")
    @CsvSource({
        "1, 0.001, 0.3",
        "6, 0.01, 2",
        "3, 0.9, 10",
        "40, 12, 0.05",
        "40, 12, 3",
        "501, 500, 0.02",
        "900, 500, 0.1",
        "5000, 4000, 0.3",
        "12000, 4000, 0.001",
        "4001, 4000, 5",
        "20000, 15, 0.2",
        "2, 1.5, 0.000001"
    })
    void shouldSayTheTailThatItsTermsAddUpTo(long count, double mean, double dispersion) {
        double exact = log10TailByTerms(count, mean, dispersion);
        assertThat(NegativeBinomial.log10Tail(count, mean, dispersion))
                .isCloseTo(exact, within(1e-7 * Math.max(1, -exact)));
    }

    @ParameterizedTest(name = "{0} of {1}, dispersion {2}")
    @CsvSource({"900, 500, 0.1", "40, 12, 3", "2, 0.5, 0.2"})
    void shouldLeaveBelowWhatTheTailDoesNotTake(long count, double mean, double dispersion) {
        double tail = Math.pow(10, NegativeBinomial.log10Tail(count, mean, dispersion));
        assertThat(NegativeBinomial.atMost(count - 1, mean, dispersion)).isCloseTo(1 - tail, within(1e-7));
    }
}
