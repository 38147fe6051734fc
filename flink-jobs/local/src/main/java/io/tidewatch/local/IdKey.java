package io.tidewatch.local;

import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The key by which ids of people and orders are hashed: the same for good, or nobody is known again. */
final class IdKey {
    private static final String FILE = "id.key";
    private static final int BYTES = 32;

    private IdKey() {}

    /** The configured key, else the one kept in the directory, made when there is none yet. */
    static String read(Configuration configuration, Path directory, Progress progress) throws IOException {
        Optional<String> known = find(configuration, directory);
        if (known.isPresent()) {
            return known.get();
        }
        Path file = directory.resolve(FILE);
        String key = random();
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, key);
        progress.say("made a key for hashing ids: " + file + " (keep it, or set " + Option.ID_KEY.key() + ")");
        return key;
    }

    /** The configured key, else the one kept in the directory, else empty. */
    static Optional<String> find(Configuration configuration, Path directory) throws IOException {
        Optional<String> configured = configuration.secret(Option.ID_KEY);
        Path file = directory.resolve(FILE);
        return configured.isPresent() || !Files.exists(file)
                ? configured
                : Optional.of(Files.readString(file).strip());
    }

    /** One that nobody has had before. */
    static String random() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }
}
