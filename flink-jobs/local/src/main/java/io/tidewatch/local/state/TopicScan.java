package io.tidewatch.local.state;

import io.tidewatch.connector.kafka.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what topics hold, once. Not thread-safe. */
final class TopicScan implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, String> consumer;

    TopicScan(KafkaSettings kafka) {
        consumer = new KafkaConsumer<>(
                kafka.properties(Map.of("enable.auto.commit", "false", "allow.auto.create.topics", "false")),
                new StringDeserializer(),
                new StringDeserializer());
    }

    List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
    }

    Map<TopicPartition, Long> beginnings(String topic) {
        return consumer.beginningOffsets(partitions(topic));
    }

    Map<TopicPartition, Long> ends(String topic) {
        return consumer.endOffsets(partitions(topic));
    }

    /**
     * The first records that were written at an instant or later; the end where there are none.
     *
     * @param time epoch ms
     */
    Map<TopicPartition, Long> at(String topic, long time) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions(topic).forEach(p -> wanted.put(p, time));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
        Map<TopicPartition, Long> offsets = new HashMap<>(ends(topic));
        found.forEach((p, o) -> {
            if (o != null) {
                offsets.put(p, o.offset());
            }
        });
        return offsets;
    }

    /**
     * Reads each partition in order.
     *
     * @param from first offsets; those that are there no more are passed over
     * @param to ends, themselves left out
     * @param records takes those with a value
     */
    void read(
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            Consumer<ConsumerRecord<String, String>> records) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(from.keySet());
        consumer.assign(from.keySet());
        from.forEach((p, offset) -> consumer.seek(p, Math.max(offset, beginnings.getOrDefault(p, 0L))));
        while (to.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
            for (ConsumerRecord<String, String> r : consumer.poll(POLL)) {
                if (r.value() != null
                        && r.offset() < to.getOrDefault(new TopicPartition(r.topic(), r.partition()), 0L)) {
                    records.accept(r);
                }
            }
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    /** Everything that a topic holds now. */
    void readAll(String topic, Consumer<ConsumerRecord<String, String>> records) {
        read(beginnings(topic), ends(topic), records);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
