package io.tidewatch.local.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.local.Tidewatch;
import io.tidewatch.local.cli.Checkouts;
import io.tidewatch.local.stack.StackFiles;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** On six people who say of charging points what no leaf names, in a taxonomy and with a rule of the test's own. */
class TopicsCommandTest {
    private static final List<String> TEXTS = List.of(
            "充电桩又被油车占了，真烦人",
            "小区充电桩被油车占着，气死我了",
            "充电桩被一辆油车占位一整天，太过分了",
            "又见油车占着充电桩，烦死了",
            "今晚充电桩全被油车占满，真郁闷，我的电话13812345678",
            "充电桩让油车占了一排，讨厌死了");

    private static final String RULE = """
            apiVersion: tidewatch/v1
            groups:
            - name: g
              rules:
              - {alert: Many, kind: threshold, where: complaint, by: [issue], window: 6h,
                 severities: {warning: {originals: '>= 3'}}}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private Path taxonomy = Path.of("");

    @BeforeEach
    void copyAPack() throws IOException {
        taxonomy = Files.createDirectory(directory.resolve("taxonomy"));
        String pack = "zh-telecom.yaml";
        Files.copy(Checkouts.root().resolve("alert-rules/taxonomy").resolve(pack), taxonomy.resolve(pack));
        Files.createDirectory(directory.resolve("rules"));
        Files.writeString(directory.resolve("rules/many.yaml"), RULE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "accept"})
    void shouldShowAnExample(String command) {
        assertThat(run("topics", command, "--help")).isZero();
        assertThat(out.toString()).contains("Example", "./tidewatch topics " + command);
    }

    @Test
    void shouldListTopicsAndShowOneWithWhatItsLeafWouldHaveFound() throws IOException {
        // given
        Path in = recorded(TEXTS);

        // when
        assertThat(run("topics", "--in", in.toString())).isZero();

        // then
        String id = out.toString().lines().skip(1).findFirst().orElseThrow().substring(0, 8);
        assertThat(out.toString()).contains("充电桩…油车占").doesNotContain("13812345678");
        assertThat(err.toString()).contains("6 messages, 6 with a complaint that no leaf names", "1 topic;");

        // when
        assertThat(run("topics", "show", id, "--in", in.toString(), "--json")).isZero();

        // then
        JsonNode shown = Json.tree(out.toString());
        assertThat(shown.path("authors").asInt()).isEqualTo(6);
        assertThat(shown.path("examples")).hasSize(3);
        assertThat(shown.path("leaf").asText()).isEqualTo("found.chong_dian_zhuang_you");
        assertThat(shown.at("/trial/messages").asInt()).isEqualTo(6);
        assertThat(shown.at("/trial/from_other").asInt()).isEqualTo(6);
        assertThat(shown.at("/trial/alerts")).hasSize(1);
        assertThat(shown.at("/trial/alerts/0/rule").asText()).isEqualTo("Many");
        assertThat(out.toString()).doesNotContain("13812345678");
    }

    @Test
    void shouldMakeALeafThatFindsItsExamplesAfterwards() throws IOException {
        // given
        Path in = recorded(TEXTS);
        String id = onlyTopic(in);

        // when
        assertThat(run("topics", "accept", id, "--name", "油车占位", "--in", in.toString()))
                .as(err.toString())
                .isZero();

        // then
        assertThat(out.toString()).contains("found.chong_dian_zhuang_you written to " + taxonomy);
        Analyzer analyzer = Analyzer.of(TaxonomyFiles.of(StackFiles.yaml(taxonomy)), new byte[16]);
        for (String text : TEXTS) {
            assertThat(analyzer.analyze(Feedback.builder("x", "s", 1).text(text).build())
                            .opinions())
                    .as(text)
                    .anyMatch(o -> o.issue().equals("found.chong_dian_zhuang_you") && o.complaint());
        }
        assertThat(TaxonomyFiles.of(StackFiles.yaml(taxonomy))
                        .nameOf("found.chong_dian_zhuang_you")
                        .zh())
                .isEqualTo("油车占位");
        assertThat(run("topics", "--in", in.toString())).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("nothing is left in other: every complaint has a leaf of the taxonomy");
    }

    @Test
    void shouldAddALeafAtTheEndOfAPackAndLeaveTheRestOfItAsItIs() throws IOException {
        // given
        Path in = recorded(TEXTS);
        String id = onlyTopic(in);
        String before = Files.readString(taxonomy.resolve("zh-telecom.yaml"));

        // when
        assertThat(run(
                        "topics",
                        "accept",
                        id,
                        "--id",
                        "network.charging",
                        "--pack",
                        "zh-telecom.yaml",
                        "--in",
                        in.toString()))
                .as(err.toString())
                .isZero();

        // then
        assertThat(Files.readString(taxonomy.resolve("zh-telecom.yaml")))
                .startsWith(before.stripTrailing())
                .contains("- id: network.charging");
        assertThat(taxonomy.resolve(TaxonomyEdit.ACCEPTED)).doesNotExist();
    }

    @Test
    void shouldWriteNothingWhenTheLeafWouldBeWrong() throws IOException {
        // given
        Path in = recorded(TEXTS);
        String id = onlyTopic(in);

        // then
        assertRefused(
                "unknown category 'netwrk', did you mean 'network'?", id, "--id", "netwrk.charging", "--in", "" + in);
        assertRefused("duplicate id 'network.connection'", id, "--id", "network.connection", "--in", "" + in);
        assertRefused(
                "--pack: 'elsewhere/x.yaml', expected a file *.yaml in",
                id,
                "--pack",
                "elsewhere/x.yaml",
                "--in",
                "" + in);
    }

    private void assertRefused(String why, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("topics", "accept"));
        all.addAll(List.of(arguments));
        assertThat(run(all.toArray(String[]::new))).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains(why);
        assertThat(taxonomy.resolve(TaxonomyEdit.ACCEPTED)).doesNotExist();
        assertThat(Files.readString(taxonomy.resolve("zh-telecom.yaml"))).doesNotContain("充电桩");
    }

    @Test
    void shouldSayWhatIsMissing() throws IOException {
        Path in = recorded(TEXTS);
        String id = onlyTopic(in);

        assertThat(run("topics", "show", id.substring(0, 7) + "?", "--in", in.toString()))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("no topic '" + id.substring(0, 7) + "?', did you mean '" + id + "'?");
        assertThat(run("topics", "--in", recorded(List.of()).toString())).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("no feedback in ");
        assertThat(run("topics", "--in", directory.resolve("none.jsonl").toString()))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("none.jsonl: no such file");
        assertThat(run("topics", "--authors", "1", "--in", in.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--authors: '1', expected at least 2");
    }

    private String onlyTopic(Path in) throws IOException {
        assertThat(run("topics", "list", "--json", "--in", in.toString()))
                .as(err.toString())
                .isZero();
        JsonNode items = Json.tree(out.toString()).path("items");
        assertThat(items).hasSize(1);
        return items.get(0).path("id").asText();
    }

    private Path recorded(List<String> texts) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            lines.add("{\"id\":\"m" + i + "\",\"source\":\"try\",\"event_time\":\"2026-11-11T1" + i
                    + ":00:00+08:00\",\"text\":\"" + texts.get(i) + "\",\"author\":{\"id\":\"u" + i + "\"}}");
        }
        return Files.write(directory.resolve("in-" + texts.size() + ".jsonl"), lines);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--help")) {
            all.add("--taxonomy.dir");
            all.add(taxonomy.toString());
            all.add("--rules.dir");
            all.add(directory.resolve("rules").toString());
            all.add("--notify.file");
            all.add(Checkouts.root().resolve("alert-rules/notify.yaml").toString());
        }
        return Tidewatch.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }
}
