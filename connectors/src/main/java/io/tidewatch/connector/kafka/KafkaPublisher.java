package io.tidewatch.connector.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes single records outside a Flink sink, and says when each is acknowledged. Thread-safe. */
public final class KafkaPublisher implements AutoCloseable {
    private static final Map<String, String> CLIENT = Map.of(
            "compression.type", "lz4",
            // A full metadata wait would block the caller's thread; the caller tries again instead.
            "max.block.ms", "10000",
            "max.request.size", Integer.toString(KafkaSettings.MAX_MESSAGE_BYTES));

    private final KafkaProducer<byte[], byte[]> producer;

    public KafkaPublisher(KafkaSettings kafka) {
        producer = new KafkaProducer<>(kafka.producer(CLIENT), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Completes when all in-sync replicas have the record, exceptionally when they do not within two minutes. */
    public CompletableFuture<Void> publish(String topic, KeyedMessage message) {
        return publish(topic, message, () -> null);
    }

    /** Likewise, to the partition that {@link KafkaSinks} chooses for records that belong together. */
    public CompletableFuture<Void> publish(String topic, KeyedMessage message, String together) {
        return publish(
                topic,
                message,
                () -> Partitions.of(together, producer.partitionsFor(topic).size()));
    }

    private CompletableFuture<Void> publish(String topic, KeyedMessage message, Supplier<@Nullable Integer> partition) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        try {
            producer.send(
                    new ProducerRecord<>(
                            topic,
                            partition.get(),
                            message.key().getBytes(StandardCharsets.UTF_8),
                            message.value().getBytes(StandardCharsets.UTF_8)),
                    (metadata, problem) -> {
                        if (problem == null) {
                            acknowledged.complete(null);
                        } else {
                            acknowledged.completeExceptionally(problem);
                        }
                    });
        } catch (RuntimeException e) {
            acknowledged.completeExceptionally(e);
        }
        return acknowledged;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
