package io.tidewatch.dashboard.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Severity;
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
        "AWAY,,0,BLIND",
        "AWAY,CRITICAL,0,BLIND"
    })
    void shouldBeGreenOnlyWhenItCanSee(Freshness freshness, Severity worst, int unreadable, WallLight expected) {
        assertThat(WallLight.of(freshness, worst, unreadable)).isEqualTo(expected);
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
