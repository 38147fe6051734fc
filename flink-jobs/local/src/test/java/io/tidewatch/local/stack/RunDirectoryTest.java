package io.tidewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.server.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    @TempDir
    private Path parent;

    @Test
    void shouldLetOnlyOneRunInADirectory() {
        try (RunDirectory first = RunDirectory.durable(parent.resolve("data"))) {
            assertThatThrownBy(() -> RunDirectory.durable(first.path()))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageContaining("another tidewatch")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()))
                    .hasMessageContaining("--dir");
        }
        RunDirectory.durable(parent.resolve("data")).close();
        assertThat(parent.resolve("data")).isDirectory();
    }

    @Test
    void shouldFindTemporaryOnesInWhichAStackRuns() throws IOException {
        // given
        String prefix = "tidewatch-run-directory-test-" + System.nanoTime() + "-";
        try (RunDirectory running = RunDirectory.temporary(prefix);
                RunDirectory killed = RunDirectory.temporary(prefix);
                RunDirectory starting = RunDirectory.temporary(prefix)) {
            long pid = ProcessHandle.current().pid();
            new Addresses("127.0.0.1:1", "e", "r", "f", "i", "w", pid).write(running.path());
            new Addresses("127.0.0.1:1", "e", "r", "f", "i", "w", Long.MAX_VALUE).write(killed.path());

            // when
            List<Path> found = RunDirectory.running(prefix);

            // then
            assertThat(found).containsExactly(running.path()).doesNotContain(starting.path());
        }
        assertThat(RunDirectory.running(prefix)).isEmpty();
    }

    @Test
    void shouldSayWhatToDoWhenItCannotBeWritten() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> RunDirectory.durable(file.resolve("data")))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("cannot write")
                .hasMessageContaining("--dir");
    }

    @Test
    void shouldLeaveNothingBehindWhenTemporary() throws IOException {
        // given
        String prefix = "tidewatch-run-directory-test-" + System.nanoTime() + "-";
        Path killed = Files.createTempDirectory(prefix);
        Files.writeString(killed.resolve("lock"), "1");
        Files.createDirectories(killed.resolve("kafka/data"));

        // when
        RunDirectory run = RunDirectory.temporary(prefix);
        RunDirectory other = RunDirectory.temporary(prefix);

        // then
        assertThat(killed).doesNotExist();
        assertThat(run.path()).isDirectory();
        run.close();
        other.close();
        assertThat(run.path()).doesNotExist();
        assertThat(other.path()).doesNotExist();
    }

    @Test
    void shouldLeaveTheLogsWhenTheyAreToBeKept() throws IOException {
        // given
        RunDirectory run = RunDirectory.temporary("tidewatch-run-directory-test-" + System.nanoTime() + "-");
        Files.writeString(Files.createDirectory(run.path().resolve("logs")).resolve("kafka.log"), "a line");
        // when
        Path kept = run.keepLogs();
        run.close();
        // then
        assertThat(run.path()).doesNotExist();
        assertThat(kept.resolve("kafka.log")).hasContent("a line");
        Directories.delete(kept);
    }
}
