package io.tidewatch.local.state;

import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.flink.RestoreFailedException;
import io.tidewatch.local.flink.RetainedCheckpoint;
import io.tidewatch.local.flink.StateVersion;
import io.tidewatch.local.server.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What the jobs have left in a data directory: {@code checkpoints/<job>} with the version of the state beside it. A rebuild
 * grows in {@code checkpoints-rebuilding} and takes the place of {@code checkpoints} when it is whole; what was there is kept
 * as {@code checkpoints-before-<date>}. A rebuild that is broken off leaves everything as it was.
 */
public final class JobStates {
    private static final String CHECKPOINTS = "checkpoints";
    private static final String REBUILDING = "checkpoints-rebuilding";
    private static final String REBUILT = "checkpoints-rebuilt";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss").withZone(ZoneId.systemDefault());

    private final Path directory;
    private final TreeMap<String, Integer> versions;

    /**
     * @param directory of the stack
     * @param versions which state each job keeps now, by its name
     */
    public JobStates(Path directory, Map<String, Integer> versions) {
        this.directory = directory;
        this.versions = new TreeMap<>(versions);
    }

    /**
     * Compares what was left with what the jobs keep now.
     *
     * @throws CommandFailedException when a job cannot go on with it; nothing has been changed
     */
    public void requireCurrent() throws IOException {
        List<String> others = new ArrayList<>();
        boolean older = true;
        for (Map.Entry<String, Integer> job : versions.entrySet()) {
            OptionalInt kept = StateVersion.of(checkpoints(job.getKey()));
            if (kept.isPresent() && kept.getAsInt() != job.getValue()) {
                others.add(job.getKey() + " left "
                        + (kept.getAsInt() == StateVersion.UNKNOWN ? "no number" : kept.getAsInt())
                        + " and keeps " + job.getValue());
                older &= kept.getAsInt() < job.getValue();
            }
        }
        if (!others.isEmpty()) {
            throw new CommandFailedException("the state in " + directory.resolve(CHECKPOINTS) + " was left by "
                    + (older ? "an older" : "another") + " version of Tidewatch and cannot be restored (state version: "
                    + String.join(", ", others) + "): " + advice());
        }
    }

    /** What to say when a job could not be restored. */
    public CommandFailedException unfit(RestoreFailedException e) {
        return new CommandFailedException(
                "the state of job " + e.job() + " in " + checkpoints(e.job()) + " cannot be restored (" + e.getMessage()
                        + "): " + advice(),
                e);
    }

    private String advice() {
        boolean usual = directory.equals(Checkout.data().toAbsolutePath().normalize());
        return "run ./tidewatch up --rebuild-state" + (usual ? "" : " --dir " + directory)
                + ", which keeps open incidents and the ledger of what was sent, and rebuilds baselines from stored feedback";
    }

    Path checkpoints(String job) {
        return directory.resolve(CHECKPOINTS).resolve(job);
    }

    /** When a job last kept its state, epoch milliseconds; empty when it never did. */
    OptionalLong newestAt(String job) throws IOException {
        return RetainedCheckpoint.find(checkpoints(job)).stream()
                .mapToLong(RetainedCheckpoint::completedAt)
                .max();
    }

    /** True when no job has left anything. */
    boolean isEmpty() throws IOException {
        for (String job : versions.keySet()) {
            if (newestAt(job).isPresent()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Begins a rebuild.
     *
     * @return where the checkpoints of the jobs are to be put, as under {@code checkpoints}
     */
    Path begin() throws IOException {
        Directories.delete(directory.resolve(REBUILT));
        Directories.delete(directory.resolve(REBUILDING));
        return Files.createDirectory(directory.resolve(REBUILDING));
    }

    /**
     * Puts the rebuilt checkpoints in place.
     *
     * @param now epoch milliseconds, for the name of what is put aside
     * @return where the old ones are kept
     */
    Path finish(long now) throws IOException {
        for (Map.Entry<String, Integer> job : versions.entrySet()) {
            StateVersion.write(directory.resolve(REBUILDING).resolve(job.getKey()), job.getValue());
        }
        Path whole =
                Files.move(directory.resolve(REBUILDING), directory.resolve(REBUILT), StandardCopyOption.ATOMIC_MOVE);
        Path kept = directory.resolve(CHECKPOINTS + "-before-" + DATE.format(Instant.ofEpochMilli(now)));
        Files.move(directory.resolve(CHECKPOINTS), kept, StandardCopyOption.ATOMIC_MOVE);
        Files.move(whole, directory.resolve(CHECKPOINTS), StandardCopyOption.ATOMIC_MOVE);
        return kept;
    }

    /** Puts in place what a process that was killed in the middle of {@link #finish} had rebuilt. */
    public void completeRebuild(Progress progress) throws IOException {
        Path whole = directory.resolve(REBUILT);
        if (Files.isDirectory(whole) && !Files.exists(directory.resolve(CHECKPOINTS))) {
            Files.move(whole, directory.resolve(CHECKPOINTS), StandardCopyOption.ATOMIC_MOVE);
            progress.say("the rebuilt state of an interrupted start is in place");
        }
    }
}
