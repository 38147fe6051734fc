package io.tidewatch.replay.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidewatch.connector.file.LineReader;
import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.surge.filter.Baseline;
import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.BurstSettings;
import io.tidewatch.surge.filter.Sensitivity;
import io.tidewatch.time.WireTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreRunTest {
    private static final long START = 1_767_571_200_000L;

    @Test
    void shouldEchoEveryRowWithFourColumnsMore() throws IOException {
        List<String> in = List.of("timestamp,value", "2026-01-05 00:02:13,4", "2026-01-05T08:07:13+08:00,5");

        List<String> out = score(in, DetectorKind.SURGE);

        assertThat(out.get(0)).isEqualTo("timestamp,value,expected,score,probability,surge");
        assertThat(out).hasSize(3);
        assertThat(out.get(1)).startsWith("2026-01-05 00:02:13,4,").endsWith(",0");
        assertThat(out.get(2)).matches("2026-01-05T08:07:13\\+08:00,5,\\d+\\.\\d{4},-?\\d+\\.\\d{4},0\\.\\d{6},0");
    }

    @Test
    void shouldOpenInASurgeAndCloseAfterIt() throws IOException {
        List<String> in = counts(8, 20, 7 * 288, 7 * 288 + 24, 100);

        List<String> out = score(in, DetectorKind.SURGE);

        assertThat(surge(out, 0, 7 * 288)).containsOnly('0');
        assertThat(surge(out, 7 * 288 + 6, 7 * 288 + 24)).containsOnly('1');
        assertThat(surge(out, 7 * 288 + 60, 8 * 288)).containsOnly('0');
    }

    @Test
    void shouldSayTheSameOfARowWhateverComesAfterIt() throws IOException {
        List<String> in = counts(3, 5, 600, 620, 40);

        List<String> whole = score(in, DetectorKind.SURGE);
        List<String> part = score(in.subList(0, 611), DetectorKind.SURGE);

        assertThat(whole.subList(0, 611)).isEqualTo(part);
    }

    @Test
    void shouldKeepSeriesApartAndRowsInOrder() throws IOException {
        List<String> one = counts(2, 5, 400, 410, 60);
        List<String> other = counts(2, 50, 300, 300, 0);
        List<String> both = new ArrayList<>(List.of("series,timestamp,value"));
        for (int i = 1; i < one.size(); i++) {
            both.add("a," + one.get(i));
            both.add("\"b, c\"," + other.get(i));
        }

        List<String> mixed = score(both, DetectorKind.SURGE);

        List<String> alone = score(one, DetectorKind.SURGE);
        for (int i = 1; i < one.size(); i++) {
            assertThat(mixed.get(2 * i - 1)).isEqualTo("a," + alone.get(i));
        }
    }

    @Test
    void shouldPassOverWhatWasNotObserved() throws IOException {
        List<String> in = counts(6, 20, 0, 0, 0);
        List<String> nan = new ArrayList<>(in);
        List<String> gap = new ArrayList<>(in.subList(0, 1000));
        for (int i = 1000; i < 1288; i++) {
            String time = in.get(i).substring(0, in.get(i).indexOf(','));
            nan.set(i, time + (i % 2 == 0 ? ",NaN" : ","));
        }
        gap.addAll(in.subList(1288, in.size()));

        List<String> ofNan = score(nan, DetectorKind.SURGE);
        List<String> ofGap = score(gap, DetectorKind.SURGE);

        assertThat(ofNan.get(1288)).isEqualTo(ofGap.get(1000));
        assertThat(surge(ofNan, 990, 1300)).containsOnly('0');
        assertThat(Double.parseDouble(ofNan.get(1290).split(",")[2])).isCloseTo(20, within(8.0));
    }

    @Test
    void shouldNameLineFieldAndValueOfWhatIsWrong() {
        assertThatThrownBy(() -> score(List.of("timestamp,value", "2026-01-05 00:00:00,-3"), DetectorKind.SURGE))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageStartingWith("line 2: value '-3', expected a count");
        assertThatThrownBy(() -> score(List.of("timestamp,value", "5 Jan,3"), DetectorKind.SURGE))
                .hasMessageStartingWith("line 2: timestamp '5 Jan', expected RFC 3339");
        assertThatThrownBy(() -> score(List.of("time,count"), DetectorKind.SURGE))
                .hasMessageStartingWith("line 1: columns 'time,count'");
        assertThatThrownBy(() -> score(
                        List.of("timestamp,value", "2026-01-05 00:05:00,1", "2026-01-05 00:00:00,1"),
                        DetectorKind.SURGE))
                .hasMessageStartingWith("line 3: timestamp '2026-01-05T00:00:00Z' is not at least five minutes after");
        assertThatThrownBy(() -> score(List.of("timestamp,value", "2026-01-05 00:05:00"), DetectorKind.SURGE))
                .hasMessageStartingWith("line 2: 1 fields");
    }

    @Test
    void shouldSayWhatTheFilterOfTheRunningJobSays() throws IOException {
        List<String> in = counts(4, 12, 900, 930, 70);
        BurstFilter filter = new BurstFilter(BurstSettings.SURGE, START / Baseline.BIN_MS, 0);

        List<String> out = score(in, DetectorKind.SURGE);

        for (int i = 1; i < in.size(); i++) {
            String[] cells = out.get(i).split(",");
            assertThat(Double.parseDouble(cells[2])).isCloseTo(filter.expected(), within(1e-4));
            double score = filter.close(Double.parseDouble(cells[1]));
            assertThat(Double.parseDouble(cells[3])).isCloseTo(score, within(1e-4));
        }
    }

    private static List<String> counts(int days, double mean, int from, int to, double surge) {
        Random random = new Random(3);
        List<String> rows = new ArrayList<>(List.of("timestamp,value"));
        for (int t = 0; t < days * 288; t++) {
            double m = t >= from && t < to ? surge : mean;
            long n = Math.max(0, Math.round(m + Math.sqrt(m) * random.nextGaussian()));
            rows.add(WireTime.print(START + t * Baseline.BIN_MS, 0) + "," + n);
        }
        return rows;
    }

    private static List<Character> surge(List<String> out, int from, int to) {
        return out.subList(from + 1, to + 1).stream()
                .map(l -> l.charAt(l.length() - 1))
                .toList();
    }

    @Test
    void shouldAddARangeBeforeTheSurgeWhenAsked() throws IOException {
        List<String> in = counts(6, 20, 0, 0, 0);

        for (DetectorKind kind : DetectorKind.values()) {
            List<String> plain = score(in, kind);
            List<String> out = score(in, kind, true);

            assertThat(out.get(0)).isEqualTo("timestamp,value,expected,score,probability,low,high,surge");
            int inside = 0;
            for (int i = 1; i < in.size(); i++) {
                String[] cells = out.get(i).split(",");
                assertThat(String.join(",", cells[0], cells[1], cells[2], cells[3], cells[4], cells[7]))
                        .isEqualTo(plain.get(i));
                long n = Long.parseLong(cells[1]);
                inside += i > 3 * 288 && Long.parseLong(cells[5]) <= n && n <= Long.parseLong(cells[6]) ? 1 : 0;
            }
            assertThat(inside / (3.0 * 288)).as("inside by %s", kind).isBetween(0.75, 0.98);
        }
    }

    @Test
    void shouldRefuseCountsThatHaveARangeAlreadyWhenOneIsAdded() throws IOException {
        List<String> in = List.of("timestamp,value,low", "2026-01-05 00:00:00,3,1");

        assertThat(score(in, DetectorKind.SURGE)).hasSize(2);
        assertThatThrownBy(() -> score(in, DetectorKind.SURGE, true))
                .hasMessageStartingWith("line 1: column 'low' is there already");
    }

    private static List<String> score(List<String> in, DetectorKind kind) throws IOException {
        return score(in, kind, false);
    }

    private static List<String> score(List<String> in, DetectorKind kind, boolean band) throws IOException {
        StringBuilder out = new StringBuilder();
        byte[] bytes = (String.join("\n", in) + "\n").getBytes(StandardCharsets.UTF_8);
        new ScoreRun(kind, Sensitivity.NORMAL.score(), band)
                .run(new LineReader(new ByteArrayInputStream(bytes)), out, n -> {});
        return List.of(out.toString().split("\n"));
    }
}
