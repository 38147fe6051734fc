package io.tidewatch.local.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A single Kafka broker and controller in this process; the argument is its properties file. */
public final class KafkaMain {
    private static final String CONTROLLER = "CONTROLLER";

    private KafkaMain() {}

    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(args[0]), StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        Path logs = Path.of(properties.getProperty("log.dirs"));
        Files.createDirectories(logs);
        new Formatter()
                .setPrintStream(System.out)
                .setClusterId(clusterId(logs.resolveSibling("cluster.id")))
                .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(logs.toString())
                .addDirectory(logs.toString())
                .setIgnoreFormatted(true)
                .run();
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        ParentWatch.start(() -> {
            server.shutdown();
            server.awaitShutdown();
        });
        server.startup();
        server.awaitShutdown();
        Runtime.getRuntime().halt(0);
    }

    private static String clusterId(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
    }
}
