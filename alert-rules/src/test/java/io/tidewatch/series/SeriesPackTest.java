package io.tidewatch.series;

import static io.tidewatch.series.SeriesPlay.DAY;
import static io.tidewatch.series.SeriesPlay.MINUTE;
import static io.tidewatch.series.SeriesPlay.SECOND;
import static io.tidewatch.series.SeriesPlay.START;
import static io.tidewatch.series.SeriesPlay.drift;
import static io.tidewatch.series.SeriesPlay.pack;
import static io.tidewatch.series.SeriesPlay.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.alert.Attached;
import io.tidewatch.series.SeriesPlay.Drifting;
import io.tidewatch.series.SeriesPlay.Play;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A series that is packed and goes on from there. */
class SeriesPackTest {
    @Test
    void shouldGoOnTheSameWhenPackedInTheMiddle() throws IOException {
        Play one = new Play(START);
        one.quiet(3 * 60);
        one.swell(20, 20);
        Play two = new Play(START);
        two.quiet(3 * 60);
        two.swell(20, 20);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        two.series.pack(new DataOutputStream(bytes));
        two.series = Series.unpack(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 0);

        assertThat(two.swell(30, 20)).isEqualTo(one.swell(30, 20));
    }

    @Test
    void shouldGoOnTheSameWhenPackedInTheMiddleOfABuildUp() throws IOException {
        Drifting one = new Drifting(24);
        Drifting two = new Drifting(24);
        one.days(14, 200, 0, false);
        two.days(14, 200, 0, false);

        assertThat(two.days(4, 200, 0.3, true))
                .isEqualTo(one.days(4, 200, 0.3, false))
                .isNotEmpty();
    }

    @Test
    void shouldKeepADayOfAManyVoicedSeriesSmall() throws IOException {
        Drifting play = new Drifting(26);
        play.days(2, 60_000, 0, false);
        long day = play.now - DAY;
        WindowCounts counts = play.series.counts(day, play.now);

        assertThat(counts.originals()).isBetween(57_000L, 63_000L);
        assertThat((double) counts.authors() / counts.originals()).isBetween(0.97, 1.0);
        assertThat((double) counts.reach() / counts.originals()).isBetween(9.5, 10.5);
        assertThat(pack(play.series).length).isLessThan(400_000);
    }

    /** Packed by the release before slow clocks: 80 originals in the last ten minutes, the rule open. */
    @Test
    void shouldGoOnFromWhatTheReleaseBeforeHasPacked() throws IOException {
        byte[] packed;
        try (InputStream in = SeriesPackTest.class.getResourceAsStream("/series/series-codec-1.txt")) {
            packed = Base64.getMimeDecoder().decode(in.readAllBytes());
        }
        long at = START + 20 * MINUTE + 30 * SECOND;

        Series series = Series.unpack(new DataInputStream(new ByteArrayInputStream(packed)), 0);
        List<RuleReading> readings = series.read(at, List.of(rule(), drift()), 30 * SECOND);

        assertThat(readings).hasSize(1);
        assertThat(readings.get(0).value().originals()).isEqualTo(76);
        assertThat(readings.get(0).value().score()).isEqualTo(-2.5352468828763826);
        assertThat(readings.get(0).evidence().first().id()).isEqualTo("m0");
        assertThat(series.counts(START, at)).isEqualTo(new WindowCounts(80, 80, 80, 800, 80));
    }

    /** Packed by the version before sharp hours and levels, after sixteen days of a hundred messages. */
    @Test
    void shouldGoOnFromWhatAVersionWithoutSharpHoursHasPacked() throws IOException {
        // given
        byte[] packed;
        try (InputStream in = SeriesPackTest.class.getResourceAsStream("/series/series-smooth-hours.txt")) {
            packed = Base64.getMimeDecoder().decode(in.readAllBytes());
        }
        long at = 1_801_353_600_000L;

        // when
        Series series = Series.unpack(new DataInputStream(new ByteArrayInputStream(packed)), 0);

        // then
        assertThat(series.counts(at - DAY, at)).isEqualTo(new WindowCounts(98, 98, 98, 980, 98));
        List<RuleReading> readings = new ArrayList<>();
        for (int i = 1; i <= 120; i++) {
            series.add(SeriesPlay.message("new" + i, at + 5 * SECOND * i - 1, true));
            if (i % 6 == 0) {
                readings.addAll(series.read(at + 5 * SECOND * i, List.of(rule(), drift()), 30 * SECOND));
            }
            if (i == 60) {
                series = Series.unpack(new DataInputStream(new ByteArrayInputStream(pack(series))), 0);
            }
        }
        assertThat(readings).extracting(RuleReading::rule).containsOnly("Swell");
        assertThat(readings.get(readings.size() - 1).value().expected()).isBetween(0.3, 1.5);
    }

    @Test
    void shouldKeepWhatCameWithAMessage() throws IOException {
        // given
        List<SeriesMessage> messages = List.of(
                SeriesMessage.builder(START, "a")
                        .saidAt(START - 1)
                        .receivedAt(START + 1)
                        .annotatedAt(START + 2)
                        .attached(new Attached(300, 1, "https://desk.example.com/t/77"))
                        .build(),
                SeriesMessage.builder(START, "b")
                        .receivedAt(START + 1)
                        .attached(new Attached(0, 2, null))
                        .build(),
                SeriesMessage.builder(START, "c").receivedAt(START + 1).build());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        // when
        SeriesCodec.messages(new DataOutputStream(bytes), messages);

        // then
        assertThat(SeriesCodec.messages(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), true))
                .isEqualTo(messages);
    }

    @Test
    void shouldNameTheCodecThatItDoesNotKnow() {
        assertThatThrownBy(() -> Series.unpack(new DataInputStream(new ByteArrayInputStream(new byte[] {9})), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("series codec: 9, expected 1 to 6");
    }
}
