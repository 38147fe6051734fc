package io.tidewatch.connector.kafka;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;

/** Passes a record on with its origin; nothing can fail here, bad bytes are judged downstream. */
final class RawRecordSchema implements KafkaRecordDeserializationSchema<RawRecord> {
    private static final long serialVersionUID = 1L;
    private static final String CLOUD_EVENTS = "ce_";
    private static final byte[] NOTHING = {};

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> r, Collector<RawRecord> out) {
        out.collect(new RawRecord(
                r.topic(),
                r.partition(),
                r.offset(),
                r.timestamp(),
                r.timestampType() == TimestampType.LOG_APPEND_TIME,
                r.value() == null ? NOTHING : r.value(),
                cloudEvents(r)));
    }

    private static Map<String, String> cloudEvents(ConsumerRecord<byte[], byte[]> r) {
        Map<String, String> found = Map.of();
        for (Header h : r.headers()) {
            if (h.key().startsWith(CLOUD_EVENTS) && h.value() != null) {
                if (found.isEmpty()) {
                    found = new HashMap<>();
                }
                found.put(h.key(), new String(h.value(), StandardCharsets.UTF_8));
            }
        }
        return found;
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return TypeInformation.of(RawRecord.class);
    }
}
