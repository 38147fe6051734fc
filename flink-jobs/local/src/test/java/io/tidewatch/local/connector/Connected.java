package io.tidewatch.local.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What the connector tests share: an environment as strict as ours and Elasticsearch over HTTP. */
final class Connected {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Connected() {}

    static StreamExecutionEnvironment environment(String checkpointInterval) {
        Configuration conf = new Configuration();
        conf.setString("pipeline.generic-types", "false");
        conf.setString("pipeline.auto-generate-uids", "false");
        conf.setString("pipeline.object-reuse", "true");
        conf.setString("parallelism.default", "2");
        conf.setString("execution.checkpointing.interval", checkpointInterval);
        conf.setString("restart-strategy.type", "none");
        return StreamExecutionEnvironment.getExecutionEnvironment(conf);
    }

    static JsonNode get(String url) throws Exception {
        HttpResponse<String> r =
                HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        return Json.tree(r.body());
    }

    static long count(String elasticsearch, String index, String query) throws Exception {
        HTTP.send(
                HttpRequest.newBuilder(URI.create(elasticsearch + "/" + index + "/_refresh"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        HttpRequest r = HttpRequest.newBuilder(URI.create(elasticsearch + "/" + index + "/_count"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(query))
                .build();
        return Json.tree(HTTP.send(r, HttpResponse.BodyHandlers.ofString()).body())
                .path("count")
                .asLong(-1);
    }
}
