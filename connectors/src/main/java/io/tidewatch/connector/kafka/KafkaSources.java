package io.tidewatch.connector.kafka;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Sources that start at the group's committed offsets, or at the earliest record where it has none; a restored
 * checkpoint wins over both. New partitions, and new topics of a pattern, are found within ten seconds and read from
 * their first record.
 */
public final class KafkaSources {
    private static final Map<String, String> CLIENT = Map.of(
            "partition.discovery.interval.ms", "10000",
            "max.partition.fetch.bytes", Integer.toString(KafkaSettings.MAX_MESSAGE_BYTES),
            "allow.auto.create.topics", "false");

    /**
     * What one partition may give before the others have their turn. A client hands out all that it fetched of one
     * partition before the next, so a larger piece would tear the event times of a backlog apart. A larger batch comes
     * whole all the same.
     */
    private static final String SIDE_BY_SIDE = Integer.toString(16 * 1024);

    private KafkaSources() {}

    /**
     * Everything customers say, from every topic that is named as {@link Topics#FEEDBACK_PATTERN} says, all partitions
     * side by side.
     */
    public static KafkaSource<RawRecord> feedback(KafkaSettings kafka, String group) {
        return KafkaSources.<RawRecord>builder(kafka, group)
                .setProperty("max.partition.fetch.bytes", SIDE_BY_SIDE)
                .setTopicPattern(Pattern.compile(Topics.FEEDBACK_PATTERN))
                .setDeserializer(new RawRecordSchema())
                .build();
    }

    /** Records with their origin. */
    public static KafkaSource<RawRecord> records(KafkaSettings kafka, String group, List<String> topics) {
        return KafkaSources.<RawRecord>builder(kafka, group)
                .setTopics(topics)
                .setDeserializer(new RawRecordSchema())
                .build();
    }

    /** Values as text, for the JSON topics that this system writes itself. */
    public static KafkaSource<String> values(KafkaSettings kafka, String group, String... topics) {
        return KafkaSources.<String>builder(kafka, group)
                .setTopics(topics)
                .setValueOnlyDeserializer(new SimpleStringSchema())
                .build();
    }

    /** Records of topics in another form, all partitions side by side. */
    public static <T> KafkaSource<T> of(
            KafkaSettings kafka, String group, KafkaRecordDeserializationSchema<T> schema, String... topics) {
        return KafkaSources.<T>builder(kafka, group)
                .setProperty("max.partition.fetch.bytes", SIDE_BY_SIDE)
                .setTopics(topics)
                .setDeserializer(schema)
                .build();
    }

    /** A compacted topic from its beginning: without a checkpoint nothing of it is known. */
    public static KafkaSource<KeyedMessage> table(KafkaSettings kafka, String group, String topic) {
        return KafkaSources.<KeyedMessage>builder(kafka, group)
                .setTopics(topic)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new KeyedMessageSchema())
                .build();
    }

    @SuppressWarnings("deprecation") // the connector takes no other type yet
    private static <T> KafkaSourceBuilder<T> builder(KafkaSettings kafka, String group) {
        return KafkaSource.<T>builder()
                .setProperties(kafka.properties(CLIENT))
                .setGroupId(group)
                .setClientIdPrefix(group)
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST));
    }
}
