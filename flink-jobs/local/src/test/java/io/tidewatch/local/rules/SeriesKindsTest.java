package io.tidewatch.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.local.Tidewatch;
import io.tidewatch.local.cli.Checkouts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Kinds that look at missing messages and at shares, and the calendar, through {@code rules test}. */
class SeriesKindsTest {
    private final StringWriter out = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"flatline.yaml", "shift.yaml"})
    void shouldPass(String file) {
        Path tests = Checkouts.root().resolve("flink-jobs/local/src/test/resources/kinds");

        int exit = new CommandLine(new Tidewatch())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute("rules", "test", "" + tests.resolve(file));

        assertThat(exit).describedAs(out.toString()).isZero();
    }
}
