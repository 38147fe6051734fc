package io.tidewatch.job.detect.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.job.detect.Feed;
import org.junit.jupiter.api.Test;

class SourceArrivalsTest {
    private static final long NOW = Feed.START + 5 * Feed.DAY;

    @Test
    void shouldTakeAFileOfRecentMessagesForAnImport() {
        SourceArrivals file =
                SourceArrivals.NONE.heard(NOW, NOW - 2 * Feed.MINUTE, 3).heard(NOW + 1_000, NOW, 1);

        assertThat(file.isImported(NOW + 30_000)).as("more may come").isFalse();
        assertThat(file.isImported(NOW + 2 * Feed.MINUTE)).isTrue();
        assertThat(file.spellMessages()).isEqualTo(4);
        assertThat(file.spellAt()).isEqualTo(NOW);
    }

    @Test
    void shouldTakeALongFileOfPastDaysForAnImport() {
        SourceArrivals file = SourceArrivals.NONE;
        for (int minute = 0; minute < 20; minute++) {
            file = file.heard(NOW + minute * Feed.MINUTE, NOW - Feed.DAY + minute * Feed.HOUR, 1_000);
        }

        assertThat(file.isImported(NOW + Feed.HOUR)).isTrue();
        assertThat(file.spellMessages()).isEqualTo(20_000);
    }

    @Test
    void shouldTakeAFileOfLastWeekEveryWeekForAnImport() {
        SourceArrivals weekly = SourceArrivals.NONE;
        for (int week = 0; week < 4; week++) {
            long at = NOW + week * 7L * Feed.DAY;
            weekly = weekly.heard(at, at - Feed.DAY, 50).heard(at + 3_000, at - Feed.HOUR, 50);
        }

        assertThat(weekly.isImported(NOW + 22 * Feed.DAY)).isTrue();
        assertThat(weekly.spellMessages()).isEqualTo(100);
    }

    @Test
    void shouldMissASourceThatHasSentBitByBit() {
        SourceArrivals steady = SourceArrivals.NONE;
        for (int minute = 0; minute < 40; minute += 2) {
            steady = steady.heard(NOW + minute * Feed.MINUTE, NOW + minute * Feed.MINUTE - 3_000, 1);
        }

        assertThat(steady.isImported(NOW + 2 * Feed.HOUR)).isFalse();
    }

    @Test
    void shouldMissASmallSourceThatSpeaksOnceAnHour() {
        SourceArrivals small = SourceArrivals.NONE;
        for (int hour = 0; hour < 5; hour++) {
            small = small.heard(NOW + hour * Feed.HOUR, NOW + hour * Feed.HOUR, 1);
        }

        assertThat(small.isImported(NOW + 9 * Feed.HOUR)).isFalse();
    }

    @Test
    void shouldMissASourceThatIsAlwaysLate() {
        SourceArrivals late = SourceArrivals.NONE;
        for (int minute = 0; minute < 300; minute += 3) {
            late = late.heard(NOW + minute * Feed.MINUTE, NOW - Feed.DAY, 1);
        }

        assertThat(late.isImported(NOW + 9 * Feed.HOUR)).isFalse();
        assertThat(SourceArrivals.steady(NOW).isImported(NOW + Feed.DAY)).isFalse();
    }
}
