package io.tidewatch.surge.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateMemoryTest {
    private static final int DAY = Baseline.BINS_PER_DAY;
    private static final long DAY_MS = 86_400_000;

    @Test
    void shouldKnowWhatSilenceIsWorth() {
        RateMemory memory = new RateMemory(0);
        memory.addSilence(49);

        // half a message, of Jeffreys' prior, in 49 days of which older ones count less: 28 / ln 2 * (1 - 2^(-49/28))
        assertThat(memory.before(DAY_MS).days()).isCloseTo(28.38, within(0.01));
        assertThat(memory.before(DAY_MS).perDay()).isCloseTo(0.5 / 28.38, within(1e-4));
    }

    @Test
    void shouldLearnARateAndNotTheLastDay() {
        RateMemory memory = new RateMemory(0);
        for (int bin = 0; bin < 14 * DAY; bin++) {
            memory.add(bin, bin % 24 == 0 ? 1 : 0);
        }
        double before = memory.before(DAY_MS).perDay();
        for (int bin = 14 * DAY; bin < 15 * DAY; bin++) {
            memory.add(bin, 10);
        }

        assertThat(before).isCloseTo(12, within(0.3));
        assertThat(memory.before(DAY_MS).perDay()).isCloseTo(before, within(0.1));
    }

    @Test
    void shouldNotTakeASurgeForUsualAtOnce() {
        RateMemory memory = new RateMemory(0);
        memory.addSilence(28);
        for (int bin = 0; bin < 6 * DAY; bin++) {
            memory.add(bin, bin < DAY ? 10 : 0);
        }

        assertThat(memory.before(DAY_MS).count()).isLessThan(30);
    }

    /** Of what doubles every day, three days are not compared to the days among them. */
    @Test
    void shouldCompareLongWindowsToWhatCameBeforeThem() {
        RateMemory memory = new RateMemory(0);
        memory.addSilence(28);
        for (int bin = 0; bin < 5 * DAY; bin++) {
            memory.add(bin, bin % DAY == 0 ? 1 << bin / DAY : 0);
        }

        assertThat(memory.before(DAY_MS).count()).isGreaterThanOrEqualTo(1 + 2 + 4);
        assertThat(memory.before(3 * DAY_MS).count()).isLessThanOrEqualTo(1 + 2);
    }

    @Test
    void shouldCountTheLastDayWhileLittleElseIsKnown() {
        RateMemory memory = new RateMemory(0);
        for (int bin = 0; bin < 3 * DAY / 2; bin++) {
            memory.add(bin, 1);
        }

        assertThat(memory.before(600_000).days()).isCloseTo(0.5, within(0.01));
        assertThat(memory.before(600_000).perDay()).isCloseTo(DAY, within(1.0));
    }

    @Test
    void shouldNotTakeTheFirstNightForADay() {
        RateMemory memory = new RateMemory(DAY / 4);
        for (int bin = DAY / 4; bin < DAY / 2; bin++) {
            memory.add(bin, 0);
        }
        for (int bin = DAY / 2; bin < DAY + DAY / 6; bin++) {
            memory.add(bin, 1);
        }

        assertThat(memory.before(DAY_MS / 4).perDay()).as("by night and day").isGreaterThan(DAY / 2.0);
        assertThat(memory.before(DAY_MS / 2).perDay())
                .as("most of the day is the window's")
                .isLessThan(3);
    }

    @Test
    void shouldSayForHowLongNothingCameBeforeAWindow() {
        RateMemory silent = new RateMemory(0);
        silent.addSilence(49);
        assertThat(silent.before(DAY_MS).silentDays()).isEqualTo(49);
        for (int bin = 0; bin < 20; bin++) {
            silent.add(bin, 3);
        }
        assertThat(silent.before(DAY_MS).silentDays()).as("while it grows").isEqualTo(49);
        for (int bin = 20; bin < 4 * DAY; bin++) {
            silent.add(bin, 0);
        }
        assertThat(silent.before(DAY_MS).silentDays())
                .as("once it has been heard")
                .isNull();

        RateMemory young = new RateMemory(0);
        young.addSilence(6);
        assertThat(young.before(DAY_MS).silentDays()).isNull();
        RateMemory years = new RateMemory(0);
        years.addSilence(2_000);
        assertThat(years.before(DAY_MS).silentDays()).isBetween(180, 190);
    }

    @Test
    void shouldKnowNothingAtFirst() {
        RateMemory memory = new RateMemory(0);

        assertThat(memory.before(DAY_MS).uncertainty(0)).isGreaterThan(100);
        assertThat(memory.before(DAY_MS).perDay()).isGreaterThan(100);
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
