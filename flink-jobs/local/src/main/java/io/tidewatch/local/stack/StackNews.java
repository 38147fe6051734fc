package io.tidewatch.local.stack;

import io.tidewatch.connector.kafka.RuleTopic;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who runs {@code up} what the running stack has to say of itself: which rules are suspended, and after its first day once
 * what it can hear. Looks four times a minute, and asks for suspended rules only while a rule has a limit of processor time. On a
 * thread of its own: nothing waits for it, and what goes wrong is only logged.
 */
final class StackNews implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StackNews.class);
    private static final long EVERY_SECONDS = 15;
    private static final long ASK_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** What is not known after a day of running may never be. */
    private static final long A_DAY_NANOS = TimeUnit.DAYS.toNanos(1);

    /** What the running stack can hear and what not yet. */
    interface Ears {
        /** @return lines without their heads; none while it is not known */
        List<String> read() throws IOException;
    }

    private final Stack stack;
    private final FirstDay firstDay;
    private final Progress progress;
    private final SuspensionNews suspensions;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread t = new Thread(work, "stack-news");
        t.setDaemon(true);
        return t;
    });

    private RuleTopic.@Nullable Tail topic;
    private List<Rule> live = List.of();
    private final long startedAt = System.nanoTime();
    private long askedAt = System.nanoTime() - ASK_AGAIN_NANOS;

    /** @param directory that the stack has to itself */
    StackNews(Stack stack, Path directory, Progress progress) {
        this.stack = stack;
        this.firstDay = FirstDay.of(directory, Clock.systemUTC());
        this.progress = progress;
        this.suspensions = new SuspensionNews(progress);
    }

    void start() {
        thread.scheduleWithFixedDelay(this::lookSafely, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void lookSafely() {
        try {
            look();
        } catch (IOException | RuntimeException e) {
            if (!thread.isShutdown()) {
                LOG.warn("news of the stack not read: problem={}", e.toString());
            }
        }
    }

    private void look() throws IOException {
        if (topic == null) {
            topic = stack.rules().tail();
        }
        topic.next().ifPresent(newest -> live = newest.rules().rules());
        if (live.stream().anyMatch(r -> r.maxCpu() < Double.POSITIVE_INFINITY)) {
            suspensions.look(live, new FlinkRest(stack.addresses().flink()).suspendedRules());
        }
        if (firstDay.isOver() && askedAt + ASK_AGAIN_NANOS - System.nanoTime() <= 0) {
            askedAt = System.nanoTime();
            tell(firstDay, this::ears, progress);
        }
    }

    /** Flink answers with what it knew when it was last asked: so a gauge that is new is seen with the next look. */
    private List<String> ears() throws IOException {
        boolean known = !new FlinkRest(stack.addresses().flink()).ruleHears().isEmpty();
        return known || System.nanoTime() - startedAt > A_DAY_NANOS
                ? Hearing.read(stack.addresses(), Clock.systemUTC()).lines()
                : List.of();
    }

    /** After the first day, once. */
    static void tell(FirstDay day, Ears ears, Progress progress) throws IOException {
        if (!day.isOver()) {
            return;
        }
        List<String> lines = ears.read();
        if (!lines.isEmpty() && day.tell()) {
            for (int i = 0; i < lines.size(); i++) {
                progress.say((i == 0 ? "hears: " : "not yet: ") + lines.get(i));
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (thread.awaitTermination(2, TimeUnit.SECONDS) && topic != null) {
                topic.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("topic of rules not closed in order: problem={}", e.toString());
        }
    }
}
