package io.tidewatch.dashboard.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.wire.Excerpt;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one Elasticsearch over the JDK's client. Thread-safe.
 *
 * <p>A user and a password inside the URL ({@code http://user:password@host:9200}) are sent as basic authentication and
 * never appear in a message of an exception.
 */
public final class ElasticsearchHttp {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final int SHOWN = 400;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final String base;
    private final @Nullable String authorization;
    private final Duration timeout;

    /**
     * @param url with or without user, password and trailing slash
     * @param timeout of one request
     * @throws IllegalArgumentException when the URL is not http or https
     */
    public ElasticsearchHttp(String url, Duration timeout) {
        URI uri = URI.create(url);
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("elasticsearch.url: expected http(s)://host:port");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        this.base = uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + path;
        this.authorization = uri.getUserInfo() == null
                ? null
                : "Basic "
                        + Base64.getEncoder().encodeToString(uri.getUserInfo().getBytes(StandardCharsets.UTF_8));
        this.timeout = timeout;
    }

    /**
     * @param path with a leading slash
     * @throws IOException when the server is away or answers with an error; the message names request, status and cause
     */
    public JsonNode put(String path, String json) throws IOException {
        return send("PUT", path, json);
    }

    /**
     * @param path with a leading slash
     * @throws IOException when the server is away or answers with an error; the message names request, status and cause
     */
    public JsonNode post(String path, String json) throws IOException {
        return send("POST", path, json);
    }

    private JsonNode send(String method, String path, String json) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<byte[]> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted during " + method + " " + base + path, e);
        } catch (IOException e) {
            throw new IOException(method + " " + base + path + " failed: " + e, e);
        }
        if (response.statusCode() / 100 != 2) {
            String body = new String(response.body(), StandardCharsets.UTF_8);
            throw new IOException(
                    method + " " + base + path + " answered " + response.statusCode() + ": " + Excerpt.of(body, SHOWN));
        }
        return Json.tree(response.body());
    }
}
