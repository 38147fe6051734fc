package io.tidewatch.local.server;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Generated settings files. */
final class Settings {
    private Settings() {}

    static Path write(Path file, Properties properties) throws IOException {
        Files.createDirectories(file.getParent());
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties.store(out, "written at every start");
        }
        return file;
    }
}
