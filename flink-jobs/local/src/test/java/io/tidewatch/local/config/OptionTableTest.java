package io.tidewatch.local.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionTableTest {
    private static final Path ROOT = Path.of(System.getProperty("tidewatch.root", "../.."));

    @Test
    void shouldMatchTheDeliveredConfiguration() throws IOException {
        shouldMatch(ROOT.resolve("tidewatch.yaml"), OptionTable.yaml());
    }

    @Test
    void shouldMatchTheDocument() throws IOException {
        shouldMatch(
                ROOT.resolve("flink-jobs/local/OPTIONS.md"),
                "# Options of tidewatch.yaml\n\nGenerated from `Option`; a test compares it. Every key is also a variable"
                        + " (`elasticsearch.url` is `TIDEWATCH_ELASTICSEARCH_URL`) and an argument"
                        + " (`--elasticsearch.url`).\n\n"
                        + OptionTable.markdown());
    }

    @Test
    void shouldBeValidWhenEveryDefaultIsWrittenOut(@TempDir Path directory) throws IOException {
        // given
        String uncommented = OptionTable.yaml().replaceAll("(?m)^#(?! )", "");
        Path file = Files.writeString(directory.resolve("tidewatch.yaml"), uncommented);

        // when
        Configuration written = Configuration.read(directory, file, Map.of(), Map.of());

        // then
        Configuration defaults = Configuration.defaults(directory);
        for (Option o : Option.values()) {
            assertThat(written.text(o)).as(o.key()).isEqualTo(defaults.text(o));
        }
    }

    private static void shouldMatch(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, expected);
        }
        assertThat(Files.readString(file))
                .as(file + ", regenerate it with -Dgolden.update=true")
                .isEqualTo(expected);
    }
}
