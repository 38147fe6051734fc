package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderedRecordingTest {
    private static final Instant NOON = Instant.parse("2026-11-11T12:00:00Z");

    @TempDir
    private Path directory;

    private static String line(Instant at) {
        return "{\"id\":\"" + at.toEpochMilli() + "\",\"event_time\":\"" + at + "\",\"text\":\"快递五天没动\"}";
    }

    /** A line every five minutes. */
    private static List<String> lines(int n) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            lines.add(line(NOON.plusSeconds(300L * i)));
        }
        return lines;
    }

    private OrderedRecording read(List<String> lines) throws Exception {
        Path file = Files.write(directory.resolve("in.jsonl"), lines);
        return OrderedRecording.of(
                file, directory, at -> Instant.ofEpochMilli(at).toString());
    }

    @Test
    void shouldPlayAFileAsItIsThatIsInOrderButForWhatIsLate() throws Exception {
        List<String> lines = lines(40);
        lines.add(20, line(NOON.plusSeconds(300 * 19 - 1_800)));
        OrderedRecording r = read(lines);
        assertThat(r.said()).isEmpty();
        assertThat(r.file()).hasFileName("in.jsonl");
    }

    @Test
    void shouldPlayAnExportThatBeginsWithTheNewestInOrder() throws Exception {
        List<String> newestFirst = lines(40);
        Collections.reverse(newestFirst);
        OrderedRecording r = read(newestFirst);
        assertThat(Files.readAllLines(r.file())).isEqualTo(lines(40));
        assertThat(r.said()).singleElement().asString().contains("27 lines are", "the first is line 14", "in order");
    }

    @Test
    void shouldPutALineOfAnotherZoneWhereItSays() throws Exception {
        List<String> lines = lines(40);
        String ahead = line(NOON.plusSeconds(8 * 3_600 + 600));
        lines.add(2, ahead);
        OrderedRecording r = read(lines);
        List<String> expected = lines(40);
        expected.add(ahead);
        assertThat(Files.readAllLines(r.file())).isEqualTo(expected);
        assertThat(r.said()).singleElement().asString().contains("played in order of time");
    }

    @Test
    void shouldLeaveOutWhatIsOfAnotherYearAndNameIt() throws Exception {
        List<String> lines = lines(40);
        for (int i = 0; i < 4; i++) {
            lines.add(5 * i, line(Instant.ofEpochSecond(1_800_000 + i)));
        }
        OrderedRecording r = read(lines);
        assertThat(Files.readAllLines(r.file())).isEqualTo(lines(40));
        assertThat(r.said().get(0)).contains("line 1 is of 1970-01-21T20:00:00Z", "left out");
        assertThat(r.said().get(3)).contains("1 more lines are as far");
    }

    @Test
    void shouldKeepTwoStretchesThatAreBothMany() throws Exception {
        List<String> lines = lines(40);
        for (int i = 0; i < 10; i++) {
            lines.add(line(NOON.plusSeconds(400 * 86_400L + 300L * i)));
        }
        assertThat(read(lines).said()).isEmpty();
    }

    @Test
    void shouldKeepABrokenLineBehindTheOneBeforeIt() throws Exception {
        List<String> newestFirst = new ArrayList<>(
                List.of(line(NOON.plusSeconds(7_200)), "{broken", line(NOON.plusSeconds(3_600)), line(NOON)));
        assertThat(Files.readAllLines(read(newestFirst).file()))
                .containsExactly(line(NOON), line(NOON.plusSeconds(3_600)), line(NOON.plusSeconds(7_200)), "{broken");
    }
}
