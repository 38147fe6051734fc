package io.tidewatch.local.server;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Kafka, Elasticsearch and Redis on 127.0.0.1, as children of this process. They end with it, however it ends, and keep
 * their data in the directory given; Redis keeps none.
 */
public final class LocalServers implements AutoCloseable {
    private final int kafkaPort;
    private final int elasticsearchPort;
    private final int redisPort;
    private final List<ChildProcess> children;
    private final CompletableFuture<String> failure = new CompletableFuture<>();

    private LocalServers(int kafkaPort, int elasticsearchPort, int redisPort, List<ChildProcess> children) {
        this.kafkaPort = kafkaPort;
        this.elasticsearchPort = elasticsearchPort;
        this.redisPort = redisPort;
        this.children = List.copyOf(children);
        children.forEach(c -> c.onUnexpectedExit(failure::complete));
    }

    /**
     * Starts all three side by side and returns when each answers.
     *
     * @throws ServerStartException naming the server and what to do; whatever had been started is stopped again
     */
    public static LocalServers start(ServerOptions options) {
        Ports.requireFree(options.kafkaPort(), "Kafka");
        Ports.requireFree(options.elasticsearchPort(), "Elasticsearch");
        Ports.requireFree(options.redisPort(), "Redis");
        List<Integer> free = Ports.free(5);
        int kafka = options.kafkaPort() == 0 ? free.get(0) : options.kafkaPort();
        int elasticsearch = options.elasticsearchPort() == 0 ? free.get(1) : options.elasticsearchPort();
        int redis = options.redisPort() == 0 ? free.get(2) : options.redisPort();

        Path directory = options.directory().toAbsolutePath().normalize();
        List<ChildProcess> started = new ArrayList<>();
        try {
            Path logs = Files.createDirectories(directory.resolve("logs"));
            Path temporary = Files.createDirectories(directory.resolve("tmp"));
            // the slowest first
            started.add(ChildProcess.start(ElasticsearchServer.plan(
                    directory.resolve("elasticsearch"),
                    logs,
                    temporary,
                    options.elasticsearchHeap(),
                    elasticsearch,
                    free.get(3))));
            started.add(ChildProcess.start(KafkaServer.plan(
                    Files.createDirectories(directory.resolve("kafka")),
                    logs,
                    temporary,
                    options.kafkaHeap(),
                    kafka,
                    free.get(4))));
            started.add(ChildProcess.start(RedisServer.plan(directory.resolve("redis"), logs, redis)));
            awaitReady(started, options.startTimeout().toNanos());
            return new LocalServers(kafka, elasticsearch, redis, started);
        } catch (IOException e) {
            started.forEach(ChildProcess::kill);
            throw new ServerStartException(
                    "cannot write under " + directory + ": " + reason(e) + "; choose another directory with --dir", e);
        } catch (RuntimeException e) {
            started.forEach(ChildProcess::kill);
            throw e;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : String.valueOf(e.getMessage());
    }

    private static void awaitReady(List<ChildProcess> children, long timeoutNanos) {
        ExecutorService threads = Executors.newFixedThreadPool(children.size());
        try {
            // the first that fails ends the wait for the others
            CompletionService<Void> waits = new ExecutorCompletionService<>(threads);
            for (ChildProcess child : children) {
                waits.submit(() -> {
                    child.awaitReady(timeoutNanos);
                    return null;
                });
            }
            for (int i = 0; i < children.size(); i++) {
                waits.take().get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ServerStartException s ? s : new ServerStartException("start failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("interrupted while the servers were starting", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** {@code host:port}. */
    public String kafkaBootstrap() {
        return "127.0.0.1:" + kafkaPort;
    }

    public String elasticsearchUrl() {
        return "http://127.0.0.1:" + elasticsearchPort;
    }

    public String redisUrl() {
        return "redis://127.0.0.1:" + redisPort;
    }

    /** Completed with a sentence for people when a server ends by itself. */
    public CompletableFuture<String> failure() {
        return failure;
    }

    /** Process ids, for figures. */
    public List<Long> pids() {
        return children.stream().map(ChildProcess::pid).toList();
    }

    /** Stops all side by side; returns when they are gone. */
    @Override
    public void close() {
        stop(children);
    }

    private static void stop(List<ChildProcess> children) {
        children.forEach(ChildProcess::askToStop);
        children.forEach(ChildProcess::close);
    }
}
