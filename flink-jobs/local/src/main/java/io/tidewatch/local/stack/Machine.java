package io.tidewatch.local.stack;

import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import io.tidewatch.local.server.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What this machine has to offer. */
public final class Machine {
    private final Path root;

    /** @param root where {@code proc} and {@code sys} are, {@code /} but in tests */
    Machine(Path root) {
        this.root = root;
    }

    public static Machine here() {
        return new Machine(Path.of("/"));
    }

    /** Bytes that can be had without swapping, within the limit of the container; empty where it is not known. */
    public OptionalLong availableMemory() {
        OptionalLong system = systemMemory();
        OptionalLong container = containerMemory();
        if (system.isPresent() && container.isPresent()) {
            return OptionalLong.of(Math.min(system.getAsLong(), container.getAsLong()));
        }
        return container.isPresent() ? container : system;
    }

    private OptionalLong systemMemory() {
        try (Stream<String> lines = Files.lines(root.resolve("proc/meminfo"))) {
            return lines.filter(l -> l.startsWith("MemAvailable:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")) << 10)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private OptionalLong containerMemory() {
        Path group = root.resolve("sys/fs/cgroup");
        try {
            String max = Files.readString(group.resolve("memory.max")).strip();
            if (max.equals("max")) {
                return OptionalLong.empty();
            }
            long used = Long.parseLong(
                    Files.readString(group.resolve("memory.current")).strip());
            long reclaimable;
            try (Stream<String> lines = Files.lines(group.resolve("memory.stat"))) {
                reclaimable = lines.filter(l -> l.startsWith("inactive_file "))
                        .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")))
                        .sum();
            }
            return OptionalLong.of(Math.max(0, Long.parseLong(max) - used + reclaimable));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Usable bytes where a directory is or will be. */
    public long freeDisk(Path directory) throws IOException {
        return Files.getFileStore(Directories.existing(directory)).getUsableSpace();
    }

    /** What is too short to start, each as a sentence that says what to do; empty when all is well. */
    public List<String> shortages(Path directory, Configuration configuration) throws IOException {
        List<String> problems = new ArrayList<>();
        OptionalLong memory = availableMemory();
        long neededMemory = configuration.size(Option.MEMORY_REQUIRED);
        if (memory.isPresent() && memory.getAsLong() < neededMemory) {
            problems.add("memory: " + mebibytes(memory.getAsLong()) + " MB available, " + mebibytes(neededMemory)
                    + " MB needed: end other programs, or try with less by --" + Option.MEMORY_REQUIRED.key());
        }
        long disk = freeDisk(directory);
        long neededDisk = configuration.size(Option.DISK_REQUIRED);
        if (disk < neededDisk) {
            problems.add("disk: " + mebibytes(disk) + " MB free at " + directory + ", " + mebibytes(neededDisk)
                    + " MB needed: make room, choose another directory with --dir, or try with less by --"
                    + Option.DISK_REQUIRED.key());
        }
        return problems;
    }

    static long mebibytes(long bytes) {
        return bytes >> 20;
    }
}
