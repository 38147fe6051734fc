package io.tidewatch.local.cli;

import java.nio.file.Path;

/** The directory that the launcher script is in. */
public final class Checkout {
    private Checkout() {}

    /** Absolute; the working directory when run without the script. */
    public static Path root() {
        return Path.of(System.getProperty("tidewatch.root", ""))
                .toAbsolutePath()
                .normalize();
    }

    /** Where {@code up} keeps its data unless set otherwise. */
    public static Path data() {
        return root().resolve(".tidewatch");
    }
}
