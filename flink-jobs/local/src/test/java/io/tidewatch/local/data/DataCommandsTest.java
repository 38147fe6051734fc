package io.tidewatch.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.local.Tidewatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DataCommandsTest {
    private static final String GOOD = "{\"id\":\"a\",\"source\":\"s\",\"event_time\":\"2026-11-11T20:01:05+08:00\","
            + "\"text\":\"快递三天没动了\",\"author\":{\"id\":\"u1\"}}";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"annotate", "backtest", "import", "replay"})
    void shouldShowAnExample(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Example:", "./tidewatch " + command);
    }

    @Test
    void shouldAnnotateLineByLine() throws IOException {
        Path in = Files.write(directory.resolve("in.jsonl"), List.of(GOOD, "broken", GOOD));
        Path annotated = directory.resolve("out.jsonl");
        Path key = Files.writeString(directory.resolve("key"), "0123456789abcdef\n");

        int exit = run("annotate", "--in", "" + in, "--out", "" + annotated, "--id-key", "file:" + key);

        assertThat(exit).as(err.toString()).isZero();
        List<String> lines = Files.readAllLines(annotated);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .contains("logistics.transit_delay")
                .doesNotContain("\"u1\"")
                .isEqualTo(lines.get(2));
        assertThat(lines.get(1)).contains("\"error\":", "\"line\":2");
        assertThat(err.toString())
                .contains("annotated 3 messages", "1 of them broken")
                .doesNotContain("made a key");
    }

    @Test
    void shouldUseTheKeyOfTheDataDirectory() throws IOException {
        Path in = Files.write(directory.resolve("in.jsonl"), List.of(GOOD));
        Files.writeString(directory.resolve("id.key"), "fedcba9876543210");

        run("annotate", "--in", "" + in, "--out", directory + "/1", "--dir", "" + directory);
        run("annotate", "--in", "" + in, "--out", directory + "/2", "--dir", "" + directory);
        run("annotate", "--in", "" + in, "--out", directory + "/3", "--dir", directory + "/none");

        assertThat(directory.resolve("1")).hasSameBinaryContentAs(directory.resolve("2"));
        assertThat(Files.readString(directory.resolve("3"))).isNotEqualTo(Files.readString(directory.resolve("1")));
        assertThat(err.toString()).containsOnlyOnce("made a key for hashing ids");
        assertThat(directory.resolve("none").resolve("id.key")).exists();
    }

    @Test
    void shouldMapToTheDimensionsBesideTheRulesThatAreNamed() throws IOException {
        Path in = Files.write(directory.resolve("in.csv"), List.of("text,event_time,shelf"));
        Files.writeString(directory.resolve("dimensions.yaml"), """
                apiVersion: tidewatch/dimensions/v1
                dimensions:
                - {name: shelf, zh: 货架, en: Shelf}
                """);
        Path rules = Files.createDirectories(directory.resolve("rules"));
        String none = directory.resolve("none").toString();
        String map = "text=text,event_time=event_time,dims.shelf=shelf,source='s'";

        assertThat(run("import", "" + in, "--map", map, "--dir", none, "--rules.dir", "" + rules))
                .isEqualTo(1);
        assertThat(err.toString()).as("the mapping is understood").doesNotContain("shelf");
        run("import", "" + in, "--map", map, "--dir", none);
        assertThat(err.toString()).as("of the checkout's dimensions it is none").contains("dims.shelf");
    }

    @Test
    void shouldPrintOneLineWhenAFileCannotBeUsed() throws IOException {
        Path in = Files.write(directory.resolve("in.jsonl"), List.of(GOOD));
        String none = directory.resolve("none").toString();

        assertThat(run("annotate", "--in", none)).isEqualTo(1);
        assertThat(run("annotate", "--in", "" + in, "--out", "" + in, "--dir", "" + directory))
                .isEqualTo(1);
        assertThat(run("annotate", "--id-key", "env:TIDEWATCH_NO_SUCH_VARIABLE"))
                .isEqualTo(1);
        assertThat(run("backtest", "--rules", none, "--in", "" + in)).isEqualTo(1);
        assertThat(run("import", "" + in, "--map", "txt=a", "--dir", none)).isEqualTo(1);
        assertThat(run("import", "" + in, "--zone", "Nirgends")).isEqualTo(2);
        assertThat(run("replay", "" + in, "--dir", none)).isEqualTo(1);
        assertThat(run("replay", "" + in, "--speed", "fast")).isEqualTo(2);

        // one of them had no key yet and says so in a line of its own
        assertThat(err.toString()).doesNotContain("unexpected", "\tat ").hasLineCount(9);
        assertThat(Files.readAllLines(in)).containsExactly(GOOD);
    }

    @Test
    void shouldPrintEveryProblemOfTheRulesAndNotBegin() throws IOException {
        Path in = Files.write(directory.resolve("in.jsonl"), List.of(GOOD));
        Path rules = Files.createDirectories(directory.resolve("rules"));
        String rule =
                "apiVersion: tidewatch/v1\ngroups:\n  - name: g\n    rules:\n      - alert: A\n        kindd: match\n";
        Files.writeString(rules.resolve("a.yaml"), rule);
        Files.writeString(rules.resolve("b.yaml"), "apiVersion: tidewatch/v9\n");

        assertThat(run("backtest", "--rules", "" + rules, "--in", "" + in)).isEqualTo(1);

        assertThat(err.toString()).contains("a.yaml:", "kindd", "b.yaml:", "tidewatch/v9");
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... args) {
        CommandLine line = Tidewatch.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(args);
    }
}
