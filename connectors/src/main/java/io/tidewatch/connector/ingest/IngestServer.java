package io.tidewatch.connector.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidewatch.connector.kafka.KafkaPublisher;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.wire.FeedbackJson;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /feedback}: one JSON object, an array, or one object per line, at most 6 MB, onto the topic of its
 * channel's group. 202 when Kafka has all of them; 400 names line and field of each that breaks the wire format, the
 * others are taken all the same; 401 when signatures are wanted and this one is wrong; 413 when too large; 503 when
 * Kafka does not answer, then send again: ids make that harmless.
 */
public final class IngestServer implements AutoCloseable {
    /** Largest body, in bytes. */
    public static final int MAX_BODY = KafkaSettings.MAX_MESSAGE_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(IngestServer.class);
    private static final int THREADS = 4;
    private static final int HEARTBEAT_SECONDS = 5;
    private static final int ACKNOWLEDGE_SECONDS = 30;
    private static final int MAX_PROBLEMS = 100;

    private final HttpServer http;
    private final KafkaPublisher kafka;
    private final FeedbackJson format;
    private final UnaryOperator<String> mask;
    private final @Nullable WebhookSignature signature;
    private final Clock clock;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ScheduledExecutorService heartbeats = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, String> topicOfSource = new ConcurrentHashMap<>();

    private IngestServer(HttpServer http, IngestSettings settings, Clock clock) {
        this.http = http;
        this.kafka = new KafkaPublisher(KafkaSettings.of(settings.kafka()));
        this.format = new FeedbackJson(settings.maxText());
        this.mask = settings.mask();
        this.signature = settings.secret() == null ? null : new WebhookSignature(settings.secret(), clock);
        this.clock = clock;
    }

    public static IngestServer start(IngestSettings settings) throws IOException {
        return start(settings, Clock.systemUTC());
    }

    /** @param clock of the heartbeats, and of the age of signatures */
    public static IngestServer start(IngestSettings settings, Clock clock) throws IOException {
        HttpServer http;
        try {
            http = HttpServer.create(new InetSocketAddress(settings.bind(), settings.port()), 64);
        } catch (IOException e) {
            throw new IOException(
                    "ingest cannot listen on " + settings.bind() + ":" + settings.port() + " (" + e.getMessage()
                            + "): choose with ingest.bind and ingest.port",
                    e);
        }
        IngestServer server = new IngestServer(http, settings, clock);
        http.createContext("/", server::handle);
        http.setExecutor(server.threads);
        http.start();
        server.heartbeats.scheduleAtFixedRate(
                server::sendHeartbeats, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        return server;
    }

    /** Takes feedback under {@code /feedback}. */
    public String url() {
        InetSocketAddress at = http.getAddress();
        String host = at.getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : at.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/health")) {
                answer(exchange, 200, Json.write(g -> g.writeStringField("status", "ok")));
            } else if (!path.equals("/feedback")) {
                answer(exchange, 404, error("not found, expected POST /feedback"));
            } else if (!exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Allow", "POST");
                answer(exchange, 405, error(exchange.getRequestMethod() + ", expected POST"));
            } else {
                post(exchange);
            }
        } catch (RuntimeException e) {
            LOG.error("request failed", e);
            throw e;
        }
    }

    private void post(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            answer(exchange, 413, error("body: expected at most " + MAX_BODY + " bytes"));
            return;
        }
        Optional<String> unsigned =
                signature == null ? Optional.empty() : signature.problem(exchange.getRequestHeaders(), body);
        if (unsigned.isPresent()) {
            answer(exchange, 401, error(unsigned.get()));
            return;
        }
        String text;
        try {
            // a fresh decoder reports what it cannot read instead of replacing it
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            answer(exchange, 400, error("body: expected UTF-8"));
            return;
        }
        FeedbackBatch batch = FeedbackBatch.read(text, format, mask);
        if (!publish(batch)) {
            exchange.getResponseHeaders().set("Retry-After", "5");
            answer(exchange, 503, error("Kafka does not answer, send again"));
            return;
        }
        answer(exchange, batch.problems().isEmpty() ? 202 : 400, result(batch));
    }

    private boolean publish(FeedbackBatch batch) {
        CompletableFuture<?>[] acknowledged = batch.messages().stream()
                .map(m -> kafka.publish(m.topic(), new KeyedMessage(m.id(), m.json())))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(acknowledged).get(ACKNOWLEDGE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("feedback not acknowledged: messages={} problem={}", acknowledged.length, e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        batch.messages().forEach(m -> topicOfSource.put(m.source(), m.topic()));
        return true;
    }

    /** Every source seen so far lives as long as this gateway does, also when it has nothing to say. */
    private void sendHeartbeats() {
        topicOfSource.forEach((source, topic) -> {
            Feedback heartbeat = Feedback.heartbeat(source, clock.millis());
            kafka.publish(topic, new KeyedMessage(heartbeat.id(), FeedbackJson.write(heartbeat)));
        });
    }

    private static String result(FeedbackBatch batch) {
        return Json.write(g -> {
            g.writeNumberField("accepted", batch.messages().size());
            g.writeNumberField("rejected", batch.problems().size());
            if (!batch.problems().isEmpty()) {
                g.writeArrayFieldStart("problems");
                for (FeedbackBatch.Problem p : batch.problems()
                        .subList(0, Math.min(MAX_PROBLEMS, batch.problems().size()))) {
                    g.writeStartObject();
                    g.writeNumberField("line", p.line());
                    g.writeStringField("reason", p.reason());
                    g.writeStringField("problem", p.problem());
                    g.writeEndObject();
                }
                g.writeEndArray();
            }
        });
    }

    private static String error(String problem) {
        return Json.write(g -> g.writeStringField("error", problem));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = (json + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Answers requests under way, then ends. */
    @Override
    public void close() {
        heartbeats.shutdownNow();
        http.stop(1);
        threads.shutdownNow();
        kafka.close();
    }
}
