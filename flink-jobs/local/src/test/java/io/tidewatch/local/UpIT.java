package io.tidewatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The real command in a process of its own. */
class UpIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A leaf of one's own; what names it is left open. */
    private static final String LEAF = """
            apiVersion: tidewatch/v1
            categories:
            - id: parking
              name: {zh: 停车, en: Parking}
            leaves:
            - id: parking.full
              name: {zh: 车位不够, en: Full}
              severity: P3
              need: 便捷
              cause: 流程
              touchpoint: store
              owner: store-oncall
              fallback: duty-manager
              runbook: runbooks/store.md
              negative_only: true
              keywords: [%s]
              examples: [周末车位满了, 又是车位满了]
              counter_examples: [车位很多, 好停车]
            """;

    @TempDir
    private Path directory;

    private Path taxonomy;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void copyTaxonomy() throws IOException {
        taxonomy = Files.createDirectory(directory.resolve("taxonomy"));
        Path shipped = Path.of(Checkouts.root().toString(), "alert-rules", "taxonomy", "zh-retail.yaml");
        Files.copy(shipped, taxonomy.resolve("zh-retail.yaml"));
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Process p : started) {
            p.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldSurviveBeingKilledAndStopInOrder() throws Exception {
        // given
        Path data = directory.resolve("data");
        Process killed = up(data);
        JsonNode before = running(data, killed);
        HttpResponse<String> posted = HTTP.send(
                HttpRequest.newBuilder(URI.create(before.path("ingest").asText() + "/feedback"))
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"id\":\"it:1\",\"source\":\"it\",\"channel\":\"social\"," + "\"event_time\":\""
                                        + Instant.now() + "\",\"text\":\"快递五天没动\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(posted.statusCode()).as(posted.body()).isEqualTo(202);
        assertThat(get(before, "elasticsearch", "/_index_template/tidewatch-feedback"))
                .contains("tidewatch-feedback-*");
        assertThat(get(before, "flink", "/jobs/overview")).contains("\"jobs\"");
        assertThat(get(before, "wall", "/")).contains("<html");
        applyRulesAndGoBack(data);

        // when
        List<ProcessHandle> children = killed.descendants().toList();
        killed.destroyForcibly();

        // then
        assertThat(children).hasSizeGreaterThanOrEqualTo(4);
        await(Duration.ofSeconds(5), () -> children.stream().noneMatch(ProcessHandle::isAlive));

        // when
        Process again = up(data);
        JsonNode after = running(data, again);

        // then
        assertThat(records(after.path("kafka").asText(), "it:1")).isEqualTo(1);

        // when
        again.destroy();

        // then
        assertThat(again.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(again.exitValue()).isZero();
        assertThat(data.resolve("running.json")).doesNotExist();
        assertThat(data.resolve("flink")).doesNotExist();
        assertThat(Files.readString(directory.resolve("up.err"))).contains("stopping, the data stay in");
    }

    /** As an analyst does who keeps rules in a folder of her own. */
    private void applyRulesAndGoBack(Path data) throws IOException {
        Path own = Files.createDirectory(directory.resolve("own-rules"));
        try (DirectoryStream<Path> rules =
                Files.newDirectoryStream(Path.of(Checkouts.root().toString(), "alert-rules/rules"), "*.yaml")) {
            for (Path rule : rules) {
                Files.copy(rule, own.resolve(rule.getFileName().toString()));
            }
        }
        String shipped = Files.readString(own.resolve("shipped.yaml"));
        Path file = Files.writeString(
                own.resolve("shipped.yaml"), shipped.replaceFirst("originals: '>= 30'", "originals: '>= 45'"));
        assertThat(rules(data, "list"))
                .contains("IssueSurge  surge  10m  by issue, region  warning, critical  since")
                .contains("(revision 1, local)");
        assertThat(rules(data, "apply", own.toString(), "--author", "li.wei", "--reason", "quieter"))
                .startsWith("0 changed IssueSurge: keeps what it has learnt and its open alerts\n")
                .contains("revision 2 is live");
        assertThat(rules(data, "list", "--history")).contains("  li.wei  quieter  (live)");
        assertThat(rules(data, "apply", own.toString())).contains("nothing to apply, revision 2 is the same");
        Files.writeString(file, shipped.replaceFirst("kind: surge", "kind: surges"));
        assertThat(rules(data, "apply", own.toString())).startsWith("1 ").contains("refused, revision 2 stays live");
        assertThat(rules(data, "apply", "--revision", "1")).contains("revision 3 is live");
        assertThat(rules(data, "list"))
                .contains("IssueSurge")
                .contains("(revision 3, ")
                .contains("learning 0/14 d");
        String at = Instant.now().plusSeconds(60).toString();
        String[] silence = {
            "explain", "--rule", "IssueSurge", "--group", "region=四川,issue=logistics.transit_delay", "--at", at
        };
        await(Duration.ofSeconds(180), () -> rules(data, silence).startsWith("0 "));
        assertThat(rules(data, silence))
                .contains("IssueSurge · issue=logistics.transit_delay, region=四川")
                .contains("no message of this group", "issue=logistics.transit_delay, region=unknown");
        assertThat(rules(data, "explain", "0123456789")).startsWith("1 ").contains("no alert '0123456789'");
    }

    /** Exit code and everything that is printed. */
    private static String rules(Path data, String... arguments) {
        List<String> all = new ArrayList<>(List.of("rules"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--dir", data.toString()));
        StringWriter printed = new StringWriter();
        CommandLine line = Tidewatch.commandLine();
        line.setOut(new PrintWriter(printed, true));
        line.setErr(new PrintWriter(printed, true));
        int exit = line.execute(all.toArray(String[]::new));
        return exit + " " + printed;
    }

    @Test
    void shouldTakeASavedTaxonomyWithinSecondsRefuseAFaultyOneAndKeepItOverARestart() throws Exception {
        // given
        Path data = directory.resolve("live");
        Process up = up(data);
        JsonNode running = running(data, up);
        String own = LEAF.formatted("车位满了");

        // when
        Files.writeString(taxonomy.resolve("own.yaml"), own);
        await(Duration.ofSeconds(5), () -> read(directory.resolve("up.err")).contains("changed: own.yaml"));
        Files.writeString(taxonomy.resolve("own.yaml"), LEAF.formatted("的"));
        await(Duration.ofSeconds(5), () -> read(directory.resolve("up.err")).contains("refused, what was live stays"));

        // then
        assertThat(read(directory.resolve("up.err")))
                .contains("own.yaml:16:")
                .contains("leaves[0].keywords")
                .contains("over-broad keyword '的'");
        String kafka = running.path("kafka").asText();
        post(running, "it:live", "周末车位满了");
        assertThat(annotated(kafka, "it:live")).contains("parking.full");

        // when
        Files.writeString(taxonomy.resolve("own.yaml"), own);
        up.destroy();
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Process again = up(data);
        JsonNode after = running(data, again);
        post(after, "it:again", "又是车位满了");

        // then
        assertThat(annotated(after.path("kafka").asText(), "it:again")).contains("parking.full");
    }

    private static void post(JsonNode running, String id, String text) throws Exception {
        HttpResponse<String> posted = HTTP.send(
                HttpRequest.newBuilder(URI.create(running.path("ingest").asText() + "/feedback"))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"" + id
                                + "\",\"source\":\"it\",\"channel\":\"social\",\"event_time\":\"" + Instant.now()
                                + "\",\"text\":\"" + text + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(posted.statusCode()).as(posted.body()).isEqualTo(202);
    }

    /** The annotated message of an id, waited for. */
    private static String annotated(String kafka, String id) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("tidewatch.annotated").stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<String> found = new ArrayList<>();
            await(Duration.ofSeconds(30), () -> {
                for (ConsumerRecord<String, String> r : consumer.poll(Duration.ofMillis(200))) {
                    if (id.equals(r.key())) {
                        found.add(r.value());
                    }
                }
                return !found.isEmpty();
            });
            return found.get(0);
        }
    }

    private Process up(Path data) throws IOException {
        Path arguments = Files.writeString(
                directory.resolve("java.args"),
                "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + "\"");
        Process up = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-Dtidewatch.root=" + Checkouts.root(),
                        "-XX:+UseSerialGC",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "-Dtidewatch.elasticsearch.home=" + System.getProperty("tidewatch.elasticsearch.home"),
                        "@" + arguments,
                        Tidewatch.class.getName(),
                        "up",
                        "--dir",
                        data.toString(),
                        "--taxonomy.dir",
                        taxonomy.toString(),
                        "--memory.required",
                        "100m")
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("up.out").toFile())
                .redirectError(directory.resolve("up.err").toFile())
                .start();
        started.add(up);
        return up;
    }

    private JsonNode running(Path data, Process up) throws IOException {
        Path file = data.resolve("running.json");
        await(Duration.ofMinutes(3), () -> {
            assertThat(up.isAlive()).as(() -> read(directory.resolve("up.err"))).isTrue();
            return Files.exists(file) && read(file).contains("\"pid\":" + up.pid());
        });
        return Json.tree(Files.readAllBytes(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String get(JsonNode running, String part, String path) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(running.path(part).asText() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** How many records have a key. */
    private static long records(String kafka, String key) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("tidewatch.feedback.social").stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long found = 0;
            while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                for (ConsumerRecord<String, String> r : consumer.poll(Duration.ofMillis(200))) {
                    found += key.equals(r.key()) ? 1 : 0;
                }
            }
            return found;
        }
    }

    private static void await(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
