package io.tidewatch.local.rules;

import io.tidewatch.connector.file.UnusableFileException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The rule files that a user names: a folder's {@code *.yaml}, or one file. */
public final class RuleFolder {
    private RuleFolder() {}

    /**
     * Name → text.
     *
     * @throws UnusableFileException when there is none, or one cannot be read
     */
    public static Map<String, String> read(Path rules) {
        Map<String, String> files = new TreeMap<>();
        try {
            if (!Files.isDirectory(rules)) {
                files.put(rules.toString(), Files.readString(rules));
                return files;
            }
            try (DirectoryStream<Path> yaml = Files.newDirectoryStream(rules, "*.yaml")) {
                for (Path file : yaml) {
                    files.put(file.toString(), Files.readString(file));
                }
            }
        } catch (IOException e) {
            throw new UnusableFileException(
                    Files.exists(rules)
                            ? "cannot read " + rules + ": " + e.getMessage()
                            : "no such file or directory: " + rules);
        }
        if (files.isEmpty()) {
            throw new UnusableFileException("no *.yaml in " + rules);
        }
        return files;
    }
}
