package io.tidewatch.local.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a secret is; the secret itself is read when it is needed and never printed.
 *
 * @param scheme {@code file} or {@code env}
 * @param name an absolute path, or the name of a variable
 */
public record SecretReference(String scheme, String name) {
    static boolean isReference(String value) {
        return value.matches("(file:|env:)\\S.*");
    }

    static SecretReference parse(String value, Path base) {
        String scheme = value.substring(0, value.indexOf(':'));
        String name = value.substring(scheme.length() + 1);
        return new SecretReference(
                scheme, scheme.equals("file") ? base.resolve(name).normalize().toString() : name);
    }

    /**
     * The secret, without the line end that an editor leaves.
     *
     * @throws IOException when it is missing or empty; the message names the reference
     */
    public String read(Map<String, String> environment) throws IOException {
        String secret;
        if (scheme.equals("env")) {
            secret = environment.getOrDefault(name, "");
        } else if (Files.isReadable(Path.of(name))) {
            secret = Files.readString(Path.of(name));
        } else {
            throw new IOException("cannot read " + this);
        }
        if (secret.isBlank()) {
            throw new IOException(this + " is empty");
        }
        return secret.strip();
    }

    /** The reference, not the secret. */
    @Override
    public String toString() {
        return scheme + ":" + name;
    }
}
