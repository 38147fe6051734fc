package io.tidewatch.local.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the checkout that the tests run in. */
public final class Checkouts {
    private Checkouts() {}

    /** The nearest directory above the working directory that has the launcher script. */
    public static Path root() {
        Path p = Path.of("").toAbsolutePath();
        while (p != null && !Files.exists(p.resolve("tidewatch"))) {
            p = p.getParent();
        }
        if (p == null) {
            throw new IllegalStateException("no checkout above " + Path.of("").toAbsolutePath());
        }
        return p;
    }
}
