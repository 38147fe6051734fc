package io.tidewatch.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTimeTest {
    @ParameterizedTest
    @ValueSource(strings = {"2026-11-11T20:01:05+08:00", "2026-11-11T20:01:05.120-05:30", "1999-12-31T23:59:59Z"})
    void shouldPrintWhatItRead(String text) {
        var t = WireTime.parse(text);

        assertThat(WireTime.print(t.toInstant().toEpochMilli(), t.getOffset().getTotalSeconds() / 60))
                .isEqualTo(text);
    }

    @Test
    void shouldTakeASpaceForTheT() {
        assertThat(WireTime.parse("2026-11-11 20:01:05+08:00")).isEqualTo(WireTime.parse("2026-11-11T20:01:05+08:00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-11", "yesterday", "2026-11-11T20:01:05", "2026-13-11T20:01:05Z", ""})
    void shouldRefuseWhatIsNoTimeWithOffset(String text) {
        assertThatThrownBy(() -> WireTime.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-11T20:01:05+08:00",
                "2026-11-11T20:01:05Z",
                "2024-02-29T00:00:00-05:30",
                "2026-12-31T23:59:59+17:59",
                "0001-01-01T00:00:00Z"
            })
    void shouldReadThePlainFormLikeEveryOther(String text) {
        assertThat(WireTime.parse(text)).isEqualTo(OffsetDateTime.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-11T20:01:65Z",
                "2026-11-11T2x:01:05Z",
                "2026-11-11T20:01:05+08-00",
                "2026-11-11T20:01:05+19:00",
                "2026-11-00T20:01:05Z"
            })
    void shouldRefuseWhatOnlyLooksLikeThePlainForm(String text) {
        assertThatThrownBy(() -> WireTime.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void shouldNameTheUtcDay() {
        assertThat(WireTime.utcDay(
                        WireTime.parse("2026-11-12T07:59:59+08:00").toInstant().toEpochMilli()))
                .isEqualTo("2026.11.11");
    }

    @Test
    void shouldReadAndPrintDurations() {
        assertThat(Durations.parse("1h30m")).isEqualTo(5_400_000);
        assertThat(Durations.print(5_400_000)).isEqualTo("1h30m");
        assertThatThrownBy(() -> Durations.parse("10 min"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10 min");
    }
}
