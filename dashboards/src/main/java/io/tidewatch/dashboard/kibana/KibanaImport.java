package io.tidewatch.dashboard.kibana;

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

/**
 * Sends the packaged saved objects to Kibana, replacing ours of the same id; what users cloned stays. Kibana must be up:
 * see {@link #isAvailable}.
 */
public final class KibanaImport {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int SHOWN = 400;
    private static final String BOUNDARY = "tidewatch-saved-objects";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    private final String base;
    private final String authorization;

    /** @param url {@code http://[user:password@]host:port[/base-path]} */
    public KibanaImport(String url) {
        URI uri = URI.create(url.replaceAll("/+$", ""));
        String user = uri.getUserInfo();
        base = user == null ? uri.toString() : uri.toString().replace(uri.getRawUserInfo() + "@", "");
        authorization = user == null
                ? ""
                : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    /** True once Kibana says that all its parts work. */
    public boolean isAvailable() {
        try {
            HttpResponse<byte[]> r = send(HttpRequest.newBuilder(URI.create(base + "/api/status")));
            return r.statusCode() == 200
                    && "available"
                            .equals(Json.tree(r.body())
                                    .at("/status/overall/level")
                                    .asText());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * @return how many objects Kibana took
     * @throws IOException when Kibana is away, refuses, or answers 200 with errors inside
     */
    public int send() throws IOException {
        String body = "--" + BOUNDARY + "\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"" + KibanaPanels.FILE + "\"\r\n"
                + "Content-Type: application/x-ndjson\r\n\r\n"
                + KibanaPanels.ndjson() + "\r\n--" + BOUNDARY + "--\r\n";
        HttpResponse<byte[]> r =
                send(HttpRequest.newBuilder(URI.create(base + "/api/saved_objects/_import?overwrite=true"))
                        .header("kbn-xsrf", "true")
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        String text = new String(r.body(), StandardCharsets.UTF_8);
        if (r.statusCode() != 200) {
            throw new IOException("Kibana answered " + r.statusCode() + " to the import: " + Excerpt.of(text, SHOWN));
        }
        JsonNode answer = Json.tree(text);
        if (!answer.path("success").asBoolean()) {
            throw new IOException("Kibana did not take all objects: "
                    + Excerpt.of(answer.path("errors").toString(), SHOWN));
        }
        return answer.path("successCount").asInt();
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
        request.timeout(TIMEOUT);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while talking to Kibana", e);
        }
    }
}
