package io.tidewatch.local.data;

import io.tidewatch.connector.kafka.KafkaPublisher;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.wire.FeedbackJson;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends feedback to the topic of its channel, in order for each author or thread. A bounded amount is under way at any time;
 * then sending waits. For one thread.
 */
public final class FeedbackPublisher implements AutoCloseable {
    /** Most characters not yet acknowledged: well below what the client buffers. */
    private static final int UNDER_WAY = 6 * 1024 * 1024;

    private final KafkaPublisher kafka;
    private final String bootstrap;
    private final Clock clock;
    private final Semaphore room = new Semaphore(UNDER_WAY);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    public FeedbackPublisher(KafkaSettings kafka) {
        this(kafka, Clock.systemUTC());
    }

    FeedbackPublisher(KafkaSettings kafka, Clock clock) {
        this.kafka = new KafkaPublisher(kafka);
        this.bootstrap = kafka.bootstrap();
        this.clock = clock;
    }

    /**
     * @return completes with the wall clock when Kafka has it, epoch milliseconds
     * @throws IOException when Kafka has refused an earlier one
     */
    public CompletableFuture<Long> send(Feedback f) throws IOException, InterruptedException {
        return send(Topics.feedbackTopic(f.channel()), key(f), FeedbackJson.write(f));
    }

    /** Says on a topic that a source lives, and how far its clock is. */
    public CompletableFuture<Long> sendHeartbeat(String topic, String source, long eventTime)
            throws IOException, InterruptedException {
        Feedback heartbeat = Feedback.heartbeat(source, eventTime);
        return send(topic, heartbeat.id(), FeedbackJson.write(heartbeat));
    }

    /** Sends anything, also what is no feedback. */
    public CompletableFuture<Long> sendRaw(String topic, String value) throws IOException, InterruptedException {
        return send(topic, Integer.toHexString(value.hashCode()), value);
    }

    private CompletableFuture<Long> send(String topic, String key, String value)
            throws IOException, InterruptedException {
        throwIfFailed();
        int size = Math.min(UNDER_WAY, key.length() + value.length());
        room.acquire(size);
        return kafka.publish(topic, new KeyedMessage(key, value))
                .whenComplete((nothing, problem) -> {
                    if (problem != null) {
                        failure.compareAndSet(null, problem);
                    }
                    room.release(size);
                })
                .thenApply(nothing -> clock.millis());
    }

    /**
     * Waits until Kafka has all that was sent.
     *
     * @throws IOException when it has refused any
     */
    public void flush() throws IOException, InterruptedException {
        room.acquire(UNDER_WAY);
        room.release(UNDER_WAY);
        throwIfFailed();
    }

    private void throwIfFailed() throws IOException {
        Throwable t = failure.get();
        if (t != null) {
            Throwable cause = t instanceof CompletionException && t.getCause() != null ? t.getCause() : t;
            throw new IOException("Kafka at " + bootstrap + " does not take it: " + cause.getMessage(), cause);
        }
    }

    /** What one author or one thread says stays in order. */
    static String key(Feedback f) {
        if (f.author().id() != null) {
            return f.author().id();
        }
        return f.threadId() != null ? f.threadId() : f.id();
    }

    /** Waits a few seconds for what is under way. */
    @Override
    public void close() {
        kafka.close();
    }
}
