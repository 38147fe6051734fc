package io.tidewatch.local.flink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;

/** Which state the checkpoints of a job hold: a number in a file beside them. */
public final class StateVersion {
    /** Of checkpoints without the file: they were written before there were versions. */
    public static final int UNMARKED = 1;

    /** Of a file that holds no number. */
    public static final int UNKNOWN = 0;

    private static final String SUFFIX = ".state-version";

    private StateVersion() {}

    /**
     * The version that is kept for a job; empty when it has no checkpoints.
     *
     * @param checkpoints of the job, see {@link FlinkOptions#checkpoints}
     */
    public static OptionalInt of(Path checkpoints) throws IOException {
        if (RetainedCheckpoint.find(checkpoints).isEmpty()) {
            return OptionalInt.empty();
        }
        Path file = file(checkpoints);
        if (!Files.exists(file)) {
            return OptionalInt.of(UNMARKED);
        }
        String said = Files.readString(file).strip();
        return OptionalInt.of(said.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(said) : UNKNOWN);
    }

    /** Notes it, whole or not at all; it is on the disk when this returns. */
    public static void write(Path checkpoints, int version) throws IOException {
        Path file = file(checkpoints);
        Path made = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                made, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((version + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** Beside the directory and not in it: what is in there may be removed as an old run. */
    private static Path file(Path checkpoints) {
        return checkpoints.resolveSibling(checkpoints.getFileName() + SUFFIX);
    }
}
