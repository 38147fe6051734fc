package io.tidewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.local.cli.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackNewsTest {
    private static final Instant START = Instant.parse("2026-11-10T09:00:00Z");

    @TempDir
    private Path directory;

    private final StringWriter said = new StringWriter();

    @Test
    void shouldSayOnceAfterTheFirstDayWhatIsHeardWhateverIsStartedAgain() throws IOException {
        look(FirstDay.of(directory, at(0)));
        look(FirstDay.of(directory, at(23)));
        assertThat(said.toString()).isEmpty();

        FirstDay over = FirstDay.of(directory, at(24));
        look(over);
        look(over);
        look(FirstDay.of(directory, at(48)));

        assertThat(said.toString()).isEqualTo("hears: a burst\nnot yet: slow growth\n");
    }

    @Test
    void shouldSayItWithALaterLookWhenItIsNotKnown() throws IOException {
        FirstDay.of(directory, at(0));
        FirstDay over = FirstDay.of(directory, at(24));
        StackNews.Ears deaf = () -> {
            throw new IOException("no answer");
        };

        StackNews.tell(over, List::of, progress());
        assertThatThrownBy(() -> StackNews.tell(over, deaf, progress())).isInstanceOf(IOException.class);
        look(over);

        assertThat(said.toString()).startsWith("hears: a burst\n");
    }

    @Test
    void shouldSayNothingWhereItCannotBeNoted() throws IOException {
        Files.writeString(directory.resolve("first-day"), "yesterday\n");

        look(FirstDay.of(directory, at(48)));
        look(FirstDay.of(directory.resolve("gone"), at(48)));

        assertThat(said.toString()).isEmpty();
    }

    private void look(FirstDay day) throws IOException {
        StackNews.tell(day, () -> List.of("a burst", "slow growth"), progress());
    }

    private Progress progress() {
        return new Progress(new PrintWriter(said));
    }

    private static Clock at(int hours) {
        return Clock.fixed(START.plus(Duration.ofHours(hours)), ZoneOffset.UTC);
    }
}
