package io.tidewatch.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.local.Tidewatch;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the demo refuses, before it starts a server. */
class DemoCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("demo"));
        all.addAll(Arrays.asList(arguments));
        CommandLine line = Tidewatch.commandLine();
        line.setErr(new PrintWriter(err, true));
        line.setOut(new PrintWriter(new StringWriter(), true));
        return line.execute(all.toArray(String[]::new));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--issue|nonsense|--issue: 'nonsense', expected the id of a leaf",
                "--region|Atlantis|--region: 'Atlantis', expected one of",
                "--in|/nowhere/x.jsonl|cannot read /nowhere/x.jsonl",
                "--push|pigeon|--url is missing",
            })
    void shouldRefuseAWordThatMeansNothingBeforeAnythingStarts(String option, String word, String said) {
        assertThat(run(option, word)).isNotZero();
        assertThat(err.toString()).contains(said).doesNotContain("unexpected", "are up");
    }

    @Test
    void shouldRefuseAFileWithoutAMessageBeforeAnythingStarts() throws Exception {
        Path file = Files.writeString(directory.resolve("none.jsonl"), "\n");
        assertThat(run("--in", file.toString())).isNotZero();
        assertThat(err.toString()).contains("no message").doesNotContain("are up");
    }
}
