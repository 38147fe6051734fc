package io.tidewatch.connector.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Key and value as text; records without a key or a value are left out. */
final class KeyedMessageSchema implements KafkaRecordDeserializationSchema<KeyedMessage> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> r, Collector<KeyedMessage> out) {
        if (r.key() != null && r.value() != null) {
            out.collect(new KeyedMessage(text(r.key()), text(r.value()), Headers.origin(r.headers())));
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public TypeInformation<KeyedMessage> getProducedType() {
        return TypeInformation.of(KeyedMessage.class);
    }
}
