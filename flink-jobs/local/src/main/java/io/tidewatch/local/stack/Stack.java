package io.tidewatch.local.stack;

import io.tidewatch.connector.ingest.IngestServer;
import io.tidewatch.connector.ingest.IngestSettings;
import io.tidewatch.connector.kafka.RuleTopic;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.wall.WallServer;
import io.tidewatch.job.annotate.TextAnalysis;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import io.tidewatch.local.flink.FlinkOptions;
import io.tidewatch.local.flink.JobDefinition;
import io.tidewatch.local.flink.LocalFlink;
import io.tidewatch.local.flink.RestoreFailedException;
import io.tidewatch.local.server.LocalServers;
import io.tidewatch.local.server.ServerChoice;
import io.tidewatch.local.server.ServerOptions;
import io.tidewatch.local.state.JobStates;
import io.tidewatch.local.state.StateRebuild;
import io.tidewatch.local.stored.PastFeedback;
import io.tidewatch.local.stored.Retagging;
import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.text.privacy.Masker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything on this machine: servers, topics and templates, jobs, ingest and wall, up and down in the right order. */
public final class Stack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);
    private static final int JOBS = 4;
    private static final Duration STORED = Duration.ofSeconds(60);

    private final Deque<AutoCloseable> parts;
    private final LocalServers servers;
    private final LocalFlink flink;
    private final WallServer wall;
    private final Addresses addresses;

    private Stack(
            Deque<AutoCloseable> parts, LocalServers servers, LocalFlink flink, WallServer wall, Addresses addresses) {
        this.parts = parts;
        this.servers = servers;
        this.flink = flink;
        this.wall = wall;
        this.addresses = addresses;
    }

    /**
     * Starts all and returns when every job runs.
     *
     * @param directory data, checkpoints and logs; the caller has it to itself
     * @param portBase first of six ports in a row; 0 takes free ones
     * @param rebuildState puts the checkpoints aside and makes the state anew from what is stored
     * @throws CommandFailedException or {@link io.tidewatch.local.server.ServerStartException} saying what to do;
     *     whatever had been started is stopped again
     */
    public static Stack start(
            Path directory,
            int portBase,
            Configuration configuration,
            StackFiles files,
            boolean rebuildState,
            Progress progress) {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        JobStates states = new JobStates(directory, Jobs.STATE_VERSIONS);
        try {
            states.completeRebuild(progress);
            if (!rebuildState) {
                states.requireCurrent();
            }
            return start(
                    directory,
                    PortPlan.of(portBase, configuration),
                    configuration,
                    files,
                    rebuildState ? states : null,
                    progress,
                    parts);
        } catch (RestoreFailedException e) {
            closeAll(parts);
            throw states.unfit(e);
        } catch (IOException e) {
            closeAll(parts);
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            closeAll(parts);
            throw new CommandFailedException("interrupted while starting", e);
        } catch (RuntimeException e) {
            // else closing could not wait
            Thread.interrupted();
            closeAll(parts);
            throw e;
        }
    }

    private static Stack start(
            Path directory,
            PortPlan ports,
            Configuration configuration,
            StackFiles files,
            @Nullable JobStates toRebuild,
            Progress progress,
            Deque<AutoCloseable> parts)
            throws IOException, InterruptedException {
        List<String> shortages = Machine.here().shortages(directory, configuration);
        if (!shortages.isEmpty()) {
            throw new CommandFailedException(String.join("\ntidewatch: ", shortages));
        }
        ports.requireFree();
        String idKey = IdKey.read(configuration, directory, progress);

        // Flink does not need the servers to start, only its jobs do
        CompletableFuture<LocalFlink> starting =
                CompletableFuture.supplyAsync(() -> flink(directory, ports, configuration));
        parts.push(() -> closeWhenStarted(starting));
        LocalServers servers = LocalServers.start(serverOptions(directory, ports, configuration));
        // stopped last: the jobs need them for an orderly end
        parts.addLast(servers);
        progress.sayTimed("Kafka, Elasticsearch and Redis are up");
        Backends backends = new Backends(servers.kafkaBootstrap(), servers.elasticsearchUrl(), servers.redisUrl());
        Jobs.prepare(backends);

        LocalFlink flink = join(starting);
        Optional<RuleBundle> lastLive = toRebuild == null ? Optional.empty() : Jobs.lastLive(backends);
        Jobs.Plan plan = Jobs.plan(backends, configuration, files, idKey);
        plan.published().lines().forEach(progress::say);
        if (toRebuild != null) {
            new StateRebuild(
                            toRebuild,
                            flink,
                            plan.settings(),
                            plan.delivery().config(),
                            lastLive.orElse(plan.live()),
                            plan.live(),
                            new ElasticsearchHttp(backends.elasticsearch(), STORED),
                            Clock.systemUTC(),
                            progress)
                    .run();
        }
        List<JobID> ids = new ArrayList<>();
        for (JobDefinition job : plan.definitions()) {
            ids.add(flink.submit(job));
        }
        ids.forEach(flink::awaitRunning);
        progress.sayTimed(ids.size() + " jobs are running");

        retagging(
                        backends,
                        configuration,
                        () -> LiveAnalysis.of(
                                Jobs.rules(backends.kafka()),
                                TextAnalysis.packaged(plan.settings().idKey()),
                                plan.live()),
                        progress)
                .ifPresent(r -> {
                    parts.push(r);
                    r.start();
                });
        IngestServer ingest = IngestServer.start(ingestSettings(backends, ports, configuration));
        parts.push(ingest);
        WallServer wall = Jobs.wall(backends, configuration, files, ports.wall());
        parts.push(wall);
        Addresses addresses = new Addresses(
                backends.kafka(),
                backends.elasticsearch(),
                backends.redis(),
                flink.url(),
                ingest.url(),
                wall.url(),
                ProcessHandle.current().pid());
        return new Stack(parts, servers, flink, wall, addresses);
    }

    /**
     * What reads stored feedback again when the analysis has changed; empty when that is switched off.
     *
     * @param live gives the analysis that is live
     */
    static Optional<Retagging> retagging(
            Backends backends, Configuration configuration, Supplier<Retagging.Live> live, Progress progress) {
        int perSecond = configuration.number(Option.RETAG_PER_SECOND);
        return perSecond == 0
                ? Optional.empty()
                : Optional.of(new Retagging(
                        new PastFeedback(new ElasticsearchHttp(backends.elasticsearch(), STORED)),
                        live.get(),
                        perSecond,
                        progress::say));
    }

    /**
     * Puts rule and taxonomy files live that were saved in the watched folders.
     *
     * @param files without error
     * @param changed names of those that were saved
     * @return what is live now, and what there is to say of it
     */
    FolderPublication.Published publish(StackFiles files, Set<String> changed, String author) {
        FolderPublication.Published published =
                new FolderPublication(rules()).onSave(files, author, "file saved: " + String.join(", ", changed));
        wall.nameIssues(files.issues());
        return published;
    }

    /** The rules that are live, and were. */
    RuleTopic rules() {
        return Jobs.rules(addresses.kafka());
    }

    private static void closeWhenStarted(CompletableFuture<LocalFlink> starting) {
        starting.handle((started, problem) -> Optional.ofNullable(started))
                .join()
                .ifPresent(LocalFlink::close);
    }

    static IngestSettings ingestSettings(Backends backends, PortPlan ports, Configuration c) throws IOException {
        return new IngestSettings(
                c.text(Option.INGEST_BIND),
                ports.ingest(),
                backends.kafka(),
                c.number(Option.TEXT_MAX_LENGTH),
                Masker.withoutKey()::maskQuote,
                c.secret(Option.INGEST_SECRET).orElse(null));
    }

    private static LocalFlink join(CompletableFuture<LocalFlink> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException r ? r : e;
        }
    }

    static LocalFlink flink(Path directory, PortPlan ports, Configuration configuration) {
        try {
            return LocalFlink.start(flinkOptions(directory, ports, configuration));
        } catch (IOException e) {
            throw new CommandFailedException("Flink cannot use " + directory + ": " + e.getMessage(), e);
        }
    }

    static FlinkOptions flinkOptions(Path directory, PortPlan ports, Configuration c) {
        return new FlinkOptions(
                directory,
                ports.flink(),
                c.number(Option.PARALLELISM),
                JOBS,
                c.duration(Option.CHECKPOINT_INTERVAL),
                c.text(Option.STATE_BACKEND).equals("rocksdb"));
    }

    static ServerOptions serverOptions(Path directory, PortPlan ports, Configuration c) {
        return new ServerOptions(
                directory,
                c.isSet(Option.KAFKA_BOOTSTRAP)
                        ? ServerChoice.elsewhere(c.text(Option.KAFKA_BOOTSTRAP))
                        : ServerChoice.own(ports.kafka(), c.text(Option.KAFKA_HEAP)),
                c.isSet(Option.ELASTICSEARCH_URL)
                        ? ServerChoice.elsewhere(c.text(Option.ELASTICSEARCH_URL))
                        : ServerChoice.own(ports.elasticsearch(), c.text(Option.ELASTICSEARCH_HEAP)),
                c.isSet(Option.REDIS_URL)
                        ? ServerChoice.elsewhere(c.text(Option.REDIS_URL))
                        : ServerChoice.own(ports.redis(), ""),
                Duration.ofMinutes(2));
    }

    public Addresses addresses() {
        return addresses;
    }

    public LocalFlink flink() {
        return flink;
    }

    /** Completed with a sentence for people when a server ends by itself. */
    public CompletableFuture<String> failure() {
        return servers.failure();
    }

    /** Takes all down: what feeds first, then the jobs with a last checkpoint, then the servers. */
    @Override
    public void close() {
        closeAll(parts);
    }

    static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn(
                        "not stopped in order: part={} problem={}",
                        part.getClass().getSimpleName(),
                        e.toString());
            }
        }
    }
}
