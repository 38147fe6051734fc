package io.tidewatch.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.flink.RestoreFailedException;
import io.tidewatch.local.flink.StateVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobStatesTest {
    private static final long NOON = 1_800_000_000_000L;

    @TempDir
    private Path directory;

    @Test
    void shouldGoOnWhereNothingWasLeftOrTheSame() throws IOException {
        JobStates states = states(1, 2);

        assertThatCode(states::requireCurrent).doesNotThrowAnyException();
        assertThat(states.isEmpty()).isTrue();
        checkpoint("detect");
        StateVersion.write(states.checkpoints("detect"), 2);
        checkpoint("index");

        assertThatCode(states::requireCurrent)
                .as("a checkpoint that says nothing is of version 1")
                .doesNotThrowAnyException();
        assertThat(states.isEmpty()).isFalse();
    }

    @Test
    void shouldSayInOneSentenceWhatIsWrongAndWhatToDo() throws IOException {
        checkpoint("detect");
        checkpoint("index");

        assertThatThrownBy(states(1, 2)::requireCurrent)
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("the state in " + directory + "/checkpoints was left by an older version of Tidewatch and"
                        + " cannot be restored (state version: detect left 1 and keeps 2): run ./tidewatch up"
                        + " --rebuild-state --dir " + directory + ", which keeps open incidents and the ledger of what"
                        + " was sent, and rebuilds baselines from stored feedback");
        StateVersion.write(states(1, 2).checkpoints("detect"), 3);
        assertThatThrownBy(states(1, 2)::requireCurrent)
                .hasMessageContaining("another version of Tidewatch")
                .hasMessageContaining("detect left 3 and keeps 2");
        Files.writeString(directory.resolve("checkpoints/detect.state-version"), "two");
        assertThatThrownBy(states(1, 2)::requireCurrent).hasMessageContaining("detect left no number and keeps 2");
    }

    @Test
    void shouldSayWhatToDoWhenFlinkCannotRestore() {
        assertThat(states(1, 1).unfit(new RestoreFailedException("detect", "ClassNotFoundException: X")))
                .hasMessageStartingWith("the state of job detect in " + directory
                        + "/checkpoints/detect cannot be restored (ClassNotFoundException: X): run ./tidewatch up"
                        + " --rebuild-state --dir " + directory);
    }

    @Test
    void shouldKeepTheOldCheckpointsWhenTheNewOnesAreWhole() throws IOException {
        Path old = checkpoint("detect");
        JobStates states = states(1, 2);
        Files.createDirectories(states.begin().resolve("detect/rebuilt/chk-1"));
        assertThat(old).as("until it is whole").exists();

        Path kept = states.finish(NOON);

        assertThat(kept.getFileName().toString()).startsWith("checkpoints-before-2027-01-1");
        assertThat(kept.resolve("detect/run/chk-7/_metadata")).exists();
        assertThat(directory.resolve("checkpoints/detect/rebuilt/chk-1")).isDirectory();
        assertThat(directory.resolve("checkpoints/detect.state-version")).hasContent("2");
        assertThat(directory.resolve("checkpoints/index.state-version")).hasContent("1");
    }

    @Test
    void shouldBeginAnewAfterARebuildThatWasBrokenOff() throws IOException {
        checkpoint("detect");
        Files.createFile(states(1, 2).begin().resolve("half"));

        Path again = states(1, 2).begin();

        assertThat(again).isEmptyDirectory();
    }

    @Test
    void shouldPutInPlaceWhatWasWholeWhenTheProcessWasKilled() throws IOException {
        Path whole = Files.createDirectories(directory.resolve("checkpoints-rebuilt/detect"));
        StringWriter said = new StringWriter();

        states(1, 2).completeRebuild(new Progress(new PrintWriter(said)));

        assertThat(whole).doesNotExist();
        assertThat(directory.resolve("checkpoints/detect")).isDirectory();
        assertThat(said.toString()).contains("is in place");

        Path stale = Files.createDirectories(directory.resolve("checkpoints-rebuilt/detect"));
        states(1, 2).completeRebuild(new Progress(new PrintWriter(said)));
        assertThat(stale).as("the jobs may have gone on since").isDirectory();
    }

    private JobStates states(int index, int detect) {
        return new JobStates(directory, Map.of("index", index, "detect", detect));
    }

    private Path checkpoint(String job) throws IOException {
        Path chk = Files.createDirectories(directory.resolve("checkpoints/" + job + "/run/chk-7"));
        return Files.createFile(chk.resolve("_metadata"));
    }
}
