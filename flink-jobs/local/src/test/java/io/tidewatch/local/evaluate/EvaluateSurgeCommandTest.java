package io.tidewatch.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateSurgeCommandTest {
    private static final LocalDateTime FIRST = LocalDateTime.of(2026, 1, 5, 0, 0);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int BINS = 6 * 288;
    private static final int SURGE = 5 * 288;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void shouldPrintTheTablesOnRecordedStreams() throws IOException {
        source("calls", true);
        source("tweets", false);

        int code = run("--streams", folder.toString(), "--runs", "1");

        assertThat(code).isZero();
        // five judged days each; one surge, which is found; a ramp each, which are
        assertThat(out.toString())
                .startsWith("### Surges: recorded streams\n")
                .containsPattern("\\| 0\\.01 \\| all \\| 10 \\| 0\\.0000 \\| 0\\.0 \\| 0\\.0000 \\| 1\\.000 @ \\d+ of 1"
                        + " \\(\\+0 open before\\) \\| 1\\.000 \\| 1\\.000 @ \\d+ of 2 \\| ")
                .containsPattern(
                        "\\| 0\\.01 \\| tweets \\| 5 \\| 0\\.0000 \\| 0\\.0 \\| 0\\.0000 \\| – \\| – \\| 1\\.000")
                .contains("| age of the key | days 2–3 | 4 | 0 |", "| messages a day | 300 and more | 10 | 0 |")
                // five days each but for the surge: two hours are left out
                .containsPattern("\\| 5 min \\| all \\|  \\| 28\\d\\d \\| 0\\.\\d{3} \\| ")
                .containsPattern("\\| 1 h \\| hour \\| 6–24 \\| 180 \\| ")
                .contains("| Tidewatch `surge` | ", "| EARS C2, same hour of 7 days, 2 days' lag | ")
                .contains("| 300 | ×30 | 1 of 1 | ", "told in 1 of 1, after ")
                .doesNotContain("generated keys");
        assertThat(err.toString()).contains("scoring 2 series", "an outage after silent years");
    }

    @Test
    void shouldLeaveOutRivalsWithOneSource() throws IOException {
        source("calls", true);
        source("tweets", false);

        int code = run("--streams", folder.toString(), "--source", "calls", "--runs", "1");

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("Rivals need two sources", "| calls | ")
                .doesNotContain("tweets", "EARS");
    }

    @Test
    void shouldSayWhatIsExpected() {
        assertThat(run("--source", "calls")).isEqualTo(2);
        assertThat(err.toString()).contains("--source: 'calls' without --streams, expected both");
        assertThat(run("--streams", folder.toString(), "--runs", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--runs: '0', expected at least 1");
        assertThat(run("--streams", folder.toString())).isNotZero();
        assertThat(err.toString()).contains(folder + ": no source, expected for each a SOURCE.truth.json.gz");
    }

    /** One series of two messages in five minutes, with a surge on its last day or without. */
    private void source(String name, boolean surge) throws IOException {
        StringBuilder rows = new StringBuilder("series,timestamp,value\n");
        for (int t = 0; t < BINS; t++) {
            int count = 1 + t % 3 + (surge && t >= SURGE && t < SURGE + 24 ? 40 : 0);
            rows.append("all,")
                    .append(FIRST.plusMinutes(5L * t).format(STAMP))
                    .append(',')
                    .append(count)
                    .append('\n');
        }
        Files.writeString(folder.resolve(name + ".csv"), rows);
        String surges = surge ? "[" + SURGE + "," + (SURGE + 24) + ",1000,50]" : "";
        Files.writeString(
                folder.resolve(name + ".truth.json"),
                "{\"series\":{\"all\":{\"first\":\"" + FIRST.format(STAMP) + "\",\"bins\":" + BINS + ",\"surges\":["
                        + surges + "],\"shifts\":[],\"explained\":[],\"injected\":[[1200,[30,30,30,30,30,30]]]}}}");
    }

    private int run(String... args) {
        return new CommandLine(new EvaluateSurgeCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }
}
