package io.tidewatch.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a running stack is reached. Written to {@code running.json}, where other commands find it.
 *
 * @param kafka {@code host:port}; all others are URLs
 * @param pid of the launcher
 */
public record Addresses(
        String kafka, String elasticsearch, String redis, String flink, String ingest, String wall, long pid) {
    private static final String FILE = "running.json";

    /** Name → address, in the order in which they are shown. */
    public Map<String, String> byName() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("kafka", kafka);
        all.put("elasticsearch", elasticsearch);
        all.put("redis", redis);
        all.put("flink", flink);
        all.put("ingest", ingest);
        all.put("wall", wall);
        return all;
    }

    /** One JSON object. */
    public String json() {
        return Json.write(g -> {
            for (Map.Entry<String, String> e : byName().entrySet()) {
                g.writeStringField(e.getKey(), e.getValue());
            }
            g.writeNumberField("pid", pid);
        });
    }

    /** Into the directory that the stack runs in. */
    public void write(Path directory) throws IOException {
        Path draft = Files.writeString(directory.resolve(FILE + ".new"), json() + "\n");
        Files.move(draft, directory.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    static void remove(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FILE));
    }

    /** The stack that runs in a directory, or empty when none does, or it was killed. */
    public static Optional<Addresses> find(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode n = Json.tree(Files.readAllBytes(file));
        Addresses found = new Addresses(
                n.path("kafka").asText(),
                n.path("elasticsearch").asText(),
                n.path("redis").asText(),
                n.path("flink").asText(),
                n.path("ingest").asText(),
                n.path("wall").asText(),
                n.path("pid").asLong());
        return ProcessHandle.of(found.pid()).map(ProcessHandle::isAlive).orElse(false)
                ? Optional.of(found)
                : Optional.empty();
    }

    /**
     * The stack that runs in a directory.
     *
     * @throws CommandFailedException when none does; the message says how to start one
     */
    public static Addresses require(Path directory) {
        try {
            return find(directory)
                    .orElseThrow(() -> new CommandFailedException(
                            "nothing is running in " + directory + ": start it with ./tidewatch up"));
        } catch (IOException e) {
            throw new CommandFailedException("cannot read " + directory.resolve(FILE) + ": " + e.getMessage(), e);
        }
    }
}
