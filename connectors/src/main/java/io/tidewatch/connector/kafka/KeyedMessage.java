package io.tidewatch.connector.kafka;

/**
 * A record to be written.
 *
 * @param key decides the partition, and what compaction keeps
 * @param value JSON
 * @param origin topic and partition that it was first received on, noted as a header; empty for none
 */
public record KeyedMessage(String key, String value, String origin) {
    public KeyedMessage(String key, String value) {
        this(key, value, "");
    }
}
