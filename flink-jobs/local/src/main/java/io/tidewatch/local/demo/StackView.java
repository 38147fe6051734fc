package io.tidewatch.local.demo;

import io.tidewatch.local.stack.Addresses;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A running stack as an onlooker sees it, through its public addresses. */
final class StackView {
    private final Addresses addresses;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    StackView(Addresses addresses) {
        this.addresses = addresses;
    }

    String kafka() {
        return addresses.kafka();
    }

    /** Documents under an alias that can be found by now; 0 while there is none. */
    long count(String alias) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(addresses.elasticsearch() + "/" + alias + "/_count?ignore_unavailable=true"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Json.tree(answer.body()).path("count").asLong()
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("Elasticsearch does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
