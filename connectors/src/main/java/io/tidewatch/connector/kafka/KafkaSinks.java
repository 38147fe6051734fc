package io.tidewatch.connector.kafka;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * At-least-once sinks: a checkpoint completes only when every record before it is acknowledged by all in-sync
 * replicas. Records carry a key; their time is the broker's.
 */
public final class KafkaSinks {
    private static final Map<String, String> CLIENT = Map.of(
            "compression.type", "lz4",
            "linger.ms", "20",
            "batch.size", "131072",
            "max.request.size", Integer.toString(KafkaSettings.MAX_MESSAGE_BYTES));

    private KafkaSinks() {}

    /** A sink of messages whose key and value are made already. */
    public static KafkaSink<KeyedMessage> messages(KafkaSettings kafka, String topic) {
        return sink(kafka, new TextRecords<>(topic, KeyedMessage::key, KeyedMessage::value, KeyedMessage::origin));
    }

    /**
     * A sink that makes key and value itself, for example {@code json(kafka, Topics.ALERTS, Alert::fingerprint,
     * AlertJson::write)}.
     */
    public static <T> KafkaSink<T> json(KafkaSettings kafka, String topic, ToText<T> key, ToText<T> value) {
        return sink(kafka, new TextRecords<>(topic, key, value, m -> ""));
    }

    /** Like {@link #json(KafkaSettings, String, ToText, ToText)}; records with the same {@code together} share a partition. */
    public static <T> KafkaSink<T> json(
            KafkaSettings kafka, String topic, ToText<T> key, ToText<T> together, ToText<T> value) {
        return sink(kafka, new TextRecords<>(topic, key, value, m -> "", together));
    }

    private static <T> KafkaSink<T> sink(KafkaSettings kafka, TextRecords<T> records) {
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(kafka.producer(CLIENT))
                .setBootstrapServers(kafka.bootstrap())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(records)
                .build();
    }

    /** Text of an element; a method reference, so that it serializes. */
    @FunctionalInterface
    public interface ToText<T> extends Serializable {
        String of(T element);
    }

    private static final class TextRecords<T> implements KafkaRecordSerializationSchema<T> {
        private static final long serialVersionUID = 1L;

        private final String topic;
        private final ToText<T> key;
        private final ToText<T> value;
        private final ToText<T> origin;
        private final @Nullable ToText<T> together;

        TextRecords(String topic, ToText<T> key, ToText<T> value, ToText<T> origin) {
            this(topic, key, value, origin, null);
        }

        TextRecords(String topic, ToText<T> key, ToText<T> value, ToText<T> origin, @Nullable ToText<T> together) {
            this.together = together;
            this.topic = topic;
            this.key = key;
            this.value = value;
            this.origin = origin;
        }

        /** The Flink timestamp is left out: event times of 1970 or 2099 would upset retention by time. */
        @Override
        public ProducerRecord<byte[], byte[]> serialize(T element, KafkaSinkContext context, @Nullable Long timestamp) {
            Integer partition = together == null
                    ? null
                    : Integer.valueOf(Partitions.of(
                            together.of(element), Math.max(1, context.getPartitionsForTopic(topic).length)));
            ProducerRecord<byte[], byte[]> r =
                    new ProducerRecord<>(topic, partition, bytes(key.of(element)), bytes(value.of(element)));
            String from = origin.of(element);
            if (!from.isEmpty()) {
                r.headers().add(Headers.ORIGIN, bytes(from));
            }
            return r;
        }

        private static byte[] bytes(String s) {
            return s.getBytes(StandardCharsets.UTF_8);
        }
    }
}
