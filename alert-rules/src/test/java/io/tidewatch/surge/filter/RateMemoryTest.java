package io.tidewatch.surge.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateMemoryTest {
    private static final int DAY = Baseline.BINS_PER_DAY;

    @Test
    void shouldKnowWhatSilenceIsWorth() {
        RateMemory memory = new RateMemory(0);
        memory.addSilence(49);

        // half a message, of Jeffreys' prior, in 49 days of which older ones count less: 28 / ln 2 * (1 - 2^(-49/28))
        assertThat(memory.days()).isCloseTo(28.38, within(0.01));
        assertThat(memory.rate()).isCloseTo(0.5 / 28.38, within(1e-4));
    }

    @Test
    void shouldLearnARateAndNotTheLastDay() {
        RateMemory memory = new RateMemory(0);
        for (int bin = 0; bin < 14 * DAY; bin++) {
            memory.add(bin, bin % 24 == 0 ? 1 : 0);
        }
        double before = memory.rate();
        for (int bin = 14 * DAY; bin < 15 * DAY; bin++) {
            memory.add(bin, 10);
        }

        assertThat(before).isCloseTo(12, within(0.3));
        assertThat(memory.rate()).isCloseTo(before, within(0.1));
    }

    @Test
    void shouldNotTakeASurgeForUsualAtOnce() {
        RateMemory memory = new RateMemory(0);
        memory.addSilence(28);
        for (int bin = 0; bin < 3 * DAY; bin++) {
            memory.add(bin, bin < DAY ? 10 : 0);
        }

        assertThat(memory.count()).isLessThan(30);
    }

    @Test
    void shouldKnowNothingAtFirst() {
        RateMemory memory = new RateMemory(0);

        assertThat(memory.uncertainty(0)).isGreaterThan(100);
        assertThat(memory.rate()).isGreaterThan(100);
    }

    @Test
    void shouldComeBackAsItWas() {
        RateMemory memory = new RateMemory(500);
        memory.addSilence(3);
        for (int bin = 500; bin < 2000; bin++) {
            memory.add(bin, bin % 7);
        }

        assertThat(RateMemory.unpack(memory.pack()).pack()).isEqualTo(memory.pack());
    }
}
