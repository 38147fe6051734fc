package io.tidewatch.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How servers are started, for tests that start none. */
public final class ServerCommands {
    private ServerCommands() {}

    public static List<String> kafka(ServerOptions options) throws IOException {
        Path home = Files.createDirectories(options.directory().resolve("kafka"));
        return KafkaServer.plan(home, home, home, options.kafka().heap(), 1, 2).command();
    }

    public static List<String> elasticsearch(ServerOptions options) throws IOException {
        Path home = Files.createDirectories(options.directory().resolve("elasticsearch"));
        return ElasticsearchServer.plan(
                        home, home, home, options.elasticsearch().heap(), 1, 2)
                .command();
    }
}
