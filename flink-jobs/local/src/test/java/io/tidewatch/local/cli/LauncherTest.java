package io.tidewatch.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script over a small checkout; Maven and the JDK are scripts that say what they were asked for. */
class LauncherTest {
    private static final int MOST_LINES = 2;

    @TempDir
    private Path directory;

    private Path checkout;
    private Path target;

    private record Ended(int code, String out, String err) {
        List<String> errors() {
            return err.lines().toList();
        }
    }

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectories(directory.resolve("checkout"));
        target = checkout.resolve("flink-jobs/local/target");
        Files.copy(Checkouts.root().resolve("tidewatch"), checkout.resolve("tidewatch"));
        write(checkout.resolve("pom.xml"), "<project/>");
        write(checkout.resolve("flink-jobs/local/src/main/java/A.java"), "class A {}");
        write(checkout.resolve("alert-rules/rules/a.yaml"), "groups: []\n");
        write(directory.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
        script(directory.resolve("jdk/bin/java"), "echo \"ran $*\"\n");
        script(directory.resolve("jdk/bin/javac"), "exit 1\n");
        maven("""
                for a in "$@"; do case $a in -Ddist.directory=*) dist=${a#*=} ;; esac; done
                i=0; while [ $i -lt 200 ]; do i=$((i + 1)); echo "[INFO] line $i"; done
                mkdir -p "$dist/lib" "%s/elasticsearch"
                """.formatted(target));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static void script(Path file, String text) throws IOException {
        write(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void maven(String text) throws IOException {
        script(directory.resolve("bin/mvn"), text);
    }

    private Ended run(String... arguments) throws Exception {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        List<String> command =
                new ArrayList<>(List.of("sh", checkout.resolve("tidewatch").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", directory.resolve("jdk").toString());
        builder.environment().put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        Process p = builder.start();
        assertThat(p.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(p.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void shouldSayInALineThatItBuildsAndKeepWhatMavenSaid() throws Exception {
        Ended first = run("status");
        assertThat(first.code).isZero();
        assertThat(first.out).contains("io.tidewatch.local.Tidewatch status");
        assertThat(first.errors()).hasSizeBetween(1, MOST_LINES);
        assertThat(first.err).contains("building Tidewatch for the first time", target + "/build.log");
        assertThat(Files.readString(target.resolve("build.log"))).contains("[INFO] line 200");

        assertThat(run("status").err).isEmpty();
    }

    @Test
    void shouldReadWhatPeopleEditWithoutABuild() throws Exception {
        run("--help");
        // newer than the build whatever the clock's grain
        Path rule = checkout.resolve("alert-rules/rules/a.yaml");
        write(rule, "groups: [edited]\n");
        Files.setLastModifiedTime(rule, FileTime.fromMillis(System.currentTimeMillis() + 60_000));

        Ended second = run("--help");

        assertThat(second.err).isEmpty();
        String first = second.out.substring(second.out.indexOf("-cp ") + 4).split(":")[0];
        assertThat(Path.of(first, "tidewatch/rules/a.yaml")).hasContent("groups: [edited]\n");
    }

    @Test
    void shouldShowWhyABuildFailed() throws Exception {
        maven("echo '[INFO] fine'; echo '[ERROR] A.java:[1,7] cannot find symbol'; exit 1\n");

        Ended ended = run("status");

        assertThat(ended.code).isEqualTo(1);
        assertThat(ended.err)
                .contains("cannot find symbol", "the build failed", target + "/build.log")
                .doesNotContain("[INFO] fine");
        assertThat(target.resolve("build.lock")).doesNotExist();
    }

    @Test
    void shouldSayThatItCannotBuildWhereNothingCanBeWritten() throws Exception {
        write(target, "no directory");
        Ended ended = run("--help");
        assertThat(ended.code).isEqualTo(1);
        assertThat(ended.err).contains("cannot be written", "run as the owner");
    }

    @Test
    void shouldNotWaitForABuildThatIsNone() throws Exception {
        Files.createDirectories(target.resolve("dists"));
        write(target.resolve("build.lock"), "no directory");
        Ended ended = run("--help");
        assertThat(ended.code).isEqualTo(1);
        assertThat(ended.err).contains("cannot be written").doesNotContain("waiting");
    }
}
