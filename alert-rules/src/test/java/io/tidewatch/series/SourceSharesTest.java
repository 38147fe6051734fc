package io.tidewatch.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SourceSharesTest {
    private static final long HOUR = 3_600_000;
    private static final Offset<Double> ROUNDING = Offset.offset(1e-6);

    private final SourceShares shares = new SourceShares();
    private final SourceOutages outages = new SourceOutages();

    @Test
    void shouldMissOfAWindowOnlyWhatASourceWouldHaveSentSinceItFellSilent() {
        for (int i = 0; i < 4; i++) {
            shares.add(i == 0 ? "hotline" : "weibo");
        }
        outages.put("weibo", new SourceOutages.Span(20 * HOUR, 21 * HOUR, SourceOutages.OPEN, SourceOutages.OPEN));

        assertThat(over(0, 24 * HOUR, 24 * HOUR)).isCloseTo(1 - 0.75 * 4 / 24, ROUNDING);
        assertThat(over(22 * HOUR, 24 * HOUR, 24 * HOUR)).isCloseTo(0.25, ROUNDING);
        assertThat(over(0, 12 * HOUR, 24 * HOUR)).isEqualTo(1);
        assertThat(over(0, 20 * HOUR + 1, 20 * HOUR + 1)).isEqualTo(1);
    }

    @Test
    void shouldMissNothingOnceASourceIsBack() {
        shares.add("weibo");
        outages.put("weibo", new SourceOutages.Span(HOUR, 2 * HOUR, 3 * HOUR, 3 * HOUR));

        assertThat(over(0, 3 * HOUR, 3 * HOUR)).isEqualTo(1);
        assertThat(over(0, 2 * HOUR, 2 * HOUR)).isCloseTo(0.5, ROUNDING);
    }

    /** Where every hour has as much. */
    private double over(long from, long to, long at) {
        return shares.completenessOver(outages, from, to, at, since -> (double) (to - since) / (to - from));
    }
}
