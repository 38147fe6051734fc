package io.tidewatch.replay.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.connector.file.UnusableFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamFolderTest {
    private static final String TRUTH = "{'series': {'a, b': {'first': '2026-01-05 00:00:00', 'bins': 300,"
            + " 'closed': [[10, 12], [20, 30]], 'surges': [[100, 110, 40, 3.5]], 'shifts': [[50, 0.5]],"
            + " 'explained': [[90, 120]], 'injected': [[40, [1, 2]]]}}}";
    private static final String COUNTS = "series,timestamp,value\n\"a, b\",2026-01-05 00:05:00,4\n";

    @TempDir
    Path folder;

    @BeforeEach
    void writeASource() throws IOException {
        write("calls.truth.json", TRUTH);
        write("calls.csv", COUNTS);
    }

    @Test
    void shouldReadCountsAndTruth() {
        List<StreamSource> sources = StreamFolder.read(folder, List.of());

        assertThat(sources).extracting(StreamSource::name).containsExactly("calls");
        KeyedStream s = sources.get(0).streams().get(0);
        assertThat(s.name()).isEqualTo("a, b");
        assertThat(s.at(0)).hasToString("2026-01-05T00:00");
        assertThat(s.counts()).hasSize(300).startsWith(0, 4, 0);
        assertThat(s.counts()[9]).isZero();
        assertThat(s.counts()[10]).isEqualTo(KeyedStream.CLOSED);
        assertThat(s.counts()[12]).isZero();
        assertThat(s.truth().surges()).containsExactly(new StreamTruth.Surge(100, 110));
        assertThat(s.truth().shifts()).containsExactly(new StreamTruth.Shift(50, .5));
        assertThat(s.truth().explained()).containsExactly(new StreamTruth.Stretch(90, 120));
        assertThat(s.withRamps()).containsSequence(0, 1, 2, 0);
        assertThat(s.counts()[40]).isZero();
    }

    @Test
    void shouldReadPackedFilesAndOnlyWhatIsAskedFor() throws IOException {
        packed("outages.truth.json.gz", TRUTH);
        packed("outages.csv.gz", COUNTS);

        List<StreamSource> sources = StreamFolder.read(folder, List.of("outages"));

        assertThat(sources).extracting(StreamSource::name).containsExactly("outages");
        assertThat(sources.get(0).streams().get(0).counts()[1]).isEqualTo(4);
    }

    @Test
    void shouldSayWhatIsExpectedOfAFolder() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThatThrownBy(() -> StreamFolder.read(empty, List.of()))
                .isInstanceOf(UnusableFileException.class)
                .hasMessage(empty + ": no source, expected for each a SOURCE.truth.json.gz and a SOURCE.csv.gz,"
                        + " or both unpacked");
        assertThatThrownBy(() -> StreamFolder.read(folder, List.of("police")))
                .hasMessage(folder + ": source 'police', expected one of calls");
    }

    @Test
    void shouldNotGoWithoutCounts() throws IOException {
        Files.delete(folder.resolve("calls.csv"));

        assertThatThrownBy(() -> StreamFolder.read(folder, List.of()))
                .hasMessage("cannot read " + folder.resolve("calls.csv") + ": no such file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'c,2026-01-05 00:10:00,4';series 'c', expected one that the truth has",
                "'\"a, b\",2026-01-05 00:10:00,-1';series 'a, b': value '-1', expected a whole number from 0 to 1000000000",
                "'\"a, b\",2026-01-05 00:10:00,';series 'a, b': value '', expected a whole number from 0 to 1000000000",
                "'\"a, b\",2026-01-05 00:10:00';series 'a, b': value '', expected a whole number from 0 to 1000000000",
                "'\"a, b\",2026-01-05 00:12:00,4';series 'a, b': timestamp '2026-01-05 00:12:00', expected one of the 300"
                        + " times five minutes apart from 2026-01-05 00:00 on",
                "'\"a, b\",2026-01-06 01:00:00,4';series 'a, b': timestamp '2026-01-06 01:00:00', expected one of the 300"
                        + " times five minutes apart from 2026-01-05 00:00 on",
                "'\"a, b\",noon,4';series 'a, b': timestamp 'noon', expected one of the 300 times five minutes apart from"
                        + " 2026-01-05 00:00 on",
                "'\"a, b\",2026-01-05 00:05:00,4';series 'a, b': timestamp '2026-01-05 00:05:00' is there twice, expected"
                        + " one row per five minutes",
                "'\"a, b\",2026-01-05 00:50:00,4';series 'a, b': timestamp '2026-01-05 00:50:00' is in a closed stretch,"
                        + " expected no row there"
            })
    void shouldNameLineSeriesFieldAndValue(String row, String problem) throws IOException {
        write("calls.csv", COUNTS + row + "\n");

        assertThatThrownBy(() -> StreamFolder.read(folder, List.of()))
                .isInstanceOf(UnusableFileException.class)
                .hasMessage(folder.resolve("calls.csv") + ": line 3: " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'bins': 300;'bins': 0;bins: '0', expected a whole number from 1 to 100000000",
                "2026-01-05 00:00:00;monday;first: '\"monday\"', expected yyyy-MM-dd HH:mm:ss",
                "[20, 30];[11, 30];closed[1][0]: '11', expected a whole number from 12 to 299",
                "[20, 30];[20, 301];closed[1][1]: '301', expected a whole number from 21 to 300",
                "[100, 110,;[100, 100,;surges[0][1]: '100', expected a whole number from 101 to 300",
                "[100, 110,;['x', 110,;surges[0][0]: '\"x\"', expected a whole number from 0 to 299",
                "[50, 0.5];[50];shifts[0][1]: missing, expected a ratio above 0",
                "[90, 120];[90, 89];explained[0][1]: '89', expected a whole number from 90 to 300",
                "[[90, 120]];[[90, 120], [80, 99]];explained[1][0]: '80', expected a whole number from 90 to 299",
                "'shifts';'shift';shifts: missing, expected a list",
                "[40, [1, 2]];[299, [1, 2]];injected[0][0]: '299', expected a whole number from 0 to 298",
                "[40, [1, 2]];[29, [1, 2]];injected[0][1][0]: '1', expected a count of 0 or more in an observed bin",
                "[40, [1, 2]];[40, []];injected[0][1]: '[]', expected a list of counts"
            },
            quoteCharacter = '`')
    void shouldNameSeriesFieldAndValueOfTheTruth(String right, String wrong, String problem) throws IOException {
        assertThat(TRUTH).contains(right);
        write("calls.truth.json", TRUTH.replace(right, wrong));

        assertThatThrownBy(() -> StreamFolder.read(folder, List.of()))
                .isInstanceOf(UnusableFileException.class)
                .hasMessage(folder.resolve("calls.truth.json") + ": series 'a, b': " + problem);
    }

    @Test
    void shouldSayThatTruthIsJsonWithSeries() throws IOException {
        write("calls.truth.json", "{'series': []}");
        assertThatThrownBy(() -> StreamFolder.read(folder, List.of()))
                .hasMessageEndingWith("series: '[]', expected an object with a field per series");

        write("calls.truth.json", "{'series'");
        assertThatThrownBy(() -> StreamFolder.read(folder, List.of())).hasMessageEndingWith(", expected JSON");
    }

    @Test
    void shouldSayWhichColumnsAreExpected() throws IOException {
        write("calls.csv", "series,time,value\n");

        assertThatThrownBy(() -> StreamFolder.read(folder, List.of()))
                .hasMessage(folder.resolve("calls.csv")
                        + ": line 1: columns 'series,time,value', expected series,timestamp,value");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), name.endsWith("json") ? text.replace('\'', '"') : text);
    }

    private void packed(String name, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.write((name.contains("json") ? text.replace('\'', '"') : text).getBytes(StandardCharsets.UTF_8));
        }
    }
}
