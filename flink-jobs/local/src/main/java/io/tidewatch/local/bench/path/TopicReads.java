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
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** What topics hold, and how much of it sources in this process have read. */
final class TopicReads implements AutoCloseable {
    private final Admin admin;

    TopicReads(KafkaSettings kafka) {
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

    /**
     * Records that sources in this process have fetched since they began, as their clients count them.
     *
     * @param group of the sources; clients are called as it is, with the number of the subtask
     */
    static long fetched(String group, List<String> topics) {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try {
            long fetched = 0;
            for (ObjectName name :
                    beans.queryNames(new ObjectName("kafka.consumer:type=consumer-fetch-manager-metrics,*"), null)) {
                if (counts(name.getKeyPropertyList(), group, topics)) {
                    fetched += fetched(beans, name);
                }
            }
            return fetched;
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long fetched(MBeanServer beans, ObjectName client) {
        try {
            return ((Number) beans.getAttribute(client, "records-consumed-total")).longValue();
        } catch (InstanceNotFoundException | AttributeNotFoundException e) {
            // the client is being closed, or being made
            return 0;
        } catch (JMException e) {
            throw new IllegalStateException("Kafka's clients do not say what they have fetched", e);
        }
    }

    /** Whether figures are those of one topic as a whole, read by a group. */
    static boolean counts(Map<String, String> figures, String group, List<String> topics) {
        String client = figures.getOrDefault("client-id", "");
        String topic = figures.getOrDefault("topic", "");
        return !figures.containsKey("partition")
                && client.matches(Pattern.quote(group) + "-[0-9]+")
                // the same figures are there once more under the name with _ for each dot
                && topics.contains(topic);
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
