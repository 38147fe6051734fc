package io.tidewatch.local.demo;

import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.data.FeedbackPublisher;
import java.io.IOException;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Loads a history at full speed, then plays what comes after it at the pace of the clock. */
final class LiveRun {
    private static final long HEARTBEAT_MS = 5_000;
    private static final long NAP_NANOS = 100_000_000;

    private final StackView stack;
    private final Clock clock;
    private final Progress progress;

    LiveRun(StackView stack, Clock clock, Progress progress) {
        this.stack = stack;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * @param history in event-time order, ends about now
     * @param live event times after the history's, in order; may have no end
     * @param stopped asked often
     */
    void run(List<Feedback> history, Iterator<Feedback> live, BooleanSupplier stopped)
            throws IOException, InterruptedException {
        try (FeedbackPublisher publisher = new FeedbackPublisher(KafkaSettings.of(stack.kafka()))) {
            Map<String, String> sources = new TreeMap<>();
            for (Feedback f : history) {
                publisher.send(f);
                sources.put(f.source(), Topics.feedbackTopic(f.channel()));
            }
            publisher.flush();
            progress.sayTimed(history.size() + " messages of history are in Kafka; "
                    + (live.hasNext()
                            ? "live from now on"
                            : "that was all of them: what is open stays so until Ctrl-C"));
            Feedback next = live.hasNext() ? live.next() : null;
            long beat = 0;
            while (!stopped.getAsBoolean()) {
                long now = clock.millis();
                while (next != null && next.eventTime() <= now) {
                    publisher.send(next);
                    next = live.hasNext() ? live.next() : null;
                }
                if (now - beat >= HEARTBEAT_MS) {
                    beat = now;
                    for (Map.Entry<String, String> source : sources.entrySet()) {
                        publisher.sendHeartbeat(source.getValue(), source.getKey(), now);
                    }
                }
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
    }
}
