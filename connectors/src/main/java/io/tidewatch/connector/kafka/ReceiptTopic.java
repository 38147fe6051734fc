package io.tidewatch.connector.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidewatch.alert.Receipt;
import io.tidewatch.notify.ReceiptLedger;
import io.tidewatch.wire.ReceiptJson;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receipt ledger on two compacted topics, of receipts and of what is about to be sent, key = delivery id. Opening reads the topic to its end; what is written is
 * durable before {@link #write} returns. Receipts older than two days are not kept in memory: nothing is sent for longer
 * than one.
 */
public final class ReceiptTopic implements ReceiptLedger {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptTopic.class);
    private static final long KEEP_MS = Duration.ofDays(2).toMillis();
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(2);
    private static final long WRITE_TIMEOUT_MS = 60_000;

    private final Map<String, Receipt> receipts = new ConcurrentHashMap<>();
    private final KafkaProducer<String, String> producer;
    private final String topic;
    private final String intentTopic;
    private final Map<String, Long> intents = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile long nextForgetAt;

    private ReceiptTopic(
            String bootstrapServers, String topic, String intentTopic, Map<String, String> client, Clock clock) {
        this.topic = topic;
        this.intentTopic = intentTopic;
        this.clock = clock;
        readToEnd(bootstrapServers, topic, client, this::take);
        readToEnd(bootstrapServers, intentTopic, client, this::takeIntent);
        LOG.info("receipt ledger read: topic={} receipts={} intents={}", topic, receipts.size(), intents.size());
        Properties p = new Properties();
        p.putAll(client);
        p.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        p.put(ProducerConfig.ACKS_CONFIG, "all");
        p.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
        p.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(WRITE_TIMEOUT_MS));
        p.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        this.producer = new KafkaProducer<>(p, new StringSerializer(), new StringSerializer());
    }

    /** @param client further properties of the Kafka clients, such as those of security */
    public static Factory at(String bootstrapServers, String topic, String intents, Map<String, String> client) {
        Map<String, String> copy = Map.copyOf(client);
        return () -> new ReceiptTopic(bootstrapServers, topic, intents, copy, Clock.systemUTC());
    }

    private void readToEnd(
            String bootstrapServers,
            String topic,
            Map<String, String> client,
            Consumer<ConsumerRecord<String, String>> records) {
        Properties p = new Properties();
        p.putAll(client);
        p.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        p.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        long deadline = clock.millis() + READ_TIMEOUT.toMillis();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(p, new StringDeserializer(), new StringDeserializer())) {
            List<PartitionInfo> infos = consumer.partitionsFor(topic, Duration.ofSeconds(30));
            if (infos == null || infos.isEmpty()) {
                throw new IllegalStateException("topic " + topic + " does not exist, so nothing may be sent");
            }
            List<TopicPartition> partitions = infos.stream()
                    .map(i -> new TopicPartition(topic, i.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue())) {
                if (clock.millis() > deadline) {
                    throw new IllegalStateException(
                            "topic " + topic + " could not be read to its end in " + READ_TIMEOUT);
                }
                for (ConsumerRecord<String, String> r : consumer.poll(Duration.ofMillis(200))) {
                    records.accept(r);
                }
            }
        }
    }

    private void take(ConsumerRecord<String, String> r) {
        if (r.value() == null) {
            receipts.remove(r.key());
            return;
        }
        try {
            Receipt receipt = ReceiptJson.read(r.value());
            if (receipt.at() >= clock.millis() - KEEP_MS) {
                receipts.put(receipt.delivery(), receipt);
            } else {
                receipts.remove(receipt.delivery());
            }
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            LOG.warn("receipt not understood, ignoring it: topic={} offset={}", topic, r.offset());
        }
    }

    @Override
    public @Nullable Receipt find(String delivery) {
        return receipts.get(delivery);
    }

    @Override
    public void write(Receipt receipt) {
        send(topic, receipt.delivery(), ReceiptJson.write(receipt));
        receipts.put(receipt.delivery(), receipt);
        forgetOld();
    }

    @Override
    public void intend(String delivery) {
        long now = clock.millis();
        send(intentTopic, delivery, Long.toString(now));
        intents.put(delivery, now);
    }

    @Override
    public void withdraw(String delivery) {
        send(intentTopic, delivery, null);
        intents.remove(delivery);
    }

    @Override
    public boolean isIntended(String delivery) {
        return intents.containsKey(delivery);
    }

    private void takeIntent(ConsumerRecord<String, String> r) {
        if (r.value() == null) {
            intents.remove(r.key());
        } else {
            intents.put(r.key(), r.timestamp());
        }
    }

    private void send(String to, String delivery, @Nullable String value) {
        try {
            producer.send(new ProducerRecord<>(to, delivery, value))
                    .get(WRITE_TIMEOUT_MS + 5_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("ledger could not be written: topic=" + to + " delivery=" + delivery, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing the ledger: delivery=" + delivery, e);
        }
    }

    private void forgetOld() {
        long now = clock.millis();
        if (now >= nextForgetAt) {
            nextForgetAt = now + KEEP_MS / 48;
            receipts.values().removeIf(r -> r.at() < now - KEEP_MS);
            intents.values().removeIf(at -> at < now - KEEP_MS);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
