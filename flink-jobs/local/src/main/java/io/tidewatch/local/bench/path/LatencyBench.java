package io.tidewatch.local.bench.path;

import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.job.detect.DetectJob;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.data.FeedbackPublisher;
import io.tidewatch.local.stack.BareStack;
import io.tidewatch.local.stack.StackFiles;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends messages at given rates to jobs that run, with some among them that must be told, and waits until they are. */
final class LatencyBench {
    private static final Duration SENDING = Duration.ofSeconds(15);
    private static final Duration LIVE = Duration.ofSeconds(90);
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final List<String> READ = List.of(Topics.ANNOTATED);
    private static final int MATCHES = 50;
    private static final int WINDOWS = 25;
    private static final long POLL_MS = 50;

    private final BareStack stack;
    private final Arrivals arrivals;
    private final Clock clock;
    private final Progress progress;
    private final PathMessages messages;
    /** Others than those of the messages. */
    private final PathMessages texts = PathMessages.of(301, 5_000, "texts");

    private int sent;

    LatencyBench(BareStack stack, Arrivals arrivals, PathMessages messages, Clock clock, Progress progress) {
        this.stack = stack;
        this.arrivals = arrivals;
        this.messages = messages;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * @param files that are live
     * @param rates messages a second, each measured by itself in this order
     */
    List<Latency> run(StackFiles files, List<Integer> rates) throws IOException, InterruptedException {
        // the last rule of each sort says when all of them are live
        int matches = MATCHES * rates.size() + 1;
        int windows = WINDOWS * rates.size() + 1;
        Map<String, String> rules = new HashMap<>(files.rules());
        rules.put(LatencyRules.FILE, LatencyRules.yaml(matches, windows));
        StackFiles with = files.withRules(rules);
        with.problems().throwIfErrors();
        stack.publish(with);
        List<Latency> measured = new ArrayList<>();
        try (FeedbackPublisher publisher =
                new FeedbackPublisher(KafkaSettings.of(stack.servers().kafkaBootstrap()))) {
            awaitLive(publisher, matches - 1, windows - 1);
            for (int i = 0; i < rates.size(); i++) {
                measured.addAll(at(publisher, rates.get(i), i));
                progress.sayTimed("latency at " + rates.get(i) + " messages/s");
            }
        }
        return measured;
    }

    /** What must be told of, with the time at which Kafka had its last message. */
    private record Probe(boolean windowed, int number, CompletableFuture<Long> acknowledged) {}

    private void awaitLive(FeedbackPublisher publisher, int match, int window)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIVE.toNanos();
        boolean told = false;
        for (int tick = 0; !told && System.nanoTime() < deadline; tick++) {
            // event time moves on with the messages of all splits
            publisher.send(messages.said(sent++, clock.millis()));
            if (tick % 20 == 0) {
                send(publisher, false, match, tick);
                send(publisher, true, window, tick);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
            told = arrivals.of(LatencyRules.incident(false, match)).isPresent()
                    && arrivals.of(LatencyRules.incident(true, window)).isPresent();
        }
        if (!told) {
            throw new CommandFailedException("the rules of the latency were not live within " + LIVE.toSeconds()
                    + " s; --no-latency leaves it out");
        }
    }

    private List<Latency> at(FeedbackPublisher publisher, int rate, int turn) throws IOException, InterruptedException {
        List<Probe> probes = new ArrayList<>();
        long readBefore = TopicReads.fetched(DetectJob.NAME, READ);
        long total = rate * SENDING.toSeconds();
        long begun = System.nanoTime();
        long probed = 0;
        for (long i = 0; i < total; i++) {
            long due = begun + i * 1_000_000_000L / rate;
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                TimeUnit.NANOSECONDS.sleep(early);
            }
            publisher.send(messages.said(sent++, clock.millis()));
            // evenly among the others: two matches, then one windowed
            if ((i + 1) * (MATCHES + WINDOWS) / total > probed) {
                boolean windowed = probed % 3 == 2;
                int number = (int)
                        (windowed ? (long) turn * WINDOWS + probed / 3 : (long) turn * MATCHES + probed - probed / 3);
                probes.add(new Probe(windowed, number, send(publisher, windowed, number, 0)));
                probed++;
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double through = (TopicReads.fetched(DetectJob.NAME, READ) - readBefore) / seconds;
        publisher.flush();
        await(publisher, probes);
        long outOfOrderness = stack.settings().outOfOrderness();
        return List.of(
                latency(false, rate, total / seconds, through, probes, 0),
                latency(true, rate, total / seconds, through, probes, LatencyRules.INTERVAL_MS + outOfOrderness));
    }

    /** Sends on slowly, so that event time moves on, until all are told and nothing is left to read. */
    private void await(FeedbackPublisher publisher, List<Probe> probes) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            boolean told = probes.stream()
                    .allMatch(p -> arrivals.of(LatencyRules.incident(p.windowed(), p.number()))
                            .isPresent());
            if (told) {
                return;
            }
            publisher.send(messages.said(sent++, clock.millis()));
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    private CompletableFuture<Long> send(FeedbackPublisher publisher, boolean windowed, int number, int attempt)
            throws IOException, InterruptedException {
        CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);
        for (Feedback f : LatencyRules.messages(windowed, number, attempt, clock.millis(), texts)) {
            last = publisher.send(f);
        }
        return last;
    }

    private Latency latency(
            boolean windowed, int rate, double sentPerSecond, double through, List<Probe> all, long configured) {
        List<Probe> probes = all.stream().filter(p -> p.windowed() == windowed).toList();
        List<Long> millis = new ArrayList<>();
        for (Probe p : probes) {
            OptionalLong at = arrivals.of(LatencyRules.incident(windowed, p.number()));
            if (at.isPresent()) {
                millis.add(at.getAsLong() - p.acknowledged().join());
            }
        }
        return new Latency(
                windowed ? "windowed" : "match", rate, sentPerSecond, through, probes.size(), millis, configured);
    }
}
