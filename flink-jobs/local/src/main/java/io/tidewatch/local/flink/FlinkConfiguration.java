package io.tidewatch.local.flink;

import io.tidewatch.local.server.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** The settings that every job of the stack runs with. */
final class FlinkConfiguration {
    /** Under the directory of the options; holds nothing that outlives the cluster. */
    static final String WORKING_DIRECTORY = "flink";

    private FlinkConfiguration() {}

    static Configuration of(FlinkOptions options) throws IOException {
        Path working = options.directory().toAbsolutePath().normalize().resolve(WORKING_DIRECTORY);
        // what a killed process left
        Directories.delete(working);
        Files.createDirectories(working);
        Configuration c = new Configuration();
        c.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        c.set(RestOptions.ADDRESS, "127.0.0.1");
        c.set(RestOptions.PORT, options.port());
        c.set(RestOptions.BIND_PORT, Integer.toString(options.port()));
        c.set(WebOptions.SUBMIT_ENABLE, false);
        // asked for by rules list and the UI only, and all in one process
        c.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(1));
        c.set(WebOptions.TMP_DIR, working.toString());
        c.set(WebOptions.UPLOAD_DIR, working.toString());
        c.set(CoreOptions.TMP_DIRS, working.toString());
        c.set(BlobServerOptions.STORAGE_DIRECTORY, working.toString());
        c.set(ClusterOptions.PROCESS_WORKING_DIR_BASE, working.toString());
        // a laptop that sleeps or swaps for a while is not a lost machine
        c.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofMinutes(3));
        MemorySize network = MemorySize.ofMebiBytes(64 + 16L * options.parallelism());
        c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
        c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
        c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(options.rocksdb() ? 512 : 32));

        c.set(CoreOptions.DEFAULT_PARALLELISM, options.parallelism());
        c.set(PipelineOptions.MAX_PARALLELISM, FlinkOptions.MAX_PARALLELISM);
        c.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        c.set(PipelineOptions.GENERIC_TYPES, false);
        c.set(PipelineOptions.OBJECT_REUSE, true);

        c.set(StateBackendOptions.STATE_BACKEND, options.rocksdb() ? "rocksdb" : "hashmap");
        c.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, options.rocksdb());
        c.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval());
        c.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(5));
        c.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        c.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 3);
        c.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        c.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        c.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofSeconds(1));
        c.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
        c.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD, Duration.ofMinutes(5));
        return c;
    }

    static Configuration withCheckpoints(Configuration base, Path checkpoints) {
        Configuration c = new Configuration(base);
        c.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        return c;
    }

    /** For a job that is not to be restored: it ends at its first failure, and takes checkpoints only when asked. */
    static Configuration once(Configuration base, Path checkpoints) {
        Configuration c = withCheckpoints(base, checkpoints.toAbsolutePath().normalize());
        c.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        c.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        c.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(10));
        return c;
    }
}
