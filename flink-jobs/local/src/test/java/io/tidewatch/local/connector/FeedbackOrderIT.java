package io.tidewatch.local.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.connector.kafka.KafkaPublisher;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.KafkaSources;
import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.local.server.LocalServers;
import io.tidewatch.local.server.LocalServersExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The order in which a backlog comes out of real Kafka. */
@ExtendWith(LocalServersExtension.class)
class FeedbackOrderIT {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(1)
            .build());

    private static final String TOPIC = Topics.FEEDBACK_PREFIX + "order-it";
    private static final int PARTITIONS = 8;
    private static final int EACH = 1_500;

    /** Where one partition is read to its end before the next is begun, event time is torn apart by days. */
    @Test
    void shouldReadThePartitionsOfABacklogSideBySide(LocalServers servers) throws Exception {
        // given
        KafkaSettings kafka = KafkaSettings.of(servers.kafkaBootstrap());
        fill(kafka);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        long[] read = new long[PARTITIONS];
        long widest = 0;
        // when
        try (CloseableIterator<RawRecord> records = env.fromSource(
                        KafkaSources.feedback(kafka, "order-it"), WatermarkStrategy.noWatermarks(), "feedback")
                .filter(r -> r.topic().equals(TOPIC))
                .executeAndCollect()) {
            for (int n = 0; n < PARTITIONS * EACH; n++) {
                read[records.next().partition()]++;
                long least = Arrays.stream(read).min().orElseThrow();
                long most = Arrays.stream(read).max().orElseThrow();
                widest = Math.max(widest, most - least);
            }
        }
        // then
        assertThat(read).containsOnly(EACH);
        assertThat(widest).isLessThan(EACH / 4);
    }

    private static void fill(KafkaSettings kafka) throws Exception {
        try (Admin admin = Admin.create(kafka.properties(Map.of()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        Random random = new Random(7);
        try (KafkaPublisher publisher = new KafkaPublisher(kafka)) {
            List<CompletableFuture<Void>> acknowledged = new ArrayList<>();
            int[] sent = new int[PARTITIONS];
            for (int key = 0; Arrays.stream(sent).sum() < PARTITIONS * EACH; key++) {
                String id = "order" + key;
                int partition = partitionOf(id);
                if (sent[partition] == EACH) {
                    continue;
                }
                sent[partition]++;
                acknowledged.add(publisher.publish(TOPIC, new KeyedMessage(id, text(random))));
            }
            CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new))
                    .get();
        }
    }

    private static int partitionOf(String key) {
        return org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey(
                key.getBytes(java.nio.charset.StandardCharsets.UTF_8), PARTITIONS);
    }

    /** As long as a message is, and as hard to compress. */
    private static String text(Random random) {
        return random.ints(400, 0x4e00, 0x9fa5)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
