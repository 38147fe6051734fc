package io.tidewatch.connector.kafka;

import java.util.Map;

/**
 * One Kafka record as received, with where it came from.
 *
 * @param timestamp of the record, epoch milliseconds; -1 when it has none
 * @param brokerTime true when {@code timestamp} is the broker's clock at append, false when the producer claimed it
 * @param value never null; a tombstone is empty
 * @param headers CloudEvents attributes (names starting with {@code ce_}); others are left out
 */
public record RawRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        boolean brokerTime,
        byte[] value,
        Map<String, String> headers) {

    public RawRecord(String topic, int partition, long offset, long timestamp, byte[] value) {
        this(topic, partition, offset, timestamp, false, value, Map.of());
    }

    /** {@code topic-partition-offset}: one text per record for ever. */
    public String origin() {
        return topic + "-" + partition + "-" + offset;
    }
}
