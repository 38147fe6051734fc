package io.tidewatch.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.local.Tidewatch;
import io.tidewatch.local.cli.Checkouts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Every kind that follows messages or episodes, tested as an analyst would. */
class KindsTest {
    private static final Path KINDS = Checkouts.root().resolve("flink-jobs/local/src/test/resources/kinds");

    private final StringWriter out = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void shouldPassEveryTestOfEveryKind() throws IOException {
        int exit = run(KINDS.resolve("tests"));

        assertThat(out.toString()).doesNotContain("FAIL");
        assertThat(exit).isZero();
    }

    @Test
    void shouldFailAndSayWhereToLookWhenARuleIsBroken() throws IOException {
        // given
        Files.createDirectories(directory.resolve("rules"));
        Files.createDirectories(directory.resolve("tests"));
        String rules = Files.readString(KINDS.resolve("rules/sequence.yaml"));
        Files.writeString(
                directory.resolve("rules/sequence.yaml"),
                rules.replace("where: 'channel == \"social\" && complaint'", "where: 'channel == \"phone\"'"));
        Files.copy(KINDS.resolve("tests/sequence.yaml"), directory.resolve("tests/sequence.yaml"));

        // when
        int exit = run(directory.resolve("tests/sequence.yaml"));

        // then
        assertThat(exit).isEqualTo(1);
        assertThat(out.toString()).contains("FAIL", "GoesPublic", "look at:", "sequence.yaml:9");
    }

    private int run(Path tests) throws IOException {
        CommandLine line = Tidewatch.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        if (!Files.isDirectory(tests)) {
            return line.execute("rules", "test", tests.toString());
        }
        try (Stream<Path> files = Files.list(tests)) {
            return line.execute(Stream.concat(
                            Stream.of("rules", "test"),
                            files.map(Path::toString).sorted())
                    .toArray(String[]::new));
        }
    }
}
