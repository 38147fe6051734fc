package io.tidewatch.connector.kafka;

import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.rule.file.RuleManifest;
import io.tidewatch.rule.file.RulePart;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** {@code tidewatch.rules} from outside the jobs: what is live, and putting a new set live. */
public final class RuleTopic {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.RULES, 0);

    private final KafkaSettings kafka;
    private final Clock clock;

    public RuleTopic(KafkaSettings kafka, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    /** The newest complete set, or nothing when none was ever published. */
    public Optional<RuleBundle> newest() {
        Map<String, String> values = read();
        String manifest = values.get(RuleManifest.KEY);
        return manifest == null
                ? Optional.empty()
                : RuleBundle.assemble(RuleManifest.read(manifest), values::get).complete();
    }

    /** Every manifest that was ever live, the oldest first. */
    public List<RuleManifest> history() {
        return read().entrySet().stream()
                .filter(e -> e.getKey().startsWith(RuleManifest.REVISION_PREFIX))
                .map(e -> RuleManifest.read(e.getValue()))
                .sorted(Comparator.comparingLong(RuleManifest::revision))
                .toList();
    }

    /** The files of a revision, or nothing when there is no such one or a part of it has gone. */
    public Optional<RuleBundle> revision(long revision) {
        Map<String, String> values = read();
        String manifest = values.get(RuleManifest.keyOf(revision));
        return manifest == null
                ? Optional.empty()
                : RuleBundle.assemble(RuleManifest.read(manifest), values::get).complete();
    }

    /** As {@link #publish(List, String, String, Map)}; what is known of a watched folder stays so. */
    public RuleBundle publish(List<RulePart> parts, String author, String reason) {
        return publish(
                parts, author, reason, newest().map(b -> b.manifest().folder()).orElse(Map.of()));
    }

    /**
     * Puts a set live: parts first, then the manifest that names them. A set that is live already is left as it is.
     *
     * @param folder what lies in the watched folders: {@link RuleManifest#folder()}
     * @return the set that is live now
     */
    public RuleBundle publish(List<RulePart> parts, String author, String reason, Map<String, String> folder) {
        Optional<RuleBundle> before = newest();
        RuleManifest next = RuleManifest.of(
                before.map(b -> b.manifest().revision() + 1).orElse(1L), parts, author, reason, clock.millis(), folder);
        if (before.isPresent()
                && Set.copyOf(before.get().manifest().parts()).equals(Set.copyOf(next.parts()))
                && before.get().manifest().folder().equals(folder)) {
            return before.get();
        }
        try (KafkaPublisher publisher = new KafkaPublisher(kafka)) {
            for (RulePart part : parts) {
                publisher
                        .publish(Topics.RULES, new KeyedMessage(part.key(), part.json()))
                        .join();
            }
            publisher
                    .publish(Topics.RULES, new KeyedMessage(RuleManifest.keyOf(next.revision()), next.json()))
                    .join();
            publisher
                    .publish(Topics.RULES, new KeyedMessage(RuleManifest.KEY, next.json()))
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException("rules not published: " + KafkaFailure.message(e), e);
        }
        Map<String, String> values = new HashMap<>();
        parts.forEach(p -> values.put(p.key(), p.json()));
        return RuleBundle.assemble(next, values::get);
    }

    private Map<String, String> read() {
        Map<String, String> values = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
            while (consumer.position(PARTITION) < end) {
                poll(consumer, POLL, values);
            }
        }
        return values;
    }

    /** At the beginning of the topic. */
    private KafkaConsumer<byte[], byte[]> consumer() {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.properties(Map.of("enable.auto.commit", "false")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
        return consumer;
    }

    private static void poll(KafkaConsumer<byte[], byte[]> consumer, Duration most, Map<String, String> values) {
        for (ConsumerRecord<byte[], byte[]> r : consumer.poll(most)) {
            if (r.key() != null && r.value() != null) {
                values.put(text(r.key()), text(r.value()));
            }
        }
    }

    /** Reads on from the beginning of the topic, for one thread that is to hear of each set that goes live. */
    public Tail tail() {
        return new Tail(consumer());
    }

    /** The sets that go live, one after the other. Used by one thread. */
    public static final class Tail implements AutoCloseable {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final Map<String, String> values = new HashMap<>();
        private String given = "";

        private Tail(KafkaConsumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        /**
         * The newest complete set as far as the topic has been read, when it is another than was given before; waits for
         * records no longer than 50 milliseconds.
         */
        public Optional<RuleBundle> next() {
            poll(consumer, Duration.ofMillis(50), values);
            String manifest = values.get(RuleManifest.KEY);
            if (manifest == null || manifest.equals(given)) {
                return Optional.empty();
            }
            Optional<RuleBundle> bundle = RuleBundle.assemble(RuleManifest.read(manifest), values::get)
                    .complete();
            if (bundle.isPresent()) {
                given = manifest;
            }
            return bundle;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
