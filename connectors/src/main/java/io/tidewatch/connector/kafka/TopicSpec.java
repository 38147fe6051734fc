package io.tidewatch.connector.kafka;

import java.util.Map;

/**
 * One topic as it should be.
 *
 * @param replication 0 leaves it to the broker
 * @param config the settings that differ from the broker's
 */
public record TopicSpec(String name, int partitions, int replication, Map<String, String> config) {}
