package io.tidewatch.dashboard.wall;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.testing.Eventually;
import io.tidewatch.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

/** One client of the wall's stream. */
final class Page implements AutoCloseable {
    private final InputStream body;
    private final BufferedReader lines;

    record Event(String topic, String id, JsonNode data) {}

    Page(String url, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + "/events")).header("Accept", "text/event-stream");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        body = HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .body();
        lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /** The next event of any topic. */
    Event next() throws IOException {
        String topic = "";
        String id = "";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event:")) {
                topic = line.substring(6).strip();
            } else if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5));
            } else if (line.isEmpty() && data.length() > 0) {
                return new Event(topic, id, Json.tree(data.toString()));
            }
        }
        throw new IOException("the stream ended");
    }

    /** The first event of a topic that fits, within 20 s. */
    Event await(String topic, Predicate<JsonNode> fits) throws IOException {
        return Eventually.within(Duration.ofSeconds(20))
                .every(Duration.ZERO)
                .see("such a " + topic + " event", this::next, e -> e.topic().equals(topic) && fits.test(e.data()));
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
