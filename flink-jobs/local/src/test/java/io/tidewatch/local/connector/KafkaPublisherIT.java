package io.tidewatch.local.connector;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.tidewatch.connector.kafka.KafkaPublisher;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.local.server.LocalServers;
import io.tidewatch.local.server.LocalServersExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalServersExtension.class)
class KafkaPublisherIT {
    private static final int TOPICS = 20;
    private static final int PARTITIONS = 8;
    private static final int RECORDS = 400;

    /** The broker makes partitions one after the other while the first records are already on their way. */
    @Test
    void shouldLeaveNoRecordBehindWhenATopicHasOnlyJustBeenMade(LocalServers servers) throws Exception {
        KafkaSettings kafka = KafkaSettings.of(servers.kafkaBootstrap());
        try (Admin admin = Admin.create(kafka.properties(Map.of()));
                KafkaPublisher publisher = new KafkaPublisher(kafka)) {
            for (int t = 0; t < TOPICS; t++) {
                String topic = "publisher-it-" + t;
                admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                        .all()
                        .get();
                List<CompletableFuture<Void>> sent = new ArrayList<>();
                for (int i = 0; i < RECORDS; i++) {
                    sent.add(publisher.publish(topic, new KeyedMessage("key" + i, "value".repeat(200))));
                }
                assertThatCode(() -> CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                                .get(60, TimeUnit.SECONDS))
                        .as(topic)
                        .doesNotThrowAnyException();
            }
        }
    }
}
