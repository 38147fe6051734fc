package io.tidewatch.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a child that runs on the same Java as this process. */
final class JavaCommand {
    /** Compiles once and quickly: for a stack of minutes. Children follow this process. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    private final List<String> words = new ArrayList<>();

    JavaCommand(String heap, Path temporary) {
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-Xms" + ("512m".equals(heap) ? "256m" : heap));
        words.add("-Xmx" + heap);
        words.add("-XX:+UseSerialGC");
        words.add("-XX:+ExitOnOutOfMemoryError");
        // else the JVM leaves files under the system's temporary directory when it is killed
        words.add("-XX:-UsePerfData");
        if (ManagementFactory.getRuntimeMXBean().getInputArguments().contains(QUICK)) {
            words.add(QUICK);
        }
        words.add("-Dfile.encoding=UTF-8");
        words.add("-Djava.io.tmpdir=" + temporary);
        words.add("-XX:ErrorFile=" + temporary.resolve("jvm-crash-%p.log"));
    }

    JavaCommand with(String... more) {
        words.addAll(List.of(more));
        return this;
    }

    /** The class path of this process, by a file, since it can be longer than a command line may be. */
    JavaCommand withOwnClassPath(Path argumentFile) {
        String classPath =
                System.getProperty("java.class.path").replace("\\", "\\\\").replace("\"", "\\\"");
        try {
            Files.writeString(argumentFile, "-cp \"" + classPath + "\"\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        words.add("@" + argumentFile);
        return this;
    }

    List<String> run(Class<?> main, String... arguments) {
        words.add(main.getName());
        words.addAll(List.of(arguments));
        return List.copyOf(words);
    }

    /** The jar or directory that a class was loaded from. */
    static Path origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
