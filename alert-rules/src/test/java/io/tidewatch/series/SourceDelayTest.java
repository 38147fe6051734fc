package io.tidewatch.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SourceDelayTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long T = SeriesPlay.START;

    private final SourceDelays delays = new SourceDelays(Map.of("given", 4 * HOUR, "fast", 0L));
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void shouldFindAHotlineLateByNatureFromItsFirstMessage() {
        hear("hotline", T, 10 * HOUR, 5 * MINUTE, 3 * HOUR, 6 * HOUR);

        assertThat(delays.isLate("hotline")).isTrue();
        assertThat(delays.usual("hotline")).isBetween(4 * HOUR, 5 * HOUR);
    }

    @Test
    void shouldTakeABatchOfAnUnknownSourceForLateAtOnce() {
        assertThat(delays.add("survey", T, 20 * HOUR)).isTrue();

        assertThat(delays.isLate("survey")).isTrue();
    }

    @Test
    void shouldNotTakeAPunctualSourceForLateBecauseOfOneMessage() {
        hear("weibo", T, HOUR, MINUTE, 0, 30_000);

        assertThat(delays.add("weibo", T + HOUR, 9 * HOUR)).isFalse();
        assertThat(delays.isLate("weibo")).isFalse();
    }

    @Test
    void shouldNotTakeAFreshSourceForLateWhenItsSecondMessageIs() {
        delays.add("weibo", T, 1_000);
        delays.add("weibo", T + MINUTE, 5 * HOUR);

        assertThat(delays.isLate("weibo")).isFalse();
    }

    @Test
    void shouldNotTakeABacklogForNatureHoweverLarge() {
        hear("weibo", T, 6 * HOUR, MINUTE, 0, 30_000);
        for (int i = 0; i < 50_000; i++) {
            delays.add("weibo", T + 8 * HOUR + i / 50, HOUR + random.nextLong(HOUR));
        }

        assertThat(delays.isLate("weibo")).isFalse();
    }

    @Test
    void shouldFindASourcePunctualAgainOnlyWhenItMostlyIs() {
        hear("hotline", T, 8 * HOUR, MINUTE, 3 * HOUR, 6 * HOUR);
        hear("hotline", T + 8 * HOUR, 3 * HOUR, MINUTE, 0, MINUTE);
        assertThat(delays.isLate("hotline")).as("half of the time").isTrue();

        hear("hotline", T + 11 * HOUR, 3 * HOUR, MINUTE, 0, MINUTE);

        assertThat(delays.isLate("hotline")).isFalse();
    }

    @Test
    void shouldFindASurveyLateThatWasPunctualAWeekAgo() {
        hear("survey", T, 24 * HOUR, MINUTE, 0, MINUTE);
        int found = 0;
        for (int day = 2; day <= 9; day++) {
            hear("survey", T + day * SeriesPlay.DAY, 2 * MINUTE, 2_000, 9 * HOUR, 33 * HOUR);
            found = found == 0 && delays.isLate("survey") ? day : found;
        }

        assertThat(found).isBetween(7, 8);
    }

    @Test
    void shouldBelieveWhatIsGiven() {
        assertThat(delays.add("given", T, 0)).isFalse();
        assertThat(delays.isLate("given")).isTrue();
        assertThat(delays.usual("given")).isEqualTo(4 * HOUR);
        hear("fast", T, HOUR, MINUTE, 3 * HOUR, 6 * HOUR);
        assertThat(delays.isLate("fast")).isFalse();
    }

    @Test
    void shouldKnowAfterARestoreWhatAnySubtaskKnew() throws Exception {
        hear("hotline", T, HOUR, MINUTE, 3 * HOUR, 6 * HOUR);
        SourceDelays other = new SourceDelays(Map.of());
        other.add("weibo", T, 1_000);
        SourceDelays restored = new SourceDelays(Map.of());
        for (SourceDelays d : new SourceDelays[] {delays, other, delays}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            d.pack(new DataOutputStream(bytes));
            assertThat(bytes.size()).isLessThan(2_000);
            restored.join(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        }

        assertThat(restored.isLate("hotline")).isTrue();
        assertThat(restored.isLate("weibo")).isFalse();
        assertThat(restored.usual("hotline")).isEqualTo(delays.usual("hotline"));
    }

    @Test
    void shouldForgetTheSourceThatWasNotHeardForTheLongestTime() {
        for (int i = 0; i <= SourceDelays.MAX_SOURCES; i++) {
            delays.add("s" + i, T + i * HOUR, 5 * HOUR);
        }

        assertThat(delays.isLate("s0")).isFalse();
        assertThat(delays.isLate("s1")).isTrue();
    }

    private void hear(String source, long from, long span, long every, long least, long most) {
        for (long at = from; at < from + span; at += every) {
            delays.add(source, at, least + random.nextLong(most - least));
        }
    }
}
