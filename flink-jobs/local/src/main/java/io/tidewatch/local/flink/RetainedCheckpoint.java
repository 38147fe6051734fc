package io.tidewatch.local.flink;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;

/**
 * A checkpoint that outlived its job.
 *
 * @param directory {@code <job's checkpoints>/<run>/chk-<number>}
 * @param completedAt when its metadata were written, epoch milliseconds
 */
public record RetainedCheckpoint(Path directory, int number, long completedAt) {
    /** The run of a checkpoint that was made from what is stored. */
    static final String REBUILT = "rebuilt";

    private static final String METADATA = "_metadata";
    private static final String PREFIX = "chk-";

    /** All that look complete, newest first. */
    public static List<RetainedCheckpoint> find(Path checkpointsOfJob) throws IOException {
        List<RetainedCheckpoint> found = new ArrayList<>();
        if (!Files.isDirectory(checkpointsOfJob)) {
            return found;
        }
        try (Stream<Path> paths = Files.find(
                checkpointsOfJob, 3, (p, a) -> p.getFileName().toString().equals(METADATA) && a.isRegularFile())) {
            for (Path metadata : paths.toList()) {
                Path directory = Objects.requireNonNull(metadata.getParent());
                String name = directory.getFileName().toString();
                if (name.matches(PREFIX + "[0-9]{1,9}")) {
                    found.add(new RetainedCheckpoint(
                            directory,
                            Integer.parseInt(name.substring(PREFIX.length())),
                            Files.getLastModifiedTime(metadata).toMillis()));
                }
            }
        }
        found.sort(Comparator.comparingLong(RetainedCheckpoint::completedAt)
                .thenComparingInt(RetainedCheckpoint::number)
                .reversed());
        return found;
    }

    /** The run that wrote it. */
    Path run() {
        return Objects.requireNonNull(directory.getParent());
    }

    /** True when no job wrote it: it holds state of the job that made it, beside the state that this one takes up. */
    boolean isRebuilt() {
        return run().getFileName().toString().equals(REBUILT);
    }

    /** What makes it unusable, or empty when metadata can be read and every file that they name is there in full. */
    Optional<String> damage(ClassLoader classes) {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(directory.resolve(METADATA))))) {
            CheckpointMetadata metadata = Checkpoints.loadCheckpointMetadata(in, classes, directory.toString());
            for (OperatorState operator : metadata.getOperatorStates()) {
                for (OperatorSubtaskState subtask : operator.getStates()) {
                    for (StreamStateHandle handle : files(subtask)) {
                        Optional<String> missing = missing(handle);
                        if (missing.isPresent()) {
                            return missing;
                        }
                    }
                }
            }
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of("metadata cannot be read: " + e.getMessage());
        }
    }

    private static List<StreamStateHandle> files(OperatorSubtaskState subtask) {
        List<StreamStateHandle> handles = new ArrayList<>();
        for (Collection<OperatorStateHandle> states : List.<Collection<OperatorStateHandle>>of(
                subtask.getManagedOperatorState(), subtask.getRawOperatorState())) {
            states.forEach(s -> handles.add(s.getDelegateStateHandle()));
        }
        for (Collection<KeyedStateHandle> states :
                List.<Collection<KeyedStateHandle>>of(subtask.getManagedKeyedState(), subtask.getRawKeyedState())) {
            for (KeyedStateHandle state : states) {
                if (state instanceof KeyGroupsStateHandle k) {
                    handles.add(k.getDelegateStateHandle());
                } else if (state instanceof IncrementalRemoteKeyedStateHandle i) {
                    handles.add(i.getMetaDataStateHandle());
                    i.getSharedState().stream()
                            .map(HandleAndLocalPath::getHandle)
                            .forEach(handles::add);
                    i.getPrivateState().stream()
                            .map(HandleAndLocalPath::getHandle)
                            .forEach(handles::add);
                }
            }
        }
        return handles;
    }

    private static Optional<String> missing(StreamStateHandle handle) throws IOException {
        Optional<org.apache.flink.core.fs.Path> path = handle.maybeGetPath();
        if (path.isEmpty()) {
            return Optional.empty();
        }
        URI uri = path.get().toUri();
        Path file = Path.of(uri.getPath());
        if (!Files.exists(file)) {
            return Optional.of("missing " + file);
        }
        return Files.size(file) < handle.getStateSize() ? Optional.of("truncated " + file) : Optional.empty();
    }
}
