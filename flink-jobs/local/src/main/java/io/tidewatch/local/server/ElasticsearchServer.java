package io.tidewatch.local.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** One node without security, for this machine only. */
final class ElasticsearchServer {
    /** Names the unpacked server; set by the launcher script and by the build's tests. */
    static final String HOME_PROPERTY = "tidewatch.elasticsearch.home";

    private static final List<String> LOGGING = List.of(
            "status = error",
            "appender.console.type = Console",
            "appender.console.name = console",
            "appender.console.layout.type = PatternLayout",
            "appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %marker%m%n",
            "rootLogger.level = info",
            "rootLogger.appenderRef.console.ref = console");

    private ElasticsearchServer() {}

    static ServerPlan plan(Path home, Path logs, Path temporary, String heap, int port, int transportPort)
            throws IOException {
        Path server = home();
        Path configuration = Files.createDirectories(home.resolve("config"));
        Files.write(configuration.resolve("log4j2.properties"), LOGGING);
        Path settings = Settings.write(
                home.resolve("elasticsearch.properties"), settings(home, logs, server, port, transportPort));
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        URI health = URI.create("http://127.0.0.1:" + port + "/_cluster/health?wait_for_status=yellow&timeout=2s");
        return new ServerPlan(
                "Elasticsearch",
                new JavaCommand(heap, temporary)
                        .with("--module-path", server.resolve("lib").toString())
                        .with("--add-modules", "jdk.net,jdk.management.agent,ALL-MODULE-PATH")
                        .with("-Djava.awt.headless=true", "-Dlog4j2.disable.jmx=true", "-Djna.nosys=true")
                        .with("-Dlog4j.shutdownHookEnabled=false", "-Dio.netty.noUnsafe=true")
                        .with("-Des.logs.base_path=" + logs, "-Des.logs.cluster_name=elasticsearch")
                        .with("-Des.logs.node_name=local", "-Des.distribution.type=zip")
                        .with("-cp", JavaCommand.origin(ElasticsearchMain.class).toString())
                        .run(ElasticsearchMain.class, settings.toString(), configuration.toString()),
                home,
                logs.resolve("elasticsearch.log"),
                () -> Ports.answers(port, 2_000) && isHealthy(http, health));
    }

    private static Properties settings(Path home, Path logs, Path server, int port, int transportPort) {
        Properties p = new Properties();
        p.putAll(Map.of(
                "cluster.name",
                "tidewatch",
                "node.name",
                "local",
                "path.home",
                server.toString(),
                "path.data",
                home.resolve("data").toString(),
                "path.logs",
                logs.toString(),
                "network.host",
                "127.0.0.1",
                "http.port",
                Integer.toString(port),
                "transport.port",
                Integer.toString(transportPort),
                "discovery.type",
                "single-node",
                // checked by the launcher, in words
                "cluster.routing.allocation.disk.threshold_enabled",
                "false"));
        // daily indices of every kind for as long as anyone keeps them
        p.put("cluster.max_shards_per_node", "10000");
        return p;
    }

    static Path home() throws IOException {
        String named = System.getProperty(HOME_PROPERTY);
        if (named != null && Files.isDirectory(Path.of(named, "lib"))) {
            return Path.of(named).toAbsolutePath();
        }
        // <dist>/lib/*.jar, with the server unpacked beside the dist directories
        for (Path at = JavaCommand.origin(ElasticsearchMain.class); at != null; at = at.getParent()) {
            Path unpacked = at.resolve("elasticsearch");
            if (Files.isDirectory(unpacked)) {
                try (Stream<Path> versions = Files.list(unpacked)) {
                    List<Path> found = versions.filter(v -> Files.isDirectory(v.resolve("lib")))
                            .sorted()
                            .toList();
                    if (!found.isEmpty()) {
                        return found.get(found.size() - 1);
                    }
                }
            }
        }
        throw new ServerStartException("the unpacked Elasticsearch server is missing"
                + (named == null ? "" : " at " + named) + ": run ./tidewatch, which unpacks it, or name it with -D"
                + HOME_PROPERTY);
    }

    private static boolean isHealthy(HttpClient http, URI health) {
        try {
            HttpRequest request = HttpRequest.newBuilder(health)
                    .timeout(Duration.ofSeconds(4))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
