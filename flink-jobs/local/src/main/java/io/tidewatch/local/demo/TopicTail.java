package io.tidewatch.local.demo;

import io.tidewatch.connector.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads one topic from its beginning, as an onlooker without a group. Used by one thread. */
final class TopicTail implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;

    TopicTail(String bootstrap, String topic) {
        consumer = new KafkaConsumer<>(
                KafkaSettings.of(bootstrap).properties(Map.of("enable.auto.commit", "false")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        List<TopicPartition> all = partitions.stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** Hands over what has come since the last call, waiting for something at most so long. */
    void poll(Duration wait, Consumer<String> values) {
        for (ConsumerRecord<byte[], byte[]> r : consumer.poll(wait)) {
            if (r.value() != null) {
                values.accept(new String(r.value(), StandardCharsets.UTF_8));
            }
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
