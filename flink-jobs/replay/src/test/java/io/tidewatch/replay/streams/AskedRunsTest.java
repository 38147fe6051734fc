package io.tidewatch.replay.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidewatch.connector.file.LineReader;
import io.tidewatch.replay.score.DetectorKind;
import io.tidewatch.replay.score.ScoreRun;
import io.tidewatch.surge.filter.Sensitivity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AskedRunsTest {
    private static final long START = 1_767_571_200_000L;

    @Test
    void shouldOpenWhereScoreDoes() throws IOException {
        KeyedStream one = stream("one", START, 5, 900);
        KeyedStream two = stream("two", START + 7 * KeyedStream.BIN_MS, 2, 1100);
        Arrays.fill(two.counts(), 500, 560, KeyedStream.CLOSED);
        StreamSource source = new StreamSource("s", List.of(one, two));

        AskedRuns runs = AskedRuns.of(source, true, AskedRate.thresholds());

        for (Sensitivity s : Sensitivity.values()) {
            int asked = AskedRate.index(s.falseAlarmsPerDay());
            assertThat(opened(runs.of(0, asked), 1200)).isEqualTo(score(one, s)).contains('1');
            assertThat(opened(runs.of(1, asked), 1200)).isEqualTo(score(two, s)).contains('1');
        }
    }

    @Test
    void shouldLookAtTheCountsAloneWithoutRamps() {
        StreamSource source = new StreamSource("s", List.of(stream("one", START, 5, 900)));

        AskedRuns runs = AskedRuns.of(source, false, AskedRate.thresholds());

        assertThat(runs.of(0, AskedRate.index(.001)).size()).isZero();
    }

    @Test
    void shouldTakeShippedThresholdsAndLinesBetweenThem() {
        for (Sensitivity s : Sensitivity.values()) {
            assertThat(AskedRate.thresholds()[AskedRate.index(s.falseAlarmsPerDay())])
                    .isEqualTo(s.score());
        }
        assertThat(Sensitivity.scoreFor(Math.pow(10, -1.5))).isCloseTo((2.4 - 2.1) / 2, within(1e-9));
        assertThat(Sensitivity.scoreFor(Math.pow(10, -2.5))).isCloseTo((2.4 + 6) / 2, within(1e-9));
        assertThat(Sensitivity.scoreFor(1e-4)).isCloseTo(9.6, within(1e-9));
        assertThat(Sensitivity.scoreFor(1)).isCloseTo(-6.6, within(1e-9));
        assertThat(Sensitivity.rateOf(2.4)).isEqualTo(0.01);
        assertThat(Sensitivity.rateOf(Sensitivity.scoreFor(0.03))).isCloseTo(0.03, within(1e-9));
        assertThat(Sensitivity.rateOf(Sensitivity.scoreFor(1e-4))).isCloseTo(1e-4, within(1e-9));
        assertThat(AskedRate.thresholds()).isSorted();
    }

    private static KeyedStream stream(String name, long first, double rate, int ramp) {
        Random random = new Random(name.hashCode());
        int[] counts = new int[1200];
        Arrays.setAll(counts, t -> (int) Math.floor(2 * rate * random.nextDouble()));
        int[] added = new int[24];
        Arrays.fill(added, 40);
        StreamTruth truth =
                new StreamTruth(List.of(), List.of(), List.of(), List.of(new StreamTruth.Ramp(ramp, added)));
        return new KeyedStream(name, first, counts, truth);
    }

    private static char[] opened(OpenRuns runs, int bins) {
        char[] opened = new char[bins];
        Arrays.fill(opened, '0');
        for (int i = 0; i < runs.size(); i++) {
            Arrays.fill(opened, runs.first(i), runs.last(i) + 1, '1');
        }
        return opened;
    }

    /** The last column of what {@code score} writes. */
    private static char[] score(KeyedStream stream, Sensitivity asked) throws IOException {
        StringBuilder in = new StringBuilder("timestamp,value\n");
        int[] counts = stream.withRamps();
        for (int t = 0; t < counts.length; t++) {
            in.append(stream.at(t)).append(":00Z,");
            in.append(counts[t] == KeyedStream.CLOSED ? "" : counts[t]).append('\n');
        }
        StringBuilder out = new StringBuilder();
        new ScoreRun(DetectorKind.SURGE, asked.score(), false)
                .run(
                        new LineReader(new ByteArrayInputStream(in.toString().getBytes(StandardCharsets.UTF_8))),
                        out,
                        rows -> {});
        String[] lines = out.toString().split("\n");
        char[] surge = new char[counts.length];
        for (int t = 0; t < surge.length; t++) {
            surge[t] = lines[t + 1].charAt(lines[t + 1].length() - 1);
        }
        return surge;
    }
}
