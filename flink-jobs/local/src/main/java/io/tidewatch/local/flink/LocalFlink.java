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
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
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
    private static final Duration SAVEPOINT = Duration.ofMinutes(10);

    private final FlinkOptions options;
    private final Configuration configuration;
    private final MiniCluster cluster;
    private final Map<String, JobID> jobs = new LinkedHashMap<>();

    /** Jobs that were started from a checkpoint. */
    private final Set<JobID> restored = new HashSet<>();

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
     * @param job {@link StateVersion#of} its checkpoints is the one that it keeps
     * @throws RestoreFailedException when it has checkpoints and cannot start from any
     * @throws CommandFailedException when it cannot start for another reason; the message says why
     */
    public JobID submit(JobDefinition job) {
        Path checkpoints = options.checkpoints(job.name());
        try {
            Files.createDirectories(checkpoints);
            List<RetainedCheckpoint> found = RetainedCheckpoint.find(checkpoints);
            List<Path> old = oldRuns(checkpoints, found);
            Optional<RetainedCheckpoint> retained = newest(job.name(), found);
            StateVersion.write(checkpoints, job.stateVersion());
            JobGraph graph = graph(job, FlinkConfiguration.withCheckpoints(configuration, checkpoints));
            retained.ifPresent(r -> {
                LOG.info("job resumes: job={} checkpoint={}", job.name(), r.directory());
                graph.setSavepointRestoreSettings(
                        SavepointRestoreSettings.forPath(r.directory().toUri().toString(), r.isRebuilt()));
                restored.add(graph.getJobID());
            });
            get(cluster.submitJob(graph), "job " + job.name() + " was refused");
            awaitInitialized(job.name(), graph.getJobID());
            jobs.put(job.name(), graph.getJobID());
            for (Path run : old) {
                Directories.delete(run);
            }
            return graph.getJobID();
        } catch (IOException e) {
            throw new CommandFailedException(
                    "job " + job.name() + ": cannot use " + checkpoints + ": " + e.getMessage(), e);
        }
    }

    private static JobGraph graph(JobDefinition job, Configuration configuration) {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
        job.define().accept(environment);
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobName(job.name());
        return graph.getJobGraph();
    }

    /**
     * Runs a job that is there to make state, and keeps that as a checkpoint which {@link #submit} takes up.
     *
     * @param job its operators have the uids of those that are to have the state
     * @param ready says when the state is whole
     * @param checkpoints where the checkpoints of the job with the state will be; has none yet
     * @throws CommandFailedException when it fails; the message says why
     */
    public void prepare(JobDefinition job, BooleanSupplier ready, Path checkpoints) throws IOException {
        Path working = options.directory().resolve(FlinkConfiguration.WORKING_DIRECTORY);
        JobGraph graph = graph(job, FlinkConfiguration.once(configuration, working));
        JobID id = graph.getJobID();
        get(cluster.submitJob(graph), "job " + job.name() + " was refused");
        try {
            // what was read has passed every task that runs; one that does not yet run lets no savepoint be taken
            while (!ready.getAsBoolean() || !runs(get(cluster.getExecutionGraph(id), "no status of job " + id))) {
                if (status(id).isGloballyTerminalState()) {
                    throw new CommandFailedException("job " + job.name() + " failed: " + problem(id));
                }
                pause();
                if (Thread.currentThread().isInterrupted()) {
                    throw new CommandFailedException("interrupted while job " + job.name() + " was running");
                }
            }
            Path run = Files.createDirectories(checkpoints.resolve(RetainedCheckpoint.REBUILT));
            String made = get(
                    cluster.triggerSavepoint(id, run.toUri().toString(), true, SavepointFormatType.CANONICAL),
                    SAVEPOINT,
                    "job " + job.name() + " could not keep its state");
            Files.move(Path.of(URI.create(made).getPath()), run.resolve("chk-1"));
        } finally {
            // a savepoint that cancels is there before its job has ended
            if (!status(id).isGloballyTerminalState()) {
                cluster.cancelJob(id);
            }
            get(result(id), "job " + job.name() + " did not end");
        }
    }

    /**
     * The newest whole checkpoint.
     *
     * @param found newest first
     */
    private static Optional<RetainedCheckpoint> newest(String job, List<RetainedCheckpoint> found) {
        for (RetainedCheckpoint candidate : found) {
            Optional<String> damage = candidate.damage(LocalFlink.class.getClassLoader());
            if (damage.isEmpty()) {
                return Optional.of(candidate);
            }
            LOG.warn("checkpoint passed over: checkpoint={} problem={}", candidate.directory(), damage.get());
        }
        if (!found.isEmpty()) {
            throw new RestoreFailedException(
                    job, "none of its " + found.size() + " checkpoints is whole, the log says why");
        }
        return Optional.empty();
    }

    /**
     * The runs that are too old to be of use.
     *
     * @param found newest first
     */
    private static List<Path> oldRuns(Path checkpoints, List<RetainedCheckpoint> found) throws IOException {
        Set<Path> keep = new HashSet<>();
        found.stream().limit(CANDIDATES).forEach(c -> keep.add(c.run()));
        try (Stream<Path> runs = Files.list(checkpoints)) {
            return runs.filter(r -> !keep.contains(r)).toList();
        }
    }

    private void awaitInitialized(String name, JobID id) {
        long deadline = System.nanoTime() + RPC.toNanos();
        JobStatus status = status(id);
        while (status == JobStatus.INITIALIZING && System.nanoTime() < deadline) {
            pause();
            status = status(id);
        }
        if (status == JobStatus.FAILED) {
            if (restored.contains(id)) {
                throw new RestoreFailedException(name, problem(id));
            }
            throw new CommandFailedException("job " + name + " cannot start: " + problem(id));
        }
    }

    /** Why a job that has ended failed. */
    private String problem(JobID id) {
        return get(cluster.requestJobResult(id), "no result of job " + id)
                .getSerializedThrowable()
                .map(t -> rootMessage(t.deserializeError(LocalFlink.class.getClassLoader())))
                .orElse("no reason given");
    }

    /**
     * Returns when every task of a job runs (or has finished).
     *
     * @throws RestoreFailedException when its tasks cannot take up the state of its checkpoint
     * @throws CommandFailedException when it does not come to that within a minute; the message has the last failure
     */
    public void awaitRunning(JobID id) {
        long deadline = System.nanoTime() + RPC.toNanos();
        while (true) {
            AccessExecutionGraph graph = get(cluster.getExecutionGraph(id), "no status of job " + id);
            if (runs(graph)) {
                return;
            }
            if (restored.contains(id) && graph.getFailureInfo() != null) {
                Optional<String> unfit =
                        RestoreProblem.in(graph.getFailureInfo().getExceptionAsString());
                if (unfit.isPresent()) {
                    throw new RestoreFailedException(graph.getJobName(), unfit.get());
                }
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

    /**
     * Takes a checkpoint now.
     *
     * @return its number
     */
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
        return get(future, RPC, problem);
    }

    private static <T> T get(CompletableFuture<T> future, Duration atMost, String problem) {
        try {
            return future.get(atMost.toSeconds(), TimeUnit.SECONDS);
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
