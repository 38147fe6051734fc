package io.tidewatch.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.tidewatch.testing.Eventually;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalServersExtension.class)
class LocalServersIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void shouldServeWhenStarted(LocalServers servers) throws Exception {
        // given
        String text = "五天没动 " + "x".repeat(5_000_000);

        // when
        produce(servers, "it.first", text);
        index(servers, "it-first", "1", "{\"text\":\"五天没动\"}");

        // then
        assertThat(consume(servers, "it.first", 1)).containsExactly(text);
        assertThat(get(servers, "/it-first/_count")).contains("\"count\":1");
        RedisClient redis = RedisClient.create(servers.redisUrl());
        try (StatefulRedisConnection<String, String> connection = redis.connect()) {
            connection.sync().set("it:key", "值");
            assertThat(connection.sync().get("it:key")).isEqualTo("值");
        } finally {
            redis.shutdown();
        }
        assertThat(servers.failure()).isNotDone();
    }

    @Test
    void shouldKeepDataWhenStartedAgain(@TempDir Path directory) throws Exception {
        // given
        try (LocalServers servers = LocalServers.start(ServerOptions.in(directory))) {
            produce(servers, "it.kept", "first");
            index(servers, "it-kept", "1", "{\"n\":1}");
        }

        // when
        try (LocalServers again = LocalServers.start(ServerOptions.in(directory))) {
            produce(again, "it.kept", "second");

            // then
            assertThat(consume(again, "it.kept", 2)).containsExactlyInAnyOrder("first", "second");
            assertThat(get(again, "/it-kept/_count")).contains("\"count\":1");
        }
    }

    @Test
    void shouldLeaveNoChildWhenTheParentIsKilled(@TempDir Path directory) throws Exception {
        // given
        Process parent = new ProcessBuilder(new JavaCommand("256m", directory)
                        .with("-D" + ElasticsearchServer.HOME_PROPERTY + "="
                                + System.getProperty(ElasticsearchServer.HOME_PROPERTY))
                        .withOwnClassPath(directory.resolve("parent-class-path"))
                        .run(StartsServers.class, directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> children;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("ready");
            children = parent.descendants().toList();
            // three servers, and Redis has its guard's shells
            assertThat(children).hasSizeGreaterThanOrEqualTo(4).allMatch(ProcessHandle::isAlive);
        }

        // when
        parent.destroyForcibly();

        // then
        Eventually.within(Duration.ofSeconds(5))
                .see(
                        "children that live on",
                        () -> children.stream().filter(ProcessHandle::isAlive).toList(),
                        List::isEmpty);
    }

    @Test
    void shouldReportWhenAServerEndsByItself(@TempDir Path directory) throws Exception {
        // given
        try (LocalServers servers = LocalServers.start(ServerOptions.in(directory))) {
            ProcessHandle redis = LongStream.of(servers.pids().get(2))
                    .mapToObj(pid -> ProcessHandle.of(pid).orElseThrow())
                    .flatMap(ProcessHandle::descendants)
                    .filter(p -> p.info().command().orElse("").endsWith("redis-server"))
                    .findFirst()
                    .orElseThrow();

            // when
            redis.destroyForcibly();

            // then
            assertThat(servers.failure().get(10, TimeUnit.SECONDS)).contains("Redis stopped unexpectedly", "redis.log");
        }
    }

    @Test
    void shouldNameThePortAndTheOptionWhenItIsTaken(@TempDir Path directory) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServerOptions free = ServerOptions.in(directory);
            ServerOptions options = new ServerOptions(
                    directory,
                    free.kafka(),
                    ServerChoice.own(taken.getLocalPort(), "512m"),
                    free.redis(),
                    free.startTimeout());

            assertThatThrownBy(() -> LocalServers.start(options))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " for Elasticsearch is taken")
                    .hasMessageContaining("--port-base");
        }
    }

    @Test
    void shouldShowTheEndOfTheLogWhenAServerFails(@TempDir Path directory) {
        ServerOptions good = ServerOptions.in(directory);
        ServerOptions options = new ServerOptions(
                directory, ServerChoice.own(0, "1k"), good.elasticsearch(), good.redis(), good.startTimeout());

        assertThatThrownBy(() -> LocalServers.start(options))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("Kafka ended while starting")
                .hasMessageContaining("kafka.log")
                .hasMessageContaining("heap");
    }

    /** The parent that gets killed. */
    static final class StartsServers {
        public static void main(String[] args) throws Exception {
            LocalServers servers = LocalServers.start(ServerOptions.in(Path.of(args[0])));
            System.out.println("ready");
            servers.failure().join();
        }
    }

    private static void produce(LocalServers servers, String topic, String value) throws Exception {
        Properties p = new Properties();
        p.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.kafkaBootstrap());
        p.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 6 * 1024 * 1024);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(p, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static List<String> consume(LocalServers servers, String topic, int count) {
        Map<String, Object> p = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers.kafkaBootstrap(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "it-" + topic,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(p, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            return Eventually.within(Duration.ofSeconds(30))
                    .every(Duration.ZERO)
                    .see(
                            count + " records",
                            () -> {
                                consumer.poll(Duration.ofMillis(200)).forEach(r -> values.add(r.value()));
                                return values;
                            },
                            v -> v.size() >= count);
        }
    }

    private static void index(LocalServers servers, String index, String id, String json) throws Exception {
        HttpRequest put = HttpRequest.newBuilder(
                        URI.create(servers.elasticsearchUrl() + "/" + index + "/_doc/" + id + "?refresh=true"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json))
                .build();
        assertThat(HTTP.send(put, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(201);
    }

    private static String get(LocalServers servers, String path) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(servers.elasticsearchUrl() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
