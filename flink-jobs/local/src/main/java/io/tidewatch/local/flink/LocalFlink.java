package io.tidewatch.local.flink;

import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.server.Directories;
import io.tidewatch.local.server.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this process. A job is known by its name: submitted again, also by a later process, it resumes
 * from the newest checkpoint under its name that is whole.
 */
public final class LocalFlink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalFlink.class);

    /** Checkpoints looked at when a job resumes; runs with none of these are removed. */
    private static final int CANDIDATES = 3;

    private static final Duration RPC = Duration.ofSeconds(60);

    private final FlinkOptions options;
    private final Configuration configuration;
    private final MiniCluster cluster;
    private final Map<String, JobID> jobs = new LinkedHashMap<>();

    private LocalFlink(FlinkOptions options, Configuration configuration, MiniCluster cluster) {
        this.options = options;
        this.configuration = configuration;
        this.cluster = cluster;
    }

    /** Starts the cluster; its UI answers when this returns. */
    public static LocalFlink start(FlinkOptions options) throws IOException {
        Ports.requireFree(options.port(), "the Flink UI");
        Configuration configuration = FlinkConfiguration.of(options);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(options.parallelism() * options.jobs())
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            cluster.closeAsync();
            throw new CommandFailedException("Flink did not start: " + rootMessage(e), e);
        }
        LocalFlink flink = new LocalFlink(options, configuration, cluster);
        flink.awaitUi();
        return flink;
    }

    /** The endpoint listens before it knows the cluster behind it, and refuses requests until then. */
    private void awaitUi() {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest overview = HttpRequest.newBuilder(URI.create(url() + "/overview"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + RPC.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (http.send(overview, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                LOG.debug("Flink UI not ready: problem={}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            pause();
        }
        close();
        throw new CommandFailedException("the Flink UI at " + url() + " did not answer within " + RPC.toSeconds()
                + " s: the machine may be too busy, try again");
    }

    /** Of REST and UI. */
    public String url() {
        return cluster.getRestAddress().join().toString();
    }

    /**
     * Starts a job and returns when its state has been restored and its tasks are being scheduled.
     *
     * @param name also the name of its checkpoints
     * @param definition the data path, with a uid on every operator
     * @throws CommandFailedException when the job cannot start; the message says why
     */
    public JobID submit(String name, Consumer<StreamExecutionEnvironment> definition) {
        Path checkpoints = options.checkpoints(name);
        try {
            Files.createDirectories(checkpoints);
            Optional<RetainedCheckpoint> retained = newest(checkpoints);
            JobID id = submit(name, definition, checkpoints, retained);
            awaitInitialized(name, id);
            jobs.put(name, id);
            return id;
        } catch (IOException e) {
            throw new CommandFailedException("job " + name + ": cannot use " + checkpoints + ": " + e.getMessage(), e);
        }
    }

    private JobID submit(
            String name,
            Consumer<StreamExecutionEnvironment> definition,
            Path checkpoints,
            Optional<RetainedCheckpoint> retained) {
        StreamExecutionEnvironment environment =
                new StreamExecutionEnvironment(FlinkConfiguration.withCheckpoints(configuration, checkpoints));
        definition.accept(environment);
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobName(name);
        JobGraph job = graph.getJobGraph();
        retained.ifPresent(r -> {
            LOG.info("job resumes: job={} checkpoint={}", name, r.directory());
            job.setSavepointRestoreSettings(
                    SavepointRestoreSettings.forPath(r.directory().toUri().toString(), false));
        });
        get(cluster.submitJob(job), "job " + name + " was refused");
        return job.getJobID();
    }

    /** The newest whole checkpoint; removes runs that are too old to be of use. */
    private static Optional<RetainedCheckpoint> newest(Path checkpoints) throws IOException {
        List<RetainedCheckpoint> found = RetainedCheckpoint.find(checkpoints);
        List<RetainedCheckpoint> candidates = found.subList(0, Math.min(CANDIDATES, found.size()));
        Set<Path> keep = new HashSet<>();
        candidates.forEach(c -> keep.add(c.run()));
        try (Stream<Path> runs = Files.list(checkpoints)) {
            for (Path run : runs.filter(r -> !keep.contains(r)).toList()) {
                Directories.delete(run);
            }
        }
        for (RetainedCheckpoint candidate : found) {
            Optional<String> damage = candidate.damage(LocalFlink.class.getClassLoader());
            if (damage.isEmpty()) {
                return Optional.of(candidate);
            }
            LOG.warn("checkpoint passed over: checkpoint={} problem={}", candidate.directory(), damage.get());
        }
        if (!found.isEmpty()) {
            throw new IOException("none of its " + found.size()
                    + " checkpoints is whole, see the log; remove the directory to start the job without its state");
        }
        return Optional.empty();
    }

    private void awaitInitialized(String name, JobID id) {
        long deadline = System.nanoTime() + RPC.toNanos();
        JobStatus status = status(id);
        while (status == JobStatus.INITIALIZING && System.nanoTime() < deadline) {
            pause();
            status = status(id);
        }
        if (status == JobStatus.FAILED) {
            JobResult result = get(cluster.requestJobResult(id), "job " + name);
            throw new CommandFailedException("job " + name + " cannot start: "
                    + result.getSerializedThrowable()
                            .map(t -> rootMessage(t.deserializeError(LocalFlink.class.getClassLoader())))
                            .orElse("no reason given")
                    + " (its checkpoints are under " + options.checkpoints(name) + ")");
        }
    }

    /**
     * Returns when every task of a job runs (or has finished).
     *
     * @throws CommandFailedException when it does not come to that within a minute; the message has the last failure
     */
    public void awaitRunning(JobID id) {
        long deadline = System.nanoTime() + RPC.toNanos();
        while (true) {
            AccessExecutionGraph graph = get(cluster.getExecutionGraph(id), "no status of job " + id);
            if (runs(graph)) {
                return;
            }
            if (graph.getState().isGloballyTerminalState() || System.nanoTime() > deadline) {
                ErrorInfo failure = graph.getFailureInfo();
                throw new CommandFailedException("job " + graph.getJobName() + " is " + graph.getState()
                        + " and its tasks do not run"
                        + (failure == null
                                ? ""
                                : ": "
                                        + failure.getExceptionAsString()
                                                .lines()
                                                .findFirst()
                                                .orElse("")));
            }
            pause();
        }
    }

    private static boolean runs(AccessExecutionGraph graph) {
        for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
            ExecutionState state = task.getExecutionState();
            if (state != ExecutionState.RUNNING && state != ExecutionState.FINISHED) {
                return false;
            }
        }
        return graph.getState() == JobStatus.RUNNING || graph.getState() == JobStatus.FINISHED;
    }

    /** Running jobs by name. */
    public Map<String, JobID> jobs() {
        return Map.copyOf(jobs);
    }

    public JobStatus status(JobID id) {
        return get(cluster.getJobStatus(id), "no status of job " + id);
    }

    /** Completed when the job has reached an end: finished, cancelled or failed for good. */
    public CompletableFuture<JobResult> result(JobID id) {
        return cluster.requestJobResult(id);
    }

    /** Takes a checkpoint now. @return its number */
    public long checkpoint(JobID id) {
        return get(cluster.triggerCheckpoint(id, CheckpointType.CONFIGURED), "no checkpoint of job " + id);
    }

    /** Ends a job; its newest checkpoint stays, so that it can resume. */
    public void cancel(JobID id) {
        try {
            // saves reading again what came since the last one; not needed for being right
            cluster.triggerCheckpoint(id, CheckpointType.CONFIGURED).get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("no last checkpoint: jobId={} problem={}", id, rootMessage(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        get(cluster.cancelJob(id), "job " + id + " was not cancelled");
        get(result(id), "job " + id + " did not end");
    }

    /** Cancels every job, then stops the cluster. */
    @Override
    public void close() {
        try {
            jobs.values().parallelStream().filter(this::isRunning).forEach(this::cancel);
        } catch (CommandFailedException e) {
            LOG.warn("job not cancelled: problem={}", e.getMessage());
        }
        jobs.clear();
        try {
            cluster.closeAsync().get(RPC.toSeconds(), TimeUnit.SECONDS);
            Directories.delete(options.directory().resolve(FlinkConfiguration.WORKING_DIRECTORY));
        } catch (ExecutionException | TimeoutException | IOException e) {
            LOG.warn("Flink did not stop in order: problem={}", rootMessage(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isRunning(JobID id) {
        return !status(id).isGloballyTerminalState();
    }

    private static <T> T get(CompletableFuture<T> future, String problem) {
        try {
            return future.get(RPC.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CommandFailedException(problem + ": " + rootMessage(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(problem + ": interrupted", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
