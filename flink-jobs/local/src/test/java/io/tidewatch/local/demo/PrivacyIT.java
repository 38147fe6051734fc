package io.tidewatch.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.tidewatch.connector.kafka.KafkaPublisher;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.local.cli.Checkouts;
import io.tidewatch.local.cli.Logs;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.stack.Addresses;
import io.tidewatch.local.stack.Stack;
import io.tidewatch.local.stack.StackFiles;
import io.tidewatch.testing.Eventually;
import io.tidewatch.text.privacy.LeakSearch;
import io.tidewatch.text.privacy.SecretText;
import io.tidewatch.text.privacy.SecretTexts;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of invented personal data into the running system; then everything that it wrote is searched for them. */
class PrivacyIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Eventually AWAIT = Eventually.within(Duration.ofMinutes(4));
    private static final long SEED = 44_017;
    private static final int BATCH = 250;
    private static final int BROKEN = 300;
    private static final Pattern TIME = Pattern.compile("^\\[?[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:,.]+Z?");
    /** Hashes, times and ids that hold no words of anybody. */
    private static final Set<String> NOT_SAID = Set.of(
            "content_hash",
            "voice_key",
            "simhash",
            "analysis_version",
            "event_time",
            "op_time",
            "received_at",
            "annotated_at",
            "evaluated_at",
            "@timestamp",
            "id",
            "starts_at",
            "fired_at",
            "updated_at",
            "resolved_at",
            "at",
            "rule_version",
            "fingerprint",
            "series",
            "start",
            "end",
            "delivery",
            "last_event",
            "document");

    @TempDir
    Path dir;

    private final List<SecretText> secrets = SecretTexts.of(SEED, 48);
    private final LeakSearch search = new LeakSearch(secrets);
    private final List<String> leaks = new ArrayList<>();
    private final Map<String, Integer> searched = new TreeMap<>();

    @Test
    void shouldWriteNoPersonalDataAnywhere() throws Exception {
        // given
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(2_000);
        Configuration configuration = Configuration.defaults(Checkouts.root());
        try (PushReceiver receiver = PushReceiver.start(Clock.systemUTC(), p -> {})) {
            Path data = Files.createDirectory(dir.resolve("data"));
            Path key = Files.writeString(dir.resolve("push.secret"), receiver.secret());
            StackFiles files = StackFiles.read(configuration)
                    .withNotify(DemoNotify.NAME, DemoNotify.text(receiver.url(), key.toString(), List.of(), List.of()));
            Logs.toFile(data);
            Progress progress = new Progress(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
            try (Stack stack = Stack.start(data, 0, configuration, files, false, progress)) {
                Addresses a = stack.addresses();
                // when
                sendAll(a);
                sendBroken(a);
                awaitDocuments(a, "tidewatch-feedback", n -> n == secrets.size());
                awaitDocuments(a, "tidewatch-dead-letters", n -> n == BROKEN);
                AWAIT.see("pushes", receiver::pushes, pushes -> !pushes.isEmpty());
                for (String index : List.of("tidewatch-alerts", "tidewatch-incidents", "tidewatch-receipts")) {
                    awaitDocuments(a, index, n -> n > 0);
                }
                // then
                searchElasticsearch(a);
                searchKafka(a);
                searchRedis(a);
                receiver.pushes().forEach(p -> look("push", p.title() + "\n" + p.body()));
            } finally {
                Configurator.reconfigure();
            }
            searchLogs(data);
        }
        assertThat(searched)
                .containsKeys(
                        "tidewatch-feedback",
                        "tidewatch-dead-letters",
                        "tidewatch-alerts",
                        "tidewatch-incidents",
                        "tidewatch-receipts",
                        "push",
                        "redis",
                        "log",
                        Topics.ANNOTATED,
                        Topics.DEAD_LETTERS,
                        Topics.ALERTS,
                        Topics.INCIDENTS,
                        Topics.RECEIPTS);
        assertThat(leaks).isEmpty();
    }

    private void sendAll(Addresses a) throws Exception {
        for (int from = 0; from < secrets.size(); from += BATCH) {
            ArrayNode batch = JsonNodeFactory.instance.arrayNode();
            for (int i = from; i < Math.min(secrets.size(), from + BATCH); i++) {
                batch.add(message(i));
            }
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create(a.ingest() + "/feedback"))
                            .POST(HttpRequest.BodyPublishers.ofString(batch.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }
    }

    /** Each in the text, every third also in other fields, every tenth as a complaint that pages at once. */
    private ObjectNode message(int i) {
        SecretText s = secrets.get(i);
        String[] channels = {"social", "im", "email", "ticket", "review", "survey", "app"};
        ObjectNode n = JsonNodeFactory.instance.objectNode();
        n.put("id", "privacy:" + i);
        n.put("source", "privacy");
        n.put("channel", channels[i % channels.length]);
        n.put("event_time", Clock.systemUTC().instant().toString());
        n.put("text", i % 10 == 0 ? "充电宝突然冒烟着火，烧伤了手！" + s.text() : s.text());
        if (i % 3 == 0) {
            n.put("title", s.text());
            n.put("url", "https://tidewatch.test/p/7?who=" + s.secret().replaceAll("[^0-9A-Za-z@.]", ""));
            n.put("lang", s.text());
            n.put("order_id", s.secret());
            n.putObject("author").put("id", s.secret()).put("name", s.secret()).put("followers", 3);
            n.putObject("customer")
                    .put("id", s.secret())
                    .put("city", "杭州 " + s.text())
                    .put("tier", "vip");
            n.putObject("product").put("name", "充电宝 " + s.text());
            n.putObject("contact").put("phone", s.text());
        }
        return n;
    }

    private void sendBroken(Addresses a) throws Exception {
        try (KafkaPublisher kafka = new KafkaPublisher(KafkaSettings.of(a.kafka()))) {
            for (int k = 0; k < BROKEN; k++) {
                int i = k * 7 % secrets.size();
                ObjectNode whole = message(i);
                whole.put("event_time", secrets.get(i).text());
                String json = k % 2 == 0 ? whole.toString() : whole.toString().replaceAll("}+$", "");
                kafka.publish(Topics.FEEDBACK_SERVICE, new KeyedMessage("broken" + k, json))
                        .get();
            }
        }
    }

    private void searchElasticsearch(Addresses a) throws Exception {
        JsonNode indices = Json.tree(get(a.elasticsearch() + "/_cat/indices/tidewatch-*?format=json"));
        for (JsonNode index : indices) {
            String name = index.path("index").asText();
            JsonNode found = Json.tree(get(a.elasticsearch() + "/" + name + "/_search?size=10000"));
            for (JsonNode hit : found.path("hits").path("hits")) {
                look(name.replaceAll("-[0-9.]+$", ""), hit.path("_source"));
            }
        }
    }

    private void searchKafka(Addresses a) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", a.kafka()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics().forEach((topic, all) -> {
                if (!topic.startsWith(Topics.FEEDBACK_PREFIX) && !topic.startsWith("__")) {
                    all.forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
                }
            });
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                for (ConsumerRecord<String, String> r : consumer.poll(Duration.ofMillis(500))) {
                    if (r.value() != null && !r.topic().equals(Topics.RULES)) {
                        written(r.topic(), r.value());
                    }
                }
            }
        }
    }

    private void searchRedis(Addresses a) {
        try (RedisClient client = RedisClient.create(a.redis());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisCommands<String, String> redis = connection.sync();
            for (String key : redis.keys("*")) {
                switch (redis.type(key)) {
                    case "zset":
                        redis.zrange(key, 0, -1).forEach(v -> written("redis", v));
                        break;
                    case "hash":
                        redis.hgetall(key).forEach((field, value) -> {
                            written("redis", field);
                            written("redis", value);
                        });
                        break;
                    case "stream":
                        redis.xrange(key, io.lettuce.core.Range.unbounded())
                                .forEach(m -> m.getBody().values().forEach(v -> written("redis", v)));
                        break;
                    case "string":
                        written("redis", redis.get(key));
                        break;
                    default:
                        throw new AssertionError(key + " is a " + redis.type(key));
                }
            }
        }
    }

    private void searchLogs(Path data) throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            for (Path file : all.filter(
                            f -> f.toString().contains("/logs/") || f.toString().endsWith(".out"))
                    .filter(Files::isRegularFile)
                    .toList()) {
                // the servers write UTF-8, and rubbish must not end the search
                for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
                    // the directory has a random number that may look like somebody's
                    look("log", TIME.matcher(line).replaceFirst("").replace(dir.toString(), ""));
                }
            }
        }
    }

    private void written(String where, String value) {
        try {
            look(where, Json.tree(value));
        } catch (JsonProcessingException e) {
            look(where, value);
        }
    }

    private void look(String where, JsonNode n) {
        if (n.isTextual()) {
            look(where, n.textValue());
        } else if (n.isArray()) {
            n.forEach(e -> look(where, e));
        } else if (n.isObject()) {
            n.fields().forEachRemaining(f -> {
                if (!NOT_SAID.contains(f.getKey())) {
                    look(where, f.getValue());
                }
            });
        }
    }

    private void look(String where, String said) {
        searched.merge(where, 1, Integer::sum);
        if (!said.matches("[0-9a-f]{32}")) {
            search.in(said).forEach(s -> leaks.add(where + ": " + s.how() + " " + s.secret() + " in " + said));
        }
    }

    private static long count(Addresses a, String index) throws Exception {
        get(a.elasticsearch() + "/" + index + "/_refresh");
        return Json.tree(get(a.elasticsearch() + "/" + index + "/_count"))
                .path("count")
                .asLong(-1);
    }

    private static String get(String url) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void awaitDocuments(Addresses a, String index, Predicate<Long> fits) throws Exception {
        AWAIT.see("documents in " + index, () -> count(a, index), fits);
    }
}
