package io.tidewatch.local.bench.path;

import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.stack.BareStack;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Lets jobs read what lies in their topics and measures until all of it is through: until a checkpoint is complete after which their
 * groups have no lag. What was in the operators when it began is then behind it, too.
 */
final class StageRuns {
    /** Documents of feedback in {@link StageCost#written}. */
    static final String DOCUMENTS = "tidewatch-feedback";

    private static final List<String> MADE = List.of(
            Topics.ANNOTATED,
            Topics.MEASURES,
            Topics.ALERTS,
            Topics.INCIDENTS,
            Topics.RECEIPTS,
            Topics.DEAD_LETTERS);
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final long POLL_MS = 20;
    private static final long COMMIT_MS = 1_000;
    private static final long LOOK_NANOS = 1_000_000_000;

    private final BareStack stack;
    private final GroupLag lag;
    private final CpuMeter meter;
    private final ElasticsearchHttp elasticsearch;
    private final Map<String, JobID> running = new LinkedHashMap<>();
    private long lookedAt;

    StageRuns(BareStack stack, GroupLag lag) {
        this.stack = stack;
        this.lag = lag;
        this.meter = new CpuMeter(stack.servers().processes());
        this.elasticsearch = new ElasticsearchHttp(stack.servers().elasticsearchUrl(), Duration.ofSeconds(60));
    }

    /**
     * Runs jobs until they are through. They go on running; see {@link #stop}.
     *
     * @param stages none runs yet; in the order in which messages come to them
     * @param messages raw messages that they have not read
     * @param settle how long they are left alone afterwards: what they do then because of what they have read counts as theirs
     * @param frames takes samples meanwhile; null: none
     */
    StageCost measure(
            String id,
            String name,
            List<Stage> stages,
            long messages,
            Duration settle,
            @Nullable FrameShares frames)
            throws IOException, InterruptedException {
        Map<String, Long> before = made();
        Stage first = stages.get(0);
        long toRead = lag.lag(first.group(), lag.ends(first.topics()));
        Map<String, Long> done = new HashMap<>();
        for (int i = stages.size() - 1; i >= 0; i--) {
            Stage stage = stages.get(i);
            done.put(stage.group(), committed(stage));
            meter.mark();
            running.put(
                    stage.job().name(), stack.flink().submit(stage.job()));
            stack.flink().awaitRunning(running(stage));
            meter.claim(stage.job().name());
        }
        if (frames != null) {
            frames.start();
        }
        CpuMeter.Reading from = meter.read();
        long early = GroupLag.fetched(first.group());
        CpuMeter.Reading to = from;
        for (Stage stage : stages) {
            to = through(stage, done.getOrDefault(stage.group(), 0L));
        }
        double seconds = (to.at() - from.at()) / 1e9;
        if (!settle.isZero()) {
            TimeUnit.MILLISECONDS.sleep(settle.toMillis());
            to = meter.read();
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
        long unmeasured = toRead == 0 ? 0 : Math.min(messages - 1, early * messages / toRead);
        return new StageCost(
                id, name, messages, messages - unmeasured, toRead, written, seconds, meter.between(from, to, only));
    }

    /** Stops all that run; each keeps its state and goes on from there. */
    void stop() {
        running.values().forEach(stack.flink()::cancel);
        running.clear();
    }

    private JobID running(Stage stage) {
        JobID id = running.get(stage.job().name());
        if (id == null) {
            throw new IllegalStateException(stage.job().name() + " does not run");
        }
        return id;
    }

    private long committed(Stage stage) throws InterruptedException {
        Map<TopicPartition, Long> ends = lag.ends(stage.topics());
        return ends.values().stream().mapToLong(Long::longValue).sum() - lag.lag(stage.group(), ends);
    }

    /**
     * Waits until a job is through with all that its topics hold now.
     *
     * @param done how many records its group had committed when it was started
     * @return when that was so
     */
    private CpuMeter.Reading through(Stage stage, long done) throws InterruptedException {
        Map<TopicPartition, Long> ends = lag.ends(stage.topics());
        long all = ends.values().stream().mapToLong(Long::longValue).sum();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            look(stage);
            if (!stage.oneSource() || done + GroupLag.fetched(stage.group()) >= all) {
                try {
                    stack.flink().checkpoint(running(stage));
                } catch (CommandFailedException e) {
                    // a task may not be able to take one yet
                    TimeUnit.MILLISECONDS.sleep(POLL_MS);
                    continue;
                }
                CpuMeter.Reading reading = meter.read();
                if (commits(stage, ends)) {
                    return reading;
                }
            } else {
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
        }
        throw new CommandFailedException(stage.job().name() + " is not through within " + PATIENCE.toMinutes()
                + " minutes: " + lag.lag(stage.group(), ends) + " records are left; fewer --messages may do");
    }

    /** Offsets are committed a moment after the checkpoint that holds them. */
    private boolean commits(Stage stage, Map<TopicPartition, Long> ends) throws InterruptedException {
        for (long waited = 0; waited < COMMIT_MS; waited += POLL_MS) {
            if (lag.lag(stage.group(), ends) == 0) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return false;
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
        Map<String, Long> made = new HashMap<>(lag.counts(MADE));
        elasticsearch.post("/" + DOCUMENTS + "/_refresh?ignore_unavailable=true", "");
        made.put(
                DOCUMENTS,
                elasticsearch
                        .post(
                                "/" + DOCUMENTS + "/_count?ignore_unavailable=true",
                                "{\"query\":{\"match_all\":{}}}")
                        .path("count")
                        .asLong());
        return made;
    }
}
