package io.tidewatch.dashboard.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.TopicSettings;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.dashboard.kibana.KibanaImport;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * One-shot set-up of servers; may run any number of times. {@code servers}: topics, index templates, and the password of
 * Kibana's own user when one is mounted. {@code kibana}: the saved objects.
 */
public final class Setup {
    private static final Path KIBANA_PASSWORD = Path.of("/run/secrets/kibana_password");

    private Setup() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Environment env = new Environment(System.getenv());
        switch (args.length == 1 ? args[0] : "") {
            case "servers" -> servers(env);
            case "kibana" -> {
                int objects = new KibanaImport(env.url("TIDEWATCH_KIBANA_URL")).send();
                System.err.println("saved objects imported: count=" + objects);
            }
            default -> throw new IllegalArgumentException("expected one of " + List.of("servers", "kibana"));
        }
    }

    private static void servers(Environment env) throws IOException, InterruptedException {
        try {
            Topics.create(KafkaSettings.of(env.required("TIDEWATCH_KAFKA_BOOTSTRAP")), TopicSettings.defaults());
        } catch (ExecutionException e) {
            throw new IOException("cannot set up the topics: " + e.getCause(), e);
        }
        String elasticsearch = env.url("TIDEWATCH_ELASTICSEARCH_URL");
        IndexTemplates.install(elasticsearch);
        System.err.println("topics and index templates are there");
        if (Files.exists(KIBANA_PASSWORD)) {
            ObjectNode password = Json.MAPPER.createObjectNode();
            password.put("password", Files.readString(KIBANA_PASSWORD).strip());
            new ElasticsearchHttp(elasticsearch, Duration.ofSeconds(30))
                    .post("/_security/user/kibana_system/_password", password.toString());
            System.err.println("password of kibana_system is set");
        }
    }
}
