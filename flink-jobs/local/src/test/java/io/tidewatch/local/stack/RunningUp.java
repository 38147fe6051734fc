package io.tidewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.local.Tidewatch;
import io.tidewatch.local.cli.Checkouts;
import io.tidewatch.testing.Eventually;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
        return start(Tidewatch.class, directory, data, options);
    }

    /** @param main takes the command line in the place of {@link Tidewatch} */
    public static RunningUp start(Class<?> main, Path directory, Path data, String... options) throws IOException {
        Path said = directory.resolve("up.err");
        Process process = launch(main, directory, said, data, options);
        Path file = data.resolve("running.json");
        try {
            Eventually.within(START)
                    .see(
                            "running.json of process " + process.pid(),
                            () -> {
                                assertThat(process.isAlive())
                                        .as(() -> read(said))
                                        .isTrue();
                                return read(file);
                            },
                            text -> text.contains("\"pid\":" + process.pid()));
        } catch (Throwable e) {
            process.destroyForcibly();
            throw e;
        }
        return new RunningUp(process, said, Json.tree(Files.readAllBytes(file)));
    }

    /**
     * Waits until it has refused to run.
     *
     * @return what it printed to the terminal
     */
    static String refused(Path directory, Path data, String... options) throws IOException, InterruptedException {
        Path said = directory.resolve("refused.err");
        Process process = launch(Tidewatch.class, directory, said, data, options);
        try {
            assertThat(process.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isNotZero();
        return read(said);
    }

    private static Process launch(Class<?> main, Path directory, Path said, Path data, String... options)
            throws IOException {
        Path arguments = Files.writeString(
                directory.resolve("java.args"),
                "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + "\"");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-Dtidewatch.root=" + Checkouts.root(),
                "-XX:+UseSerialGC",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "-Dtidewatch.elasticsearch.home=" + System.getProperty("tidewatch.elasticsearch.home"),
                "@" + arguments,
                main.getName(),
                "up",
                "--dir",
                data.toString(),
                "--memory.required",
                "100m"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("up.out").toFile())
                .redirectError(said.toFile())
                .start();
    }

    public Process process() {
        return process;
    }

    /** Address of a part, as running.json names it. */
    public String address(String part) {
        return addresses.path(part).asText();
    }

    /** What it has printed to the terminal so far. */
    public String said() {
        return read(said);
    }

    public String get(String part, String path) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(address(part) + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /**
     * Posts one message whose event time is now.
     *
     * @param more further fields, JSON without the braces; empty for none
     */
    public void post(String id, String channel, String text, String more) throws IOException, InterruptedException {
        post(id, channel, Instant.now(), text, more);
    }

    /** Posts one message with an event time. */
    public void post(String id, String channel, Instant eventTime, String text, String more)
            throws IOException, InterruptedException {
        String json = """
                {"id":"%s","source":"it","channel":"%s","event_time":"%s","text":"%s"%s}""".formatted(id, channel, eventTime, text, more.isEmpty() ? "" : "," + more);
        HttpResponse<String> posted = HTTP.send(
                HttpRequest.newBuilder(URI.create(address("ingest") + "/feedback"))
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(posted.statusCode()).as(posted.body()).isEqualTo(202);
    }

    /** How many documents of a kind are stored and can be found. */
    public long stored(String kind) throws IOException, InterruptedException {
        return Json.tree(get("elasticsearch", "/tidewatch-" + kind + "/_count?ignore_unavailable=true"))
                .path("count")
                .asLong();
    }

    /** A counter of an operator, over all its subtasks; −1 while there is no such operator. */
    long counter(String job, String operator, String name) throws IOException, InterruptedException {
        for (JsonNode v : vertices(job)) {
            if (v.path("name").asText().startsWith(operator)) {
                return metric(job, v, operator.replace(' ', '_') + '.' + name, "sum");
            }
        }
        return -1;
    }

    /** The oldest revision of the rules that a subtask of detection goes by; −1 while that is not known. */
    public long rulesRevision() throws IOException, InterruptedException {
        List<Long> revisions = new ArrayList<>();
        for (JsonNode v : vertices("detect")) {
            for (JsonNode m : Json.tree(get("flink", metrics("detect", v)))) {
                String id = m.path("id").asText();
                if (id.endsWith(".rules_revision")) {
                    revisions.add(metric("detect", v, id, "min"));
                }
            }
        }
        return revisions.stream().mapToLong(Long::longValue).min().orElse(-1);
    }

    /** When the newest completed checkpoint of a job was triggered, epoch milliseconds; 0 before the first. */
    public long checkpointedAt(String job) throws IOException, InterruptedException {
        return Json.tree(get("flink", path(job) + "/checkpoints"))
                .at("/latest/completed/trigger_timestamp")
                .asLong();
    }

    private long metric(String job, JsonNode vertex, String metric, String aggregate)
            throws IOException, InterruptedException {
        String query = "?get=" + URLEncoder.encode(metric, StandardCharsets.UTF_8) + "&agg=" + aggregate;
        return Json.tree(get("flink", metrics(job, vertex) + query))
                .path(0)
                .path(aggregate)
                .asLong(-1);
    }

    private String metrics(String job, JsonNode vertex) throws IOException, InterruptedException {
        return path(job) + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
    }

    /** The names of a job's operators, as its tasks bear them. */
    public List<String> tasks(String job) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (JsonNode v : vertices(job)) {
            names.add(v.path("name").asText());
        }
        return names;
    }

    /** How often a job was started again after it had failed. */
    public long restarts(String job) throws IOException, InterruptedException {
        return Json.tree(get("flink", path(job) + "/metrics?get=numRestarts"))
                .path(0)
                .path("value")
                .asLong();
    }

    /** Whether every task of a job runs. */
    public boolean runs(String job) throws IOException, InterruptedException {
        for (JsonNode v : vertices(job)) {
            if (!v.path("status").asText().equals("RUNNING")) {
                return false;
            }
        }
        return true;
    }

    private JsonNode vertices(String job) throws IOException, InterruptedException {
        return Json.tree(get("flink", path(job))).path("vertices");
    }

    private String path(String job) throws IOException, InterruptedException {
        for (JsonNode j : Json.tree(get("flink", "/jobs/overview")).path("jobs")) {
            if (j.path("name").asText().endsWith(job)) {
                return "/jobs/" + j.path("jid").asText();
            }
        }
        throw new IOException("no job " + job);
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

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
