package io.tidewatch.local.bench.path;

import io.tidewatch.connector.kafka.KafkaFailure;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.local.cli.CommandFailedException;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** How far consumer groups are behind the ends of their topics. */
final class GroupLag implements AutoCloseable {
    private final Admin admin;

    GroupLag(KafkaSettings kafka) {
        this.admin = Admin.create(kafka.properties(Map.of("client.id", ThreadUse.CLIENT)));
    }

    /** Offsets behind the last records of topics. */
    Map<TopicPartition, Long> ends(Collection<String> topics) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        get(admin.describeTopics(topics).allTopicNames())
                .forEach((topic, described) -> described
                        .partitions()
                        .forEach(p -> wanted.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest())));
        return get(admin.listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
    }

    /** How many records topics have held so far, of each by itself. */
    Map<String, Long> counts(List<String> topics) throws InterruptedException {
        Map<String, Long> counts = new HashMap<>();
        ends(topics).forEach((p, end) -> counts.merge(p.topic(), end, Long::sum));
        return counts;
    }

    /** Topics that there are with such a name. */
    List<String> topics(String name) throws InterruptedException {
        Pattern pattern = Pattern.compile(name);
        return get(admin.listTopics().names()).stream()
                .filter(t -> pattern.matcher(t).matches())
                .sorted()
                .toList();
    }

    /** Records up to these ends that a group has not committed. */
    long lag(String group, Map<TopicPartition, Long> ends) throws InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((p, offset) -> {
                    if (offset != null) {
                        committed.put(p, offset.offset());
                    }
                });
        return lag(committed, ends);
    }

    /** What lies between; a partition of which nothing was committed was not begun. */
    static long lag(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(e -> Math.max(0, e.getValue() - committed.getOrDefault(e.getKey(), 0L)))
                .sum();
    }

    /** Records that the sources of a group in this process have fetched since they began, as their clients count them. */
    static long fetched(String group) {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try {
            double fetched = 0;
            Pattern subtask = Pattern.compile(Pattern.quote(group) + "-[0-9]+");
            for (ObjectName name :
                    beans.queryNames(new ObjectName("kafka.consumer:type=consumer-fetch-manager-metrics,*"), null)) {
                String client = name.getKeyProperty("client-id");
                if (name.getKeyPropertyList().size() == 2 && subtask.matcher(client).matches()) {
                    fetched += ((Number) beans.getAttribute(name, "records-consumed-total")).doubleValue();
                }
            }
            return Math.round(fetched);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        } catch (JMException e) {
            // the client has just been closed
            return 0;
        }
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new CommandFailedException("Kafka does not answer: " + KafkaFailure.message(e), e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
