package io.tidewatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TidewatchTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void shouldGiveEveryCommandHelpWithAnExample() {
        for (String command : Tidewatch.commandLine().getSubcommands().keySet()) {
            if (command.equals("help")) {
                continue;
            }
            out.getBuffer().setLength(0);

            assertThat(run(command, "--help")).as(command).isZero();
            assertThat(out.toString()).as(command).contains("Usage: tidewatch " + command);
            assertThat(out.toString()).as(command).contains("./tidewatch " + command);
        }
    }

    @Test
    void shouldNameTheNearestCommandInOneLine() {
        assertThat(run("upp")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("did you mean up?").hasLineCount(1);
    }

    @Test
    void shouldSayWhichIssueTheDemoDoesNotKnow() {
        assertThat(run(
                        "demo",
                        "--issue",
                        "logistics.lost",
                        "--write",
                        directory.resolve("s.jsonl").toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--issue: 'logistics.lost', expected the id of a leaf")
                .hasLineCount(1);
    }

    @Test
    void shouldFailInOneLineWhenNothingRuns() {
        assertThat(run("status", "--dir", directory.toString())).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString())
                .contains("nothing is running in " + directory)
                .hasLineCount(1);
    }

    @Test
    void shouldTakeEveryKeyOfTheConfigurationAsAnOption() throws Exception {
        // given
        Path config = Files.writeString(directory.resolve("c.yaml"), "checkpoint.intervall: 5s\n");

        // when
        int exit = run(
                "up",
                "--dir",
                directory.toString(),
                "--config",
                config.toString(),
                "--parallelism",
                "many",
                "--public-url",
                "nowhere");

        // then
        assertThat(exit).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString())
                .contains("did you mean 'checkpoint.interval'?")
                .contains("--parallelism: 'many', expected a whole number")
                .contains("--public_url: 'nowhere', expected http://host:port")
                .hasLineCount(3);
    }

    @Test
    void shouldFindFaultsWithTheConfigurationWhenTheDoctorLooks() throws Exception {
        // given
        Path config = Files.writeString(directory.resolve("c.yaml"), "paralelism: 5\n");

        // when, then
        assertThat(run("doctor", "--dir", directory.toString(), "--config", config.toString()))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(out.toString())
                .contains("FAIL  configuration", "did you mean 'parallelism'?")
                .contains("ok    java");
    }

    private int run(String... arguments) {
        return Tidewatch.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
