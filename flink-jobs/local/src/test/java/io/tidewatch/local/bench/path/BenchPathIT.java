package io.tidewatch.local.bench.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.local.Tidewatch;
import io.tidewatch.local.cli.Checkouts;
import io.tidewatch.wire.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, on real servers. */
class BenchPathIT {
    private static final int MESSAGES = 1_000;

    @TempDir
    Path dir;

    @Test
    void shouldMeasureEveryRowWithAllThatWasSent() throws Exception {
        // when
        JsonNode table = Json.tree(run("--messages", Integer.toString(MESSAGES), "--no-latency", "--json"));

        // then
        List<String> rows = new ArrayList<>();
        for (JsonNode row : table.path("rows")) {
            String id = row.path("row").asText();
            rows.add(id);
            assertThat(row.path("messages").asInt()).as(id).isEqualTo(MESSAGES);
            assertThat(row.path("messages_per_second").asDouble()).as(id).isPositive();
            assertThat(row.at("/cpu_us/jobs").asDouble()).as(id).isPositive();
            assertThat(row.at("/cpu_us/total").asDouble())
                    .as(id)
                    .isGreaterThanOrEqualTo(row.at("/cpu_us/jobs").asDouble());
            double groups = 0;
            for (JsonNode group : row.path("groups")) {
                groups += group.path("us").asDouble();
            }
            assertThat(groups).as(id).isCloseTo(row.at("/cpu_us/jobs").asDouble(), within(1e-6));
        }
        assertThat(rows).containsExactly("read", "parse", "text", "detect", "notify", "index", "whole");
        for (String id : List.of("read", "parse", "text", "detect", "whole")) {
            assertThat(row(table, id).path("read").asInt()).as(id).isEqualTo(MESSAGES);
        }
        for (String id : List.of("text", "whole")) {
            assertThat(row(table, id).at("/written/tidewatch.annotated").asInt())
                    .as(id)
                    .isEqualTo(MESSAGES);
        }
        for (String id : List.of("index", "whole")) {
            assertThat(row(table, id).at("/written/tidewatch-feedback").asInt())
                    .as(id)
                    .isEqualTo(MESSAGES);
            assertThat(row(table, id).at("/cpu_us/elasticsearch").asDouble())
                    .as(id)
                    .isPositive();
        }
        assertThat(row(table, "index").path("read").asInt()).isGreaterThanOrEqualTo(MESSAGES);
        double stages = 0;
        for (String id : List.of("text", "detect", "notify", "index")) {
            stages += row(table, id).at("/cpu_us/total").asDouble();
        }
        assertThat(table.path("ratio").asDouble())
                .isCloseTo(stages / row(table, "whole").at("/cpu_us/total").asDouble(), within(1e-9))
                .isPositive();
        assertThat(table.path("latency")).isEmpty();
        assertThat(dir.resolve("tmp")).isEmptyDirectory();
    }

    private static JsonNode row(JsonNode table, String id) {
        for (JsonNode row : table.path("rows")) {
            if (row.path("row").asText().equals(id)) {
                return row;
            }
        }
        throw new AssertionError("no row " + id);
    }

    /** @return what it printed */
    private String run(String... options) throws Exception {
        Path arguments = Files.writeString(
                dir.resolve("java.args"),
                "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + "\"");
        Path temporary = Files.createDirectory(dir.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                "-Dtidewatch.root=" + Checkouts.root(),
                "-Dtidewatch.elasticsearch.home=" + System.getProperty("tidewatch.elasticsearch.home"),
                "@" + arguments,
                Tidewatch.class.getName(),
                "bench",
                "path"));
        command.addAll(List.of(options));
        Path said = dir.resolve("bench.err");
        Path printed = dir.resolve("bench.out");
        Process process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectOutput(printed.toFile())
                .redirectError(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(printed);
    }
}
