package io.tidewatch.local.stack;

import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.server.Directories;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The directory that one running stack has to itself. */
public final class RunDirectory implements AutoCloseable {
    /** How the directories of demos begin. */
    public static final String DEMO = "tidewatch-demo";

    private static final String LOCK = "lock";
    private static final String TEMPORARY = "tmp-launcher";

    private final Path path;
    private final boolean temporary;
    private final FileChannel channel;

    private RunDirectory(Path path, boolean temporary, FileChannel channel) {
        this.path = path;
        this.temporary = temporary;
        this.channel = channel;
    }

    /**
     * A directory whose content stays.
     *
     * @throws CommandFailedException when it cannot be written, or another stack runs in it
     */
    public static RunDirectory durable(Path path) {
        Path directory = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(directory);
            return new RunDirectory(directory, false, lock(directory));
        } catch (IOException e) {
            throw new CommandFailedException(
                    "cannot write " + directory + ": run as its owner, or choose another directory with --dir", e);
        }
    }

    /** A new directory that is removed at the end; those of runs that were killed are removed now. */
    public static RunDirectory temporary(String prefix) {
        Path parent = temporaryFiles();
        try {
            removeLeftOver(parent, prefix);
            // not Files.createTempDirectory, which would settle the place of temporary files for the whole process
            Path directory = Files.createDirectory(
                    parent.resolve(prefix + Long.toUnsignedString(new SecureRandom().nextLong(), 36)),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return new RunDirectory(directory, true, lock(directory));
        } catch (IOException e) {
            throw new CommandFailedException(
                    "cannot write " + parent + ": name another directory with TMPDIR and -Djava.io.tmpdir", e);
        }
    }

    /** Temporary ones of this user in which a stack runs now, sorted. */
    static List<Path> running(String prefix) throws IOException {
        List<Path> running = new ArrayList<>();
        for (Path directory : beginning(temporaryFiles(), prefix)) {
            // others may make directories there, too: their addresses are not to be trusted
            if (Files.getOwner(directory).getName().equals(System.getProperty("user.name"))
                    && Addresses.find(directory).isPresent()) {
                running.add(directory);
            }
        }
        return running;
    }

    private static Path temporaryFiles() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static List<Path> beginning(Path parent, String prefix) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(p -> p.getFileName().toString().startsWith(prefix))
                    .filter(p -> Files.isWritable(p.resolve(LOCK)))
                    .sorted()
                    .toList();
        }
    }

    private static void removeLeftOver(Path parent, String prefix) throws IOException {
        for (Path directory : beginning(parent, prefix)) {
            try (FileChannel lock = lock(directory)) {
                Directories.delete(directory);
            } catch (CommandFailedException e) {
                // it is still in use
            }
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        Path file = directory.resolve(LOCK);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // by this process: the same to our user
        }
        channel.close();
        throw new CommandFailedException("another tidewatch (process " + Files.readString(file)
                + ") is already running in " + directory + ": stop it, or choose another directory with --dir");
    }

    /**
     * Makes libraries put their temporary files into this directory from now on, native code above all; what a killed
     * process left there is removed.
     */
    void takeTemporaryFiles() throws IOException {
        Path temporary = path.resolve(TEMPORARY);
        Directories.delete(temporary);
        Files.createDirectory(temporary);
        System.setProperty("java.io.tmpdir", temporary.toString());
    }

    /**
     * Takes the logs out of a directory that is about to go.
     *
     * @return where they are now
     */
    public Path keepLogs() {
        Path kept = path.resolveSibling("failed-" + path.getFileName());
        try {
            return Files.move(path.resolve("logs"), kept);
        } catch (IOException e) {
            throw new CommandFailedException("cannot keep the logs as " + kept + ": " + e.getMessage(), e);
        }
    }

    /** Absolute. */
    public Path path() {
        return path;
    }

    /** Frees it; a temporary one is gone then. */
    @Override
    public void close() {
        try {
            Directories.delete(temporary ? path : path.resolve(TEMPORARY));
            channel.close();
        } catch (IOException e) {
            throw new CommandFailedException("cannot remove " + path + ": " + e.getMessage(), e);
        }
    }
}
