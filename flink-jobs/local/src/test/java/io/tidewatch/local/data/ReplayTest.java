package io.tidewatch.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.connector.file.Recording;
import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.feedback.Feedback;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final long NOW = 1_800_000_000_000L;

    private final List<String> events = new ArrayList<>();
    private final List<Feedback> played = new ArrayList<>();
    private final Watch watch = new Watch();

    @TempDir
    private Path directory;

    @Test
    void shouldPlayInOrderOfTimeWhateverTheOrderOfTheFile() throws IOException {
        Path file = FeedbackFixtures.file(
                directory,
                FeedbackFixtures.line("c", 30),
                FeedbackFixtures.heartbeat(99),
                FeedbackFixtures.line("a", 10),
                "broken",
                FeedbackFixtures.update("a", 10, 35),
                FeedbackFixtures.line("d", 40),
                FeedbackFixtures.line("b", 20),
                FeedbackFixtures.line("b2", 20));

        Recording recording = Recording.of(file, null, UnaryOperator.identity());

        assertThat(recording.messages()).isEqualTo(6);
        assertThat(recording.first()).isEqualTo(FeedbackFixtures.START + 10_000);
        assertThat(recording.last()).isEqualTo(FeedbackFixtures.START + 40_000);
        assertThat(recording.disorder()).isEqualTo(20_000);
        assertThat(recording.broken().count()).isEqualTo(1);
        try (Stream<Feedback> all = recording.inOrder()) {
            assertThat(all.map(f -> f.id() + "/" + f.op()))
                    .containsExactly("a/create", "b/create", "b2/create", "c/create", "a/update", "d/create");
        }
    }

    @Test
    void shouldRefuseARecordingWithoutMessages() throws IOException {
        Path file = FeedbackFixtures.file(directory, "broken");

        assertThatThrownBy(() -> Recording.of(file, null, UnaryOperator.identity()))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("no message in")
                .hasMessageContaining("line 1");
    }

    @Test
    void shouldEndNowWithBothTimesMovedAlike() throws Exception {
        play(
                ReplayTimes.MAX,
                FeedbackFixtures.line("a", 0),
                FeedbackFixtures.update("a", 0, 50),
                FeedbackFixtures.line("z", 100));

        Feedback update = played.get(1);
        assertThat(played.get(2).eventTime()).isEqualTo(NOW);
        assertThat(update.eventTime()).isEqualTo(NOW - 100_000);
        assertThat(update.opTime()).isEqualTo(NOW - 50_000);
        assertThat(played.get(0).opTime()).isZero();
        assertThat(watch.millis()).isEqualTo(NOW);
    }

    @Test
    void shouldSayTheLastMessageIsWrittenWhenItIsSent() throws Exception {
        play(60, FeedbackFixtures.line("a", 0), FeedbackFixtures.line("b", 3_600));

        assertThat(watch.millis()).isEqualTo(NOW + 60_000);
        assertThat(played.get(1).eventTime()).isEqualTo(NOW + 60_000);
        assertThat(played.get(0).eventTime()).isEqualTo(NOW + 60_000 - 3_600_000);
    }

    @Test
    void shouldSendHeartbeatsWithItsOwnClockWhileThereAreNoMessages() throws Exception {
        play(
                10,
                FeedbackFixtures.line("a", "weibo", "social", 0, "\"lang\":null"),
                FeedbackFixtures.line("b", "crm", "ticket", 0, "\"lang\":null"),
                FeedbackFixtures.line("c", "crm", "phone", 0, "\"lang\":null"),
                FeedbackFixtures.line("d", 120));

        // 120 s at tenfold speed are 12 s: beats after 5 and 10, and one at the end
        assertThat(events)
                .containsExactly(
                        "0 a -108",
                        "0 b -108",
                        "0 c -108",
                        "5 ♥ tidewatch.feedback.service crm -58",
                        "5 ♥ tidewatch.feedback.social weibo -58",
                        "10 ♥ tidewatch.feedback.service crm -8",
                        "10 ♥ tidewatch.feedback.social weibo -8",
                        "12 d 12",
                        "12 ♥ tidewatch.feedback.service crm 12",
                        "12 ♥ tidewatch.feedback.social weibo 12");
    }

    @Test
    void shouldKeepTimesWhenAsked() throws Exception {
        Recording recording = Recording.of(
                FeedbackFixtures.file(directory, FeedbackFixtures.line("a", 0)), null, UnaryOperator.identity());

        new Replay(recording, ReplayTimes.kept(NOW, recording.first(), 60), watch, watch::advance).play(receiver());

        assertThat(played.get(0).eventTime()).isEqualTo(FeedbackFixtures.START);
    }

    @Test
    void shouldRefuseToBeSlowerThanTime() {
        assertThatThrownBy(() -> ReplayTimes.kept(0, 0, 0.5)).hasMessageContaining("at least 1");
    }

    private void play(double speed, String... lines) throws Exception {
        Recording recording = Recording.of(FeedbackFixtures.file(directory, lines), null, UnaryOperator.identity());
        ReplayTimes times = ReplayTimes.endingNow(NOW, recording.first(), recording.last(), speed);
        new Replay(recording, times, watch, watch::advance).play(receiver());
    }

    private Replay.Receiver receiver() {
        return new Replay.Receiver() {
            @Override
            public void send(Feedback message) {
                played.add(message);
                events.add(since(watch.millis()) + " " + message.id() + " " + since(message.eventTime()));
            }

            @Override
            public void heartbeat(String topic, String source, long eventTime) {
                events.add(since(watch.millis()) + " ♥ " + topic + " " + source + " " + since(eventTime));
            }
        };
    }

    private static long since(long millis) {
        return (millis - NOW) / 1_000;
    }

    /** Moves on when somebody waits. */
    private static final class Watch extends Clock {
        private long now = NOW;

        void advance(long to) {
            now = Math.max(now, to);
        }

        @Override
        public long millis() {
            return now;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
