package io.tidewatch.job.notify;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** A receiver on this machine that keeps what it is sent and answers as it is told. */
final class HttpReceiver implements AutoCloseable {
    private final HttpServer server;
    public final List<Call> calls = new CopyOnWriteArrayList<>();
    public volatile Answer answer = new Answer(200, "{\"errcode\":0,\"errmsg\":\"ok\"}", Map.of());

    /** Bodies that are answered with 500. */
    public volatile Predicate<String> fails = body -> false;

    public record Call(String path, Map<String, String> headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    public record Answer(int status, String body, Map<String, String> headers) {}

    public HttpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(r -> {
            Thread t = new Thread(r);
            t.setDaemon(true);
            return t;
        }));
        server.createContext("/", exchange -> {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders().forEach((k, v) -> headers.put(k.toLowerCase(java.util.Locale.ROOT), v.get(0)));
            Call call = new Call(
                    exchange.getRequestURI().toString(),
                    headers,
                    exchange.getRequestBody().readAllBytes());
            calls.add(call);
            Answer a = fails.test(call.text()) ? new Answer(500, "", Map.of()) : answer;
            a.headers().forEach((k, v) -> exchange.getResponseHeaders().set(k, v));
            byte[] body = a.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(a.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public void answers(int status, String body) {
        answer = new Answer(status, body, Map.of());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
