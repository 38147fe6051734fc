package io.tidewatch.local.server;

import io.tidewatch.wire.FeedbackJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** One broker that is its own controller. */
final class KafkaServer {
    /** Largest record, in bytes: larger than the largest message that is worth a dead letter. */
    static final int MAX_MESSAGE_BYTES = FeedbackJson.MAX_RECORD_BYTES;

    private static final int PROBE_MILLIS = 2_000;

    private KafkaServer() {}

    static ServerPlan plan(Path home, Path logs, Path temporary, String heap, int port, int controllerPort)
            throws IOException {
        Path settings = Settings.write(home.resolve("kafka.properties"), settings(home, port, controllerPort));
        return new ServerPlan(
                "Kafka",
                new JavaCommand(heap, temporary)
                        .with("-Dlog4j2.configurationFile=log4j2-server.xml")
                        .withOwnClassPath(home.resolve("class-path"))
                        .run(KafkaMain.class, settings.toString()),
                home,
                logs.resolve("kafka.log"),
                () -> isReady(port));
    }

    private static Properties settings(Path home, int port, int controllerPort) {
        String controller = "127.0.0.1:" + controllerPort;
        String broker = "PLAINTEXT://127.0.0.1:" + port;
        Properties p = new Properties();
        p.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@" + controller,
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                broker + ",CONTROLLER://" + controller,
                "advertised.listeners",
                broker,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs",
                home.resolve("data").toString()));
        p.putAll(Map.of(
                "message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES),
                "replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES),
                "num.partitions", "2",
                "group.initial.rebalance.delay.ms", "0",
                "log.cleaner.dedupe.buffer.size", "2097152",
                "log.segment.bytes", Integer.toString(128 * 1024 * 1024),
                "num.network.threads", "2",
                "num.io.threads", "4",
                // after a kill a new broker waits as long; one that is busy for longer is fenced until its next
                // heartbeat
                "broker.session.timeout.ms", "9000"));
        for (String internal : new String[] {"transaction.state.log", "share.coordinator.state.topic"}) {
            p.put(internal + ".replication.factor", "1");
            p.put(internal + ".min.isr", "1");
            p.put(internal + ".num.partitions", "1");
        }
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "4");
        return p;
    }

    private static boolean isReady(int port) {
        if (!Ports.answers(port, PROBE_MILLIS)) {
            return false;
        }
        Properties p = new Properties();
        p.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port);
        p.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PROBE_MILLIS);
        p.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PROBE_MILLIS);
        Admin admin = Admin.create(p);
        try {
            return !admin.describeCluster(new DescribeClusterOptions().timeoutMs(PROBE_MILLIS))
                    .nodes()
                    .get(PROBE_MILLIS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            admin.close(Duration.ZERO);
        }
    }
}
