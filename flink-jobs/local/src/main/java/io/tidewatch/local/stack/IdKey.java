package io.tidewatch.local.stack;

import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The key by which ids of people and orders are hashed: the same for good, or nobody is known again. */
public final class IdKey {
    private static final String FILE = "id.key";
    private static final int BYTES = 32;
    private static final int MIN = 16;

    private IdKey() {}

    /** The configured key, else the one kept in the directory, made when there is none yet. */
    public static String read(Configuration configuration, Path directory, Progress progress) throws IOException {
        Optional<String> known = find(configuration, directory);
        if (known.isPresent()) {
            return known.get();
        }
        Path file = directory.resolve(FILE);
        String key = random();
        Files.createDirectories(directory);
        // Whole or not at all: half a key would be another key for good.
        Path made = Files.createTempFile(
                directory,
                FILE,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(made, key);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        progress.say("made a key for hashing ids: " + file + " (keep it, or set " + Option.ID_KEY.key() + ")");
        return key;
    }

    /**
     * The configured key, else the one kept in the directory, else empty.
     *
     * @throws CommandFailedException when it is too short
     */
    public static Optional<String> find(Configuration configuration, Path directory) throws IOException {
        Optional<String> configured = configuration.secret(Option.ID_KEY);
        Path file = directory.resolve(FILE);
        Optional<String> known = configured.isPresent() || !Files.exists(file)
                ? configured
                : Optional.of(Files.readString(file).strip());
        int length = known.map(k -> k.getBytes(StandardCharsets.UTF_8).length).orElse(MIN);
        if (length < MIN) {
            throw new CommandFailedException((configured.isPresent() ? Option.ID_KEY.key() : file) + ": " + length
                    + " bytes, expected at least " + MIN);
        }
        return known;
    }

    /** One that nobody has had before. */
    public static String random() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }
}
