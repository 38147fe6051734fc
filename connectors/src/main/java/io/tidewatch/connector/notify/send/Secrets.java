package io.tidewatch.connector.notify.send;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads what {@code env:NAME} and {@code file:PATH} stand for. Problems name the reference, never the value.
 *
 * @param variables of the process
 * @param base folder that relative paths start from
 */
public record Secrets(Map<String, String> variables, Path base) {
    private static final long MAX_BYTES = 64_000;

    /**
     * The value without white space around it; other text stands for itself.
     *
     * @throws IllegalArgumentException when there is no such variable or file, or it is empty
     */
    public String resolve(String reference) {
        if (reference.startsWith("env:")) {
            String name = reference.substring("env:".length());
            return present(variables.getOrDefault(name, ""), "variable " + name + " is not set");
        }
        if (reference.startsWith("file:")) {
            Path file = base.resolve(reference.substring("file:".length()));
            try {
                if (Files.size(file) > MAX_BYTES) {
                    throw new IllegalArgumentException("file " + file + " is larger than " + MAX_BYTES + " bytes");
                }
                return present(Files.readString(file), "file " + file + " is empty");
            } catch (IOException e) {
                throw new IllegalArgumentException("file " + file + " cannot be read", e);
            }
        }
        return reference;
    }

    private static String present(String value, String problem) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(problem);
        }
        return value.strip();
    }

    @Override
    public String toString() {
        return "Secrets[base=" + base + "]";
    }
}
