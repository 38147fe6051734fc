package io.tidewatch.local.flink;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the cluster in this process is like.
 *
 * @param directory checkpoints under {@code checkpoints/<job>}, working files under {@code flink}
 * @param port of REST and UI on 127.0.0.1; 0 takes a free one
 * @param parallelism of every job, 1–720
 * @param jobs how many jobs may run side by side, each with its own slots
 * @param rocksdb state in RocksDB with incremental checkpoints, else on the heap
 */
public record FlinkOptions(
        Path directory, int port, int parallelism, int jobs, Duration checkpointInterval, boolean rocksdb) {
    /** Key groups of every job: fixed for good, since state is cut by it. */
    public static final int MAX_PARALLELISM = 720;

    public FlinkOptions {
        if (parallelism < 1 || parallelism > MAX_PARALLELISM) {
            throw new IllegalArgumentException(
                    "parallelism: " + parallelism + ", expected from 1 to " + MAX_PARALLELISM);
        }
    }

    /** Heap state, a checkpoint every ten seconds, room for four jobs at parallelism 2. */
    public static FlinkOptions in(Path directory) {
        return new FlinkOptions(directory, 0, 2, 4, Duration.ofSeconds(10), false);
    }

    /** Where the checkpoints of one job are kept. */
    public Path checkpoints(String job) {
        return directory.toAbsolutePath().normalize().resolve("checkpoints").resolve(job);
    }
}
