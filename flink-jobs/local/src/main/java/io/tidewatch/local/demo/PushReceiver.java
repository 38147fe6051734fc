package io.tidewatch.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidewatch.alert.Severity;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's phone: takes signed webhook calls on the loopback address, refuses those whose signature is wrong, and keeps
 * the rest with their time of arrival.
 */
public final class PushReceiver implements AutoCloseable {
    private static final long TOLERANCE_SECONDS = 300;

    /**
     * One accepted push.
     *
     * @param alert the worst of the incident's, that which began first among equals; empty when it has none
     * @param at wall clock, epoch milliseconds
     */
    public record Push(
            String delivery,
            String incident,
            String alert,
            String status,
            String severity,
            String title,
            String body,
            long at) {}

    private final byte[] key = new byte[24];
    private final List<Push> pushes = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private final Consumer<Push> listener;
    private final HttpServer server;

    private PushReceiver(Clock clock, Consumer<Push> listener) throws IOException {
        this.clock = clock;
        this.listener = listener;
        new SecureRandom().nextBytes(key);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(Executors.newSingleThreadExecutor(r -> {
            Thread t = new Thread(r, "push-receiver");
            t.setDaemon(true);
            return t;
        }));
        server.createContext("/push", this::take);
        server.start();
    }

    /** @param listener called for every accepted push */
    public static PushReceiver start(Clock clock, Consumer<Push> listener) throws IOException {
        return new PushReceiver(clock, listener);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/push";
    }

    /** As receivers of Standard Webhooks are given it. */
    public String secret() {
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }

    /** Accepted so far, each delivery once. */
    public List<Push> pushes() {
        List<Push> once = new ArrayList<>();
        for (Push p : pushes) {
            if (once.stream().noneMatch(o -> o.delivery().equals(p.delivery()))) {
                once.add(p);
            }
        }
        return once;
    }

    /** Why calls were refused. */
    public List<String> refused() {
        return refused;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String problem = problem(exchange, body);
            if (problem != null) {
                refused.add(problem);
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            JsonNode n = Json.tree(body);
            Push push = new Push(
                    n.path("delivery").asText(),
                    n.path("incident").path("incident").asText(),
                    worst(n.path("incident").path("members")),
                    n.path("status").asText(),
                    n.path("incident").path("severity").asText(),
                    n.path("message").path("title").asText(),
                    n.path("message").path("body").asText(),
                    clock.millis());
            pushes.add(push);
            exchange.sendResponseHeaders(204, -1);
            listener.accept(push);
        }
    }

    private static String worst(JsonNode members) {
        String alert = "";
        Severity severity = null;
        long began = 0;
        for (JsonNode m : members) {
            Severity of = Severity.of(m.path("severity").asText());
            long starts =
                    WireTime.parse(m.path("starts_at").asText()).toInstant().toEpochMilli();
            boolean worse = severity == null || of.compareTo(severity) > 0;
            if (worse || (of == severity && starts < began)) {
                alert = m.path("alert").asText();
                severity = of;
                began = starts;
            }
        }
        return alert;
    }

    private @Nullable String problem(HttpExchange exchange, byte[] body) {
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        String timestamp = exchange.getRequestHeaders().getFirst("webhook-timestamp");
        String signature = exchange.getRequestHeaders().getFirst("webhook-signature");
        if (id == null || timestamp == null || signature == null || !timestamp.matches("[0-9]{1,12}")) {
            return "a header is missing";
        }
        if (Math.abs(clock.millis() / 1_000 - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) {
            return "the timestamp is too far from now";
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
            byte[] expected =
                    ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes(StandardCharsets.UTF_8);
            for (String given : signature.split(" ")) {
                if (MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
                    return null;
                }
            }
            return "the signature is wrong";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is missing", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
