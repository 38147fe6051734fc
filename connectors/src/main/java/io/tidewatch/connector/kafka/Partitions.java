package io.tidewatch.connector.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Which partition records go to that are to be read in the order of their writing, though their keys differ. */
final class Partitions {
    private Partitions() {}

    /**
     * As Kafka's own partitioner does with a key.
     *
     * @param together what such records have in common
     * @param count of the topic's partitions; at least 1
     */
    static int of(String together, int count) {
        return Utils.toPositive(Utils.murmur2(together.getBytes(StandardCharsets.UTF_8))) % count;
    }
}
