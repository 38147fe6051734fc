package io.tidewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.local.Tidewatch;
import io.tidewatch.local.cli.Checkouts;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The command up in a process of its own, as its user has it; ends with the test. */
public final class RunningUp implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration START = Duration.ofMinutes(3);

    private final Process process;
    private final Path said;
    private final JsonNode addresses;

    private RunningUp(Process process, Path said, JsonNode addresses) {
        this.process = process;
        this.said = said;
        this.addresses = addresses;
    }

    /**
     * Waits until it runs.
     *
     * @param directory for its output
     * @param data of the stack; kept
     */
    public static RunningUp start(Path directory, Path data, String... options) throws IOException {
        Path arguments = Files.writeString(
                directory.resolve("java.args"),
                "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + "\"");
        Path said = directory.resolve("up.err");
        List<String> command = new ArrayList<>(List.of(
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
                "--memory.required",
                "100m"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("up.out").toFile())
                .redirectError(said.toFile())
                .start();
        Path file = data.resolve("running.json");
        try {
            await(START, () -> {
                assertThat(process.isAlive()).as(() -> read(said)).isTrue();
                return Files.exists(file) && read(file).contains("\"pid\":" + process.pid());
            });
        } catch (Throwable e) {
            process.destroyForcibly();
            throw e;
        }
        return new RunningUp(process, said, Json.tree(Files.readAllBytes(file)));
    }

    public Process process() {
        return process;
    }

    /** Address of a part, as running.json names it. */
    String address(String part) {
        return addresses.path(part).asText();
    }

    /** What it has told the terminal so far. */
    public String said() {
        return read(said);
    }

    String get(String part, String path) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(address(part) + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /**
     * Posts one message that is said now.
     *
     * @param more further fields, JSON without the braces; empty for none
     */
    public void post(String id, String channel, String text, String more) throws IOException, InterruptedException {
        post(id, channel, Instant.now(), text, more);
    }

    /** The same, said at an instant. */
    void post(String id, String channel, Instant said, String text, String more)
            throws IOException, InterruptedException {
        String json = """
                {"id":"%s","source":"it","channel":"%s","event_time":"%s","text":"%s"%s}""".formatted(id, channel, said, text, more.isEmpty() ? "" : "," + more);
        HttpResponse<String> posted = HTTP.send(
                HttpRequest.newBuilder(URI.create(address("ingest") + "/feedback"))
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(posted.statusCode()).as(posted.body()).isEqualTo(202);
    }

    /** How many documents of a kind are stored and can be found. */
    long stored(String kind) {
        try {
            return Json.tree(get("elasticsearch", "/tidewatch-" + kind + "/_count?ignore_unavailable=true"))
                    .path("count")
                    .asLong();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A counter of an operator, over all its subtasks. */
    long counter(String job, String operator, String name) {
        try {
            for (JsonNode j : Json.tree(get("flink", "/jobs/overview")).path("jobs")) {
                String path = "/jobs/" + j.path("jid").asText();
                for (JsonNode v : Json.tree(get("flink", path)).path("vertices")) {
                    if (j.path("name").asText().endsWith(job)
                            && v.path("name").asText().startsWith(operator)) {
                        String metric = operator.replace(' ', '_') + '.' + name;
                        return Json.tree(get(
                                        "flink",
                                        path + "/vertices/" + v.path("id").asText() + "/subtasks/metrics?get=" + metric
                                                + "&agg=sum"))
                                .path(0)
                                .path("sum")
                                .asLong();
                    }
                }
            }
            return -1;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that a topic holds. */
    public List<ConsumerRecord<String, String>> records(String topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address("kafka")), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> found = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
            return found;
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public static void await(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
