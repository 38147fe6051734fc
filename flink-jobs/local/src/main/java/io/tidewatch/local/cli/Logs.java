package io.tidewatch.local.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;

/** Where a command that stays writes its log. */
public final class Logs {
    private Logs() {}

    /**
     * From now on into {@code logs/tidewatch.log} under the directory.
     *
     * @return the file
     */
    public static Path toFile(Path directory) throws IOException {
        Path file = Files.createDirectories(directory.resolve("logs")).resolve("tidewatch.log");
        System.setProperty("tidewatch.log", file.toString());
        Configurator.reconfigure(URI.create("classpath:log4j2-file.xml"));
        return file;
    }
}
