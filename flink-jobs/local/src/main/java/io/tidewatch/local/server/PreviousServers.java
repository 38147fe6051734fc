package io.tidewatch.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The servers that used a directory before. When their launcher was killed a moment ago they may still hold their
 * files.
 */
final class PreviousServers {
    private static final long SECONDS = 10;

    private final Path file;

    PreviousServers(Path file) {
        this.file = file;
    }

    void awaitEnd() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (Stream<String> pids = Files.lines(file)) {
            CompletableFuture.allOf(pids.filter(p -> p.matches("[0-9]{1,18}"))
                            .flatMap(p -> ProcessHandle.of(Long.parseLong(p)).stream())
                            .filter(PreviousServers::isServer)
                            .map(ProcessHandle::onExit)
                            .toArray(CompletableFuture[]::new))
                    .get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // the servers to be started say best what is wrong
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Process ids are used again by other programs. */
    private static boolean isServer(ProcessHandle process) {
        String command = process.info().commandLine().orElse("");
        return command.contains(KafkaMain.class.getName())
                || command.contains(ElasticsearchMain.class.getName())
                || command.contains("redis-guard");
    }

    void remember(List<Long> pids) throws IOException {
        Files.write(file, pids.stream().map(String::valueOf).toList());
    }
}
