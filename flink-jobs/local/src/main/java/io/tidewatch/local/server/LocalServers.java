package io.tidewatch.local.server;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Kafka, Elasticsearch and Redis on 127.0.0.1, as children of this process. They end with it, however it ends, and keep
 * their data in the directory given; Redis keeps none.
 */
public final class LocalServers implements AutoCloseable {
    private final String kafkaBootstrap;
    private final String elasticsearchUrl;
    private final String redisUrl;
    private final List<ChildProcess> children;
    private final CompletableFuture<String> failure = new CompletableFuture<>();

    private LocalServers(String kafka, String elasticsearch, String redis, List<ChildProcess> children) {
        this.kafkaBootstrap = kafka;
        this.elasticsearchUrl = elasticsearch;
        this.redisUrl = redis;
        this.children = List.copyOf(children);
        children.forEach(c -> c.onUnexpectedExit(failure::complete));
    }

    /**
     * Starts those that do not run elsewhere, side by side, and returns when each answers.
     *
     * @throws ServerStartException naming the server and what to do; whatever had been started is stopped again
     */
    public static LocalServers start(ServerOptions options) {
        Ports.requireFree(options.kafka().port(), "Kafka");
        Ports.requireFree(options.elasticsearch().port(), "Elasticsearch");
        Ports.requireFree(options.redis().port(), "Redis");
        Path directory = options.directory().toAbsolutePath().normalize();
        List<ChildProcess> started = new ArrayList<>();
        try {
            PreviousServers previous = new PreviousServers(directory.resolve("servers.pids"));
            previous.awaitEnd();
            LocalServers servers = start(options, directory, started);
            previous.remember(servers.pids());
            return servers;
        } catch (IOException e) {
            started.forEach(ChildProcess::kill);
            throw new ServerStartException(
                    "cannot write under " + directory + ": " + reason(e) + "; choose another directory with --dir", e);
        } catch (RuntimeException e) {
            started.forEach(ChildProcess::kill);
            throw e;
        }
    }

    private static LocalServers start(ServerOptions options, Path directory, List<ChildProcess> started)
            throws IOException {
        Path logs = Files.createDirectories(directory.resolve("logs"));
        Path temporary = directory.resolve("tmp");
        Directories.delete(temporary);
        Files.createDirectories(temporary);
        List<Integer> free = Ports.free(5);
        String kafka = options.kafka().address();
        String elasticsearch = options.elasticsearch().address();
        String redis = options.redis().address();
        // the slowest first
        if (options.elasticsearch().isOwn()) {
            int port = chosen(options.elasticsearch(), free.get(0));
            elasticsearch = "http://127.0.0.1:" + port;
            started.add(ChildProcess.start(ElasticsearchServer.plan(
                    directory.resolve("elasticsearch"),
                    logs,
                    temporary,
                    options.elasticsearch().heap(),
                    port,
                    free.get(1))));
        }
        if (options.kafka().isOwn()) {
            int port = chosen(options.kafka(), free.get(2));
            kafka = "127.0.0.1:" + port;
            Path home = Files.createDirectories(directory.resolve("kafka"));
            started.add(ChildProcess.start(
                    KafkaServer.plan(home, logs, temporary, options.kafka().heap(), port, free.get(3))));
        }
        if (options.redis().isOwn()) {
            int port = chosen(options.redis(), free.get(4));
            redis = "redis://127.0.0.1:" + port;
            started.add(ChildProcess.start(RedisServer.plan(directory.resolve("redis"), logs, port)));
        }
        awaitReady(started, options.startTimeout().toNanos());
        return new LocalServers(kafka, elasticsearch, redis, started);
    }

    /** What would keep the servers from starting on this machine, or empty. */
    public static Optional<String> problem() {
        try {
            ElasticsearchServer.home();
            Path directory = Files.createTempDirectory("tidewatch-check-");
            try {
                RedisServer.program(directory);
            } finally {
                Directories.delete(directory);
            }
            return Optional.empty();
        } catch (ServerStartException | IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static int chosen(ServerChoice choice, int free) {
        return choice.port() == 0 ? free : choice.port();
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : String.valueOf(e.getMessage());
    }

    private static void awaitReady(List<ChildProcess> children, long timeoutNanos) {
        ExecutorService threads = Executors.newCachedThreadPool();
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
        return kafkaBootstrap;
    }

    public String elasticsearchUrl() {
        return elasticsearchUrl;
    }

    public String redisUrl() {
        return redisUrl;
    }

    /** Completed with a sentence for people when a server ends by itself. */
    public CompletableFuture<String> failure() {
        return failure;
    }

    /** Process ids of those started here, for figures: Elasticsearch, Kafka, Redis' guard. */
    public List<Long> pids() {
        return children.stream().map(ChildProcess::pid).toList();
    }

    /** Those started here, by the name that people know them under: Elasticsearch, Kafka, Redis. */
    public Map<String, ProcessHandle> processes() {
        return children.stream().collect(Collectors.toMap(ChildProcess::name, ChildProcess::handle));
    }

    /** Stops all side by side; returns when they are gone. */
    @Override
    public void close() {
        children.forEach(ChildProcess::askToStop);
        children.forEach(ChildProcess::close);
    }
}
