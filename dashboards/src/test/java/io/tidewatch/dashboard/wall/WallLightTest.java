package io.tidewatch.dashboard.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WallLightTest {
    @ParameterizedTest
    @CsvSource({
        "FRESH,,0,NORMAL",
        "FRESH,INFO,0,ATTENTION",
        "FRESH,WARNING,0,WARNING",
        "FRESH,CRITICAL,0,CRITICAL",
        "FRESH,,1,ATTENTION",
        "LATE,,0,ATTENTION",
        "LATE,CRITICAL,0,CRITICAL",
        "SILENT,,0,BLIND",
        "SILENT,INFO,0,BLIND",
        "SILENT,WARNING,0,WARNING",
        "NONE,,0,WAITING",
        "NONE,CRITICAL,0,CRITICAL",
        "IMPORTED,,0,WAITING",
        "IMPORTED,WARNING,0,WARNING",
        "AWAY,,0,BLIND",
        "AWAY,CRITICAL,0,BLIND"
    })
    void shouldBeGreenOnlyWhenItCanSee(Freshness freshness, Severity worst, int unreadable, WallLight expected) {
        assertThat(WallLight.of(freshness, worst, unreadable, null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1,LEARNING", "2,LEARNING", "3,NORMAL", "14,NORMAL"})
    void shouldNotBeGreenBeforeItKnowsWhatIsUsual(int day, WallLight expected) {
        Learning learning = new Learning(day, 14);

        assertThat(WallLight.of(Freshness.FRESH, null, 0, learning)).isEqualTo(expected);
        assertThat(WallLight.of(Freshness.FRESH, Severity.WARNING, 0, learning)).isEqualTo(WallLight.WARNING);
        assertThat(WallLight.of(Freshness.SILENT, null, 0, learning)).isEqualTo(WallLight.BLIND);
    }

    @Test
    void shouldKnowNothingOfLearningFromWhatIsNotThere() {
        assertThat(Learning.read(Map.of())).isNull();
        assertThat(Learning.read(Map.of("days", "x", "of", "14"))).isNull();
        assertThat(Learning.read(Map.of("days", "2", "of", "14"))).isEqualTo(new Learning(2, 14));
    }

    @Test
    void shouldNotTakeAnImportForASourceThatFellSilent() {
        long now = 100 * 60_000_000L;
        Source imported = new Source("file", now - 51 * 60_000L, 0.0, 1.0, now - 51 * 60_000L, 4);
        Source live = new Source("weibo", now - 1_000, 3.0, 1.0, 0, 0);
        Source dead = new Source("weibo", now - 51 * 60_000L, 0.0, 0.0, 0, 0);

        assertThat(imported.freshness(now)).isEqualTo(Freshness.IMPORTED);
        assertThat(dead.freshness(now)).isEqualTo(Freshness.SILENT);
        assertThat(Freshness.of(now, List.of(imported))).isEqualTo(Freshness.IMPORTED);
        assertThat(Freshness.of(now, List.of(imported, live))).isEqualTo(Freshness.FRESH);
        assertThat(Freshness.of(now, List.of(imported, dead))).isEqualTo(Freshness.SILENT);
        assertThat(Freshness.of(now, List.of())).isEqualTo(Freshness.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "0,NONE",
        "1000000,FRESH",
        "910000,FRESH",
        "909999,LATE",
        "700000,LATE",
        "699999,SILENT",
        "1005000,FRESH"
    })
    void shouldRateFreshnessByWhenSourceWasLastSeen(long lastSeen, Freshness expected) {
        assertThat(Freshness.at(1_000_000, lastSeen)).isEqualTo(expected);
    }
}
