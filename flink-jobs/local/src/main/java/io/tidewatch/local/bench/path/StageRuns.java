package io.tidewatch.local.bench.path;

import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.stack.BareStack;
import io.tidewatch.local.stack.FlinkRest;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * Lets jobs read what lies in their topics and measures. All is through when a checkpoint is complete that began after the source had
 * handed on the last record: it comes behind all that was in the operators.
 *
 * <p>Measuring begins with the first record that the first in line fetches; all others run and are idle by then. So what is left of the
 * start of that one job is in the figures, the more, the fewer messages there are.
 */
final class StageRuns {
    /** Documents of feedback in {@link StageCost#written}. */
    static final String DOCUMENTS = "tidewatch-feedback";

    private static final List<String> MADE = List.of(
            Topics.ANNOTATED, Topics.MEASURES, Topics.ALERTS, Topics.INCIDENTS, Topics.RECEIPTS, Topics.DEAD_LETTERS);
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final long POLL_MS = 10;
    private static final long METRICS_MS = 300;
    private static final long LOOK_NANOS = 1_000_000_000;

    private final BareStack stack;
    private final TopicReads topics;
    private final CpuMeter meter;
    private final ElasticsearchHttp elasticsearch;
    private final FlinkRest rest;
    private final Map<String, JobID> running = new HashMap<>();
    private final Map<String, Long> done = new HashMap<>();
    private List<Stage> stages = List.of();
    private long lookedAt;

    StageRuns(BareStack stack, TopicReads topics) {
        this.stack = stack;
        this.topics = topics;
        this.meter = new CpuMeter(stack.servers().processes());
        this.rest = new FlinkRest(stack.flink().url());
        this.elasticsearch = new ElasticsearchHttp(stack.servers().elasticsearchUrl(), Duration.ofSeconds(60));
    }

    /**
     * Runs jobs until they are through. They go on running; see {@link #stop}.
     *
     * @param inOrder none runs yet; in the order in which messages come to them
     * @param messages raw messages that they have not read
     * @param settle how long they are left alone afterwards: what they do then because of what they have read counts as theirs
     * @param frames takes samples meanwhile; null: none
     */
    StageCost measure(
            String id, String name, List<Stage> inOrder, long messages, Duration settle, @Nullable FrameShares frames)
            throws IOException, InterruptedException {
        stages = List.copyOf(inOrder);
        Map<String, Long> before = made();
        Stage first = stages.get(0);
        for (int i = stages.size() - 1; i > 0; i--) {
            start(stages.get(i));
            stack.flink().awaitRunning(running(stages.get(i)));
            meter.claim(stages.get(i).job().name());
        }
        if (frames != null) {
            frames.start();
        }
        long toRead = held(first) - done(first);
        start(first);
        CpuMeter.Reading from = awaitFetched(first, Math.min(1, toRead));
        stack.flink().awaitRunning(running(first));
        meter.claim(first.job().name());
        CpuMeter.Reading started = meter.read();
        CpuMeter.Reading to = started;
        for (Stage stage : stages) {
            to = through(stage);
        }
        double seconds = (to.at() - from.at()) / 1e9;
        if (!settle.isZero()) {
            TimeUnit.MILLISECONDS.sleep(settle.toMillis());
            to = meter.read();
            if (stages.size() == 1) {
                // few records: what it costs to start would be much of it
                from = started;
            }
        }
        if (frames != null) {
            frames.stop();
        }
        // threads that a job starts only with its first record
        if (stages.size() == 1) {
            meter.claim(first.job().name());
        }
        String only = stages.size() == 1 ? first.job().name() : CpuMeter.ALL_JOBS;
        Map<String, Long> written = new TreeMap<>();
        made().forEach((what, count) -> written.put(what, count - before.getOrDefault(what, 0L)));
        return new StageCost(id, name, messages, first.fetched(), written, seconds, meter.between(from, to, only));
    }

    private void start(Stage stage) {
        meter.mark();
        running.put(stage.job().name(), stack.flink().submit(stage.job()));
    }

    /** Records that its topics hold. */
    private long held(Stage stage) throws InterruptedException {
        return topics.counts(stage.topics()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Records that it had read when it was last stopped. */
    private long done(Stage stage) {
        return done.getOrDefault(stage.group(), 0L);
    }

    /**
     * Waits until a job has fetched so many records since it was started.
     *
     * @return the last reading before it had any, if it had none yet; else one of now
     */
    private CpuMeter.Reading awaitFetched(Stage stage, long records) throws InterruptedException {
        CpuMeter.Reading before = meter.read();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long fetched = stage.fetched(); fetched < records; fetched = stage.fetched()) {
            if (System.nanoTime() > deadline) {
                throw new CommandFailedException(stage.job().name() + " has read " + fetched + " of " + records
                        + " records within " + PATIENCE.toMinutes() + " minutes; fewer --messages may do");
            }
            if (fetched == 0) {
                before = meter.read();
            }
            look(stage);
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return before;
    }

    /**
     * Stops all that run, those first to which messages come first; each reads before what had been written until then, keeps its
     * state and goes on from there.
     */
    void stop() throws InterruptedException {
        for (Stage stage : stages) {
            long held = held(stage);
            awaitHandedOn(stage, held - done(stage));
            stack.flink().cancel(running(stage));
            running.remove(stage.job().name());
            done.put(stage.group(), held);
        }
        stages = List.of();
    }

    private JobID running(Stage stage) {
        JobID id = running.get(stage.job().name());
        if (id == null) {
            throw new IllegalStateException(stage.job().name() + " does not run");
        }
        return id;
    }

    /**
     * Waits until a job is through with all that its topics hold now.
     *
     * @return when that was so
     */
    private CpuMeter.Reading through(Stage stage) throws InterruptedException {
        long held = held(stage);
        awaitFetched(stage, held - done(stage));
        awaitHandedOn(stage, held - done(stage));
        while (true) {
            try {
                stack.flink().checkpoint(running(stage));
                return meter.read();
            } catch (CommandFailedException e) {
                // it took too long; if the job has failed, that is found here
                lookedAt = 0;
                look(stage);
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
        }
    }

    /** What has been fetched waits before the source until the operators have room for it. */
    private void awaitHandedOn(Stage stage, long records) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (handedOn(stage) < records) {
            if (System.nanoTime() > deadline) {
                throw new CommandFailedException(stage.job().name() + " has handed on " + handedOn(stage) + " of "
                        + records + " records within " + PATIENCE.toMinutes() + " minutes; fewer --messages may do");
            }
            look(stage);
            TimeUnit.MILLISECONDS.sleep(METRICS_MS);
        }
    }

    private long handedOn(Stage stage) {
        try {
            return rest.sourceRecords(running(stage).toHexString(), stage.sources());
        } catch (IOException e) {
            // it is too busy to say
            return 0;
        }
    }

    private void look(Stage stage) {
        long now = System.nanoTime();
        if (now - lookedAt < LOOK_NANOS) {
            return;
        }
        lookedAt = now;
        meter.look();
        JobStatus status = stack.flink().status(running(stage));
        if (status != JobStatus.RUNNING) {
            throw new CommandFailedException("job " + stage.job().name() + " is " + status + ", expected RUNNING");
        }
        String failure = stack.servers().failure().getNow("");
        if (!failure.isEmpty()) {
            throw new CommandFailedException(failure);
        }
    }

    private Map<String, Long> made() throws IOException, InterruptedException {
        Map<String, Long> made = new HashMap<>(topics.counts(MADE));
        elasticsearch.post("/" + DOCUMENTS + "/_refresh?ignore_unavailable=true", "");
        made.put(
                DOCUMENTS,
                elasticsearch
                        .post("/" + DOCUMENTS + "/_count?ignore_unavailable=true", "{\"query\":{\"match_all\":{}}}")
                        .path("count")
                        .asLong());
        return made;
    }
}
