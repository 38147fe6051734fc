package io.tidewatch.local.server;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the servers keep their data and which ports they take. All bind 127.0.0.1.
 *
 * @param directory data, generated settings and logs; used by one set of servers at a time
 * @param kafkaPort 0 takes a free one
 * @param elasticsearchPort 0 takes a free one
 * @param redisPort 0 takes a free one
 * @param kafkaHeap as the JVM writes it, for example {@code 512m}
 * @param elasticsearchHeap as the JVM writes it
 * @param startTimeout how long one server may take until it answers
 */
public record ServerOptions(
        Path directory,
        int kafkaPort,
        int elasticsearchPort,
        int redisPort,
        String kafkaHeap,
        String elasticsearchHeap,
        Duration startTimeout) {

    /** Free ports and the usual sizes. */
    public static ServerOptions in(Path directory) {
        return new ServerOptions(directory, 0, 0, 0, "512m", "512m", Duration.ofSeconds(60));
    }

    public ServerOptions withPorts(int kafka, int elasticsearch, int redis) {
        return new ServerOptions(directory, kafka, elasticsearch, redis, kafkaHeap, elasticsearchHeap, startTimeout);
    }

    public ServerOptions withHeaps(String kafka, String elasticsearch) {
        return new ServerOptions(
                directory, kafkaPort, elasticsearchPort, redisPort, kafka, elasticsearch, startTimeout);
    }

    public ServerOptions withStartTimeout(Duration timeout) {
        return new ServerOptions(
                directory, kafkaPort, elasticsearchPort, redisPort, kafkaHeap, elasticsearchHeap, timeout);
    }
}
