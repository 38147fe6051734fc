package io.tidewatch.local.bench.path;

import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.job.annotate.AnnotateJob;
import io.tidewatch.job.detect.DetectJob;
import io.tidewatch.job.index.IndexJob;
import io.tidewatch.job.notify.NotifyJob;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.data.FeedbackPublisher;
import io.tidewatch.local.stack.BareStack;
import io.tidewatch.local.stack.StackFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The rows of the table, one after the other on the same servers. A first part of the messages goes through every row before any is
 * measured; then each job stops and goes on from there, as after a restart of {@code up}, with what lies in its topics. What one
 * row writes is what the next one reads.
 */
final class PathBench {
    /** How fast people say what is measured: event times of a batch end when it is sent and are so far apart. */
    private static final int SAID_PER_SECOND = 2_000;

    private static final int LEAST_WARM = 500;

    /** What an incident waits before it is shown, and what a delivery takes. */
    private static final Duration NOTIFIED = Duration.ofSeconds(3);

    private final BareStack stack;
    private final StackFiles files;
    private final Path directory;
    private final Arrivals arrivals;
    private final Clock clock;
    private final Progress progress;

    /** @param directory for files that are not needed afterwards */
    PathBench(BareStack stack, StackFiles files, Path directory, Arrivals arrivals, Clock clock, Progress progress) {
        this.stack = stack;
        this.files = files;
        this.directory = directory;
        this.arrivals = arrivals;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * @param count messages of each row
     * @param rates at which the latency is measured, messages a second; empty: not at all
     */
    PathTable run(int count, List<Integer> rates) throws IOException, InterruptedException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        try (TopicReads topics = new TopicReads(stack.settings().kafka())) {
            StageRuns runs = new StageRuns(stack, topics);
            Stage read = raw(topics, ReadJobs.READ);
            Stage parse = raw(topics, ReadJobs.PARSE);
            Stage text = raw(topics, AnnotateJob.NAME);
            Stage detect = new Stage(stack.job(DetectJob.NAME), List.of(Topics.ANNOTATED), List.of(Topics.ANNOTATED));
            Stage notify = new Stage(
                    stack.job(NotifyJob.NAME),
                    List.of(Topics.ALERTS, Topics.MEASURES),
                    List.of(Topics.ALERTS, Topics.MEASURES));
            Stage index = new Stage(stack.job(IndexJob.NAME), List.of("records"), IndexJob.TOPICS);
            List<Stage> all = List.of(text, detect, notify, index);

            PathMessages warm = PathMessages.of(1, Math.max(LEAST_WARM, count / 2), "warm");
            publish(warm, 0);
            progress.sayTimed(warm.count() + " messages to warm up are in Kafka");
            for (Stage s : List.of(read, parse)) {
                runs.measure("warm", "warm", List.of(s), warm.count(), Duration.ZERO, null);
                runs.stop();
            }
            runs.measure("warm", "warm", all, warm.count(), NOTIFIED, null);
            runs.stop();
            long reached = clock.millis();
            progress.sayTimed("warmed up");

            PathMessages alone = PathMessages.of(101, count, "alone");
            publish(alone, reached);
            progress.sayTimed(count + " messages are in Kafka");
            List<StageCost> rows = new ArrayList<>();
            rows.add(row(runs, PathTable.READ, "Kafka → discard", read, count));
            rows.add(row(runs, PathTable.PARSE, "+ parse", parse, count));
            rows.add(row(runs, PathTable.TEXT, "+ text (annotate job)", text, count));
            rows.add(row(runs, PathTable.DETECT, "detection", detect, count));
            rows.add(row(runs, PathTable.NOTIFY, "notification", notify, count));
            rows.add(row(runs, PathTable.INDEX, "indexing everything", index, count));

            publish(PathMessages.of(201, count, "whole"), clock.millis());
            Map<String, Double> shares;
            try (FrameShares frames = new FrameShares(directory.resolve("whole.jfr"))) {
                rows.add(runs.measure(PathTable.WHOLE, "the whole, all jobs at once", all, count, NOTIFIED, frames));
                shares = frames.shares();
            }
            progress.sayTimed("measured: the whole");
            List<Latency> latencies = latencies(rates, alone);
            runs.stop();
            return new PathTable(
                    rows, shares, latencies, load, Runtime.getRuntime().availableProcessors());
        }
    }

    /** None when it could not be measured; the rows are worth having without it. */
    private List<Latency> latencies(List<Integer> rates, PathMessages messages)
            throws IOException, InterruptedException {
        if (rates.isEmpty()) {
            return List.of();
        }
        try {
            return new LatencyBench(stack, arrivals, messages, clock, progress).run(files, rates);
        } catch (CommandFailedException e) {
            progress.say("the latency was not measured: " + e.getMessage());
            return List.of();
        }
    }

    private StageCost row(StageRuns runs, String id, String name, Stage stage, int count)
            throws IOException, InterruptedException {
        Duration settle = id.equals(PathTable.NOTIFY) ? NOTIFIED : Duration.ZERO;
        StageCost cost = runs.measure(id, name, List.of(stage), count, settle, null);
        runs.stop();
        progress.sayTimed("measured: " + name);
        return cost;
    }

    /** A job that reads the raw topics. */
    private Stage raw(TopicReads topics, String job) throws InterruptedException {
        return new Stage(
                switch (job) {
                    case ReadJobs.READ -> ReadJobs.read(stack.settings());
                    case ReadJobs.PARSE -> ReadJobs.parse(stack.settings());
                    default -> stack.job(job);
                },
                List.of(ReadJobs.SOURCE),
                topics.topics(Topics.FEEDBACK_PATTERN));
    }

    /**
     * Puts messages into the raw topics, said until now.
     *
     * @param reached how far event time may have come, epoch milliseconds: none is said before, so that none is late
     */
    private void publish(PathMessages messages, long reached) throws IOException, InterruptedException {
        long span = messages.count() * 1_000L / SAID_PER_SECOND;
        TimeUnit.MILLISECONDS.sleep(Math.max(0, reached + span - clock.millis()));
        long begin = clock.millis() - span;
        try (FeedbackPublisher publisher =
                new FeedbackPublisher(stack.settings().kafka())) {
            for (int i = 0; i < messages.count(); i++) {
                publisher.send(messages.said(i, begin + i * 1_000L / SAID_PER_SECOND));
            }
            publisher.flush();
        }
    }
}
