package io.tidewatch.local.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.connector.ingest.IngestServer;
import io.tidewatch.connector.ingest.IngestSettings;
import io.tidewatch.connector.ingest.WebhookSignature;
import io.tidewatch.local.server.LocalServers;
import io.tidewatch.local.server.LocalServersExtension;
import io.tidewatch.testing.Eventually;
import io.tidewatch.text.privacy.Masker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalServersExtension.class)
class IngestServerIT {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T02:00:00Z"), ZoneOffset.UTC);

    private final String run = UUID.randomUUID().toString();

    @Test
    void shouldPutFeedbackOnTheTopicOfItsChannel(LocalServers servers) throws Exception {
        // given
        String id = "it:" + run;
        String json = complaint(id, "phone");

        // when
        HttpResponse<String> answer;
        try (IngestServer ingest = start(servers, null)) {
            answer = post(ingest, json.getBytes(StandardCharsets.UTF_8));
        }

        // then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"accepted\":1", "\"rejected\":0");
        assertThat(read(servers, "tidewatch.feedback.service", id)).containsExactly(json);
    }

    @Test
    void shouldSayWhatIsWrongLineByLine(LocalServers servers) throws Exception {
        try (IngestServer ingest = start(servers, null)) {
            HttpResponse<String> answer =
                    post(ingest, (complaint("it:" + run, "im") + "\n{}").getBytes(StandardCharsets.UTF_8));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .contains(
                            "\"accepted\":1",
                            "\"rejected\":1",
                            "\"line\":2",
                            "\"reason\":\"missing_field\"",
                            "source: ");
        }
    }

    @Test
    void shouldRefuseWhatItCannotRead(LocalServers servers) throws Exception {
        try (IngestServer ingest = start(servers, null)) {
            assertThat(post(ingest, new byte[] {'"', (byte) 0xff, '"'}).statusCode())
                    .isEqualTo(400);
            assertThat(post(ingest, new byte[IngestServer.MAX_BODY + 1]).statusCode())
                    .isEqualTo(413);
            assertThat(send(HttpRequest.newBuilder(URI.create(ingest.url() + "/feedback"))
                                    .GET())
                            .statusCode())
                    .isEqualTo(405);
            assertThat(send(HttpRequest.newBuilder(URI.create(ingest.url() + "/other"))
                                    .GET())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void shouldWantASignatureWhenASecretIsSet(LocalServers servers) throws Exception {
        // given
        byte[] body = complaint("it:" + run, "im").getBytes(StandardCharsets.UTF_8);
        String timestamp = Long.toString(CLOCK.instant().getEpochSecond());
        String signature = new String(
                new WebhookSignature("s3cret", CLOCK).sign("m1", timestamp, body), StandardCharsets.US_ASCII);

        try (IngestServer ingest = start(servers, "s3cret")) {
            // when, then
            assertThat(post(ingest, body).statusCode()).isEqualTo(401);
            assertThat(send(HttpRequest.newBuilder(URI.create(ingest.url() + "/feedback"))
                                    .header("webhook-id", "m1")
                                    .header("webhook-timestamp", timestamp)
                                    .header("webhook-signature", signature)
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)))
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void shouldSendHeartbeatsForTheSourcesItHasSeen(LocalServers servers) throws Exception {
        // given
        String source = "it-" + run;
        String json = complaint("x:" + run, "survey").replace("\"source\":\"a\"", "\"source\":\"" + source + "\"");

        // when
        try (IngestServer ingest = start(servers, null)) {
            post(ingest, json.getBytes(StandardCharsets.UTF_8));

            // then
            assertThat(read(servers, "tidewatch.feedback.survey", "heartbeat:" + source))
                    .first()
                    .asString()
                    .contains("\"op\":\"heartbeat\"", "\"event_time\":\"2026-11-22T10:00:00+08:00\"");
        }
    }

    private static IngestServer start(LocalServers servers, String secret) throws Exception {
        return IngestServer.start(
                new IngestSettings(
                        "127.0.0.1", 0, servers.kafkaBootstrap(), 100, Masker.withoutKey()::maskQuote, secret),
                CLOCK);
    }

    private static HttpResponse<String> post(IngestServer ingest, byte[] body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(ingest.url() + "/feedback"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static String complaint(String id, String channel) {
        return "{\"id\":\"" + id + "\",\"source\":\"a\",\"channel\":\"" + channel
                + "\",\"event_time\":\"2026-11-22T10:00:00+08:00\",\"text\":\"包裹在路上停了五天\"}";
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The values with a key; waits for the first. */
    private static List<String> read(LocalServers servers, String topic, String key) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers.kafkaBootstrap(),
                        "group.id",
                        "it-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            return Eventually.within(Duration.ofSeconds(30))
                    .every(Duration.ZERO)
                    .see(
                            "records of " + key,
                            () -> {
                                for (ConsumerRecord<String, String> r : consumer.poll(Duration.ofMillis(200))) {
                                    if (key.equals(r.key())) {
                                        values.add(r.value());
                                    }
                                }
                                return values;
                            },
                            v -> !v.isEmpty());
        }
    }
}
