package io.tidewatch.connector.kafka;

import java.io.Serializable;
import java.time.Duration;

/**
 * How topics are made.
 *
 * @param partitions of every topic but the rules, at least 1
 * @param replication 0 leaves it to the broker's default
 * @param feedbackRetention how long raw and annotated feedback and measures are kept, in milliseconds
 * @param recordRetention how long alerts, incidents, receipts, actions and dead letters are kept, in milliseconds
 */
public record TopicSettings(int partitions, int replication, long feedbackRetention, long recordRetention)
        implements Serializable {
    public TopicSettings {
        if (partitions < 1) {
            throw new IllegalArgumentException("topic partitions: " + partitions + ", expected at least 1");
        }
        if (replication < 0) {
            throw new IllegalArgumentException("topic replication: " + replication + ", expected at least 0");
        }
    }

    public static TopicSettings defaults() {
        return new TopicSettings(
                4, 0, Duration.ofDays(7).toMillis(), Duration.ofDays(30).toMillis());
    }
}
