package io.tidewatch.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCompanyCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void shouldPlayACompanyOnceAndReadItsResultAfterwards() throws IOException {
        Path results = folder.resolve("results.jsonl");
        String[] tiny = {
            "--volumes",
            "120",
            "--seeds",
            "2",
            "--days",
            "8",
            "--learning",
            "3",
            "--crises",
            "1",
            "--json",
            results.toString()
        };

        int code = run(tiny);

        assertThat(code).isZero();
        String once = out.toString();
        assertThat(once)
                .startsWith("1 companies, 1 crises, ")
                .contains("| Tidewatch | ", "| fixed threshold, in hindsight | ", "\n| 120 | 1 | ");
        assertThat(err.toString()).contains("120 a day, seed 2: ");
        assertThat(Files.readAllLines(results)).hasSize(1);

        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        assertThat(run(tiny)).isZero();
        assertThat(out.toString()).isEqualTo(once);
        assertThat(err.toString()).hasLineCount(1).startsWith("1 results of these rules were in ");
        assertThat(Files.readAllLines(results)).hasSize(1);
    }

    @Test
    void shouldSayWhatIsWrongWithArguments() {
        assertThat(run("--volumes", "120,49")).isEqualTo(2);
        assertThat(err.toString()).contains("--volumes: 49, expected 50 to 200000");
        assertThat(run("--seeds", "4-1")).isEqualTo(2);
        assertThat(err.toString()).contains("--seeds: '4-1', expected a number or a range such as 1-4");
        assertThat(run("--days", "30")).isEqualTo(2);
        assertThat(err.toString()).contains("--days: 30, expected at least 32");
        assertThat(run("--crises", "9")).isEqualTo(2);
        assertThat(err.toString()).contains("--crises: 9, expected 0 to 8");
        assertThat(run("--write", folder.resolve("x").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--write: 10 companies, expected one volume and one seed");
    }

    private int run(String... args) {
        return new CommandLine(new EvaluateCompanyCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }
}
