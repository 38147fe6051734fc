package io.tidewatch.connector.kafka;

/**
 * A record to be written.
 *
 * @param key decides the partition, and what compaction keeps
 * @param value JSON
 */
public record KeyedMessage(String key, String value) {}
