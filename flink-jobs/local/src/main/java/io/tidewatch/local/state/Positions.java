package io.tidewatch.local.state;

import io.tidewatch.connector.kafka.KafkaFailure;
import io.tidewatch.connector.kafka.KafkaSettings;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the jobs had come: the offsets that their consumer groups committed with each checkpoint. A job without a checkpoint
 * starts there.
 */
final class Positions implements AutoCloseable {
    /** Where an offset was not committed, records of the last minute before the checkpoint are read again. */
    private static final long BEFORE_MS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

    private final Admin admin;
    private final TopicScan scan;

    Positions(KafkaSettings kafka, TopicScan scan) {
        this.admin = Admin.create(kafka.properties(Map.of("client.id", "tidewatch-state")));
        this.scan = scan;
    }

    /** Names of the topics that there are. */
    Set<String> topics(Pattern name) throws IOException, InterruptedException {
        try {
            Set<String> all = admin.listTopics().names().get();
            return all.stream().filter(t -> name.matcher(t).matches()).collect(Collectors.toCollection(TreeSet::new));
        } catch (ExecutionException e) {
            throw new IOException("cannot list the topics: " + KafkaFailure.message(e), e);
        }
    }

    /**
     * Where a job goes on. What its group has not committed, or not kept, becomes the position at the time of its newest
     * checkpoint, and is committed.
     *
     * @param checkpointAt when the job last kept its state, epoch milliseconds; empty: never, and it begins with the first record
     */
    Map<TopicPartition, Long> of(String group, Collection<String> topics, OptionalLong checkpointAt)
            throws IOException, InterruptedException {
        Map<TopicPartition, Long> positions = new HashMap<>();
        Map<TopicPartition, Long> missing = new HashMap<>();
        Map<TopicPartition, Long> committed = committed(group);
        for (String topic : topics) {
            Map<TopicPartition, Long> otherwise = checkpointAt.isPresent()
                    ? scan.at(topic, checkpointAt.getAsLong() - BEFORE_MS)
                    : scan.beginnings(topic);
            otherwise.forEach((p, offset) -> {
                Long known = committed.get(p);
                positions.put(p, known == null ? offset : known);
                if (known == null) {
                    missing.put(p, offset);
                }
            });
        }
        commit(group, missing);
        LOG.info("goes on: group={} positions={} notCommitted={}", group, positions, missing.keySet());
        return positions;
    }

    private Map<TopicPartition, Long> committed(String group) throws IOException, InterruptedException {
        try {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((p, o) -> {
                        if (o != null) {
                            offsets.put(p, o.offset());
                        }
                    });
            return offsets;
        } catch (ExecutionException e) {
            throw new IOException("cannot read how far " + group + " had come: " + KafkaFailure.message(e), e);
        }
    }

    /** Makes a group go on elsewhere. */
    void commit(String group, Map<TopicPartition, Long> offsets) throws IOException, InterruptedException {
        if (offsets.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> wanted = new HashMap<>();
        offsets.forEach((p, o) -> wanted.put(p, new OffsetAndMetadata(o)));
        try {
            admin.alterConsumerGroupOffsets(group, wanted).all().get();
        } catch (ExecutionException e) {
            throw new IOException("cannot set where " + group + " goes on: " + KafkaFailure.message(e), e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
