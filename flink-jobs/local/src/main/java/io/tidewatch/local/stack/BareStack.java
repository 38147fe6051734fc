package io.tidewatch.local.stack;

import io.tidewatch.job.settings.JobSettings;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.flink.JobDefinition;
import io.tidewatch.local.flink.LocalFlink;
import io.tidewatch.local.server.LocalServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Servers, topics, index templates, live rules and a Flink cluster, as {@code up} has them, and no job: whoever looks at the jobs
 * one by one starts them. The same parts as {@link Stack}, without ingest and wall.
 */
public final class BareStack implements AutoCloseable {
    private final Deque<AutoCloseable> parts;
    private final LocalServers servers;
    private final LocalFlink flink;
    private final Jobs.Plan plan;

    private BareStack(Deque<AutoCloseable> parts, LocalServers servers, LocalFlink flink, Jobs.Plan plan) {
        this.parts = parts;
        this.servers = servers;
        this.flink = flink;
        this.plan = plan;
    }

    /**
     * Starts what there is before the jobs, on free ports.
     *
     * @param directory data, checkpoints and logs; the caller has it to itself
     * @throws CommandFailedException or {@link io.tidewatch.local.server.ServerStartException} saying what to do; whatever had
     *     been started is stopped again
     */
    public static BareStack start(Path directory, Configuration configuration, StackFiles files, Progress progress)
            throws IOException {
        List<String> shortages = Machine.here().shortages(directory, configuration);
        if (!shortages.isEmpty()) {
            throw new CommandFailedException(String.join("\ntidewatch: ", shortages));
        }
        PortPlan ports = PortPlan.of(0, configuration);
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            LocalServers servers = LocalServers.start(Stack.serverOptions(directory, ports, configuration));
            parts.push(servers);
            progress.sayTimed("Kafka, Elasticsearch and Redis are up");
            Backends backends = new Backends(servers.kafkaBootstrap(), servers.elasticsearchUrl(), servers.redisUrl());
            Jobs.prepare(backends);
            LocalFlink flink = Stack.flink(directory, ports, configuration);
            parts.push(flink);
            Jobs.Plan plan = Jobs.plan(backends, configuration, files, IdKey.read(configuration, directory, progress));
            return new BareStack(parts, servers, flink, plan);
        } catch (InterruptedException e) {
            Stack.closeAll(parts);
            throw new CommandFailedException("interrupted while starting", e);
        } catch (IOException | RuntimeException e) {
            // else closing could not wait
            Thread.interrupted();
            Stack.closeAll(parts);
            throw e;
        }
    }

    public LocalServers servers() {
        return servers;
    }

    public LocalFlink flink() {
        return flink;
    }

    /** What the jobs are defined with. */
    public JobSettings settings() {
        return plan.settings();
    }

    /** One of the four jobs, as {@code up} starts it. */
    public JobDefinition job(String name) {
        return plan.definitions().stream()
                .filter(j -> j.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("job " + name + ", expected one of "
                        + plan.definitions().stream().map(JobDefinition::name).toList()));
    }

    /** Puts rules live, as a saved file is. */
    public void publish(StackFiles files) {
        new FolderPublication(Jobs.rules(servers.kafkaBootstrap())).onSave(files, "local", "measured with more rules");
    }

    /** Takes the jobs down that still run, then the servers. */
    @Override
    public void close() {
        Stack.closeAll(parts);
    }
}
