package io.tidewatch.local.data;

import io.tidewatch.connector.file.Recording;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.stack.KeptDays;
import io.tidewatch.local.stack.RunningStack;
import io.tidewatch.text.privacy.Masker;
import io.tidewatch.time.WireTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recorded feedback into the running stack, as if it came now. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends recorded feedback (one JSON object per line, plain or gzipped) to the running stack, in order of time.",
            "All times are moved alike so that the last message is written at the moment at which it is sent. Episodes that"
                    + " lie further back than historical_after are recorded and not pushed."
        },
        footerHeading = "%nExample:%n",
        footer = {"  ./tidewatch replay feedback.jsonl.gz --speed 60", "  ./tidewatch replay feedback.jsonl --speed max"
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final String SPEED_EXPECTED = "', expected a number from 1 to 1000000, or max";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Recorded feedback.")
    private Path file = Path.of("");

    @CommandLine.Option(
            names = "--speed",
            paramLabel = "N|max",
            defaultValue = "60",
            description = "Factor of real time, or max (default: ${DEFAULT-VALUE}, an hour in a minute).")
    private String speed = "60";

    @CommandLine.Option(names = "--keep-time", description = "Leave all times as they were recorded.")
    private boolean keepTime;

    @CommandLine.Mixin
    private RunningStack stack = new RunningStack();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Progress progress = new Progress(spec.commandLine().getErr());
        Clock clock = Clock.systemUTC();
        double factor = factor();
        KafkaSettings kafka = stack.kafka();
        Recording recording = Recording.of(file, null, Masker.withoutKey()::maskQuote);
        recording.broken().lines().forEach(progress::say);
        ReplayTimes times = keepTime
                ? ReplayTimes.kept(clock.millis(), recording.first(), factor)
                : ReplayTimes.endingNow(clock.millis(), recording.first(), recording.last(), factor);
        progress.say("replay of " + recording.messages() + " messages, "
                + WireTime.print(recording.first() + times.shift()) + " to "
                + WireTime.print(recording.last() + times.shift()));
        KeptDays.warn(recording.first() + times.shift(), clock, progress);
        long[] sent = {0};
        Meter meter = new Meter(progress::say, () -> (double) sent[0] / recording.messages());
        try (FeedbackPublisher publisher = new FeedbackPublisher(kafka)) {
            long heartbeats = new Replay(recording, times, clock, instant -> sleep(instant - clock.millis()))
                    .play(new Replay.Receiver() {
                        @Override
                        public void send(Feedback message) throws IOException, InterruptedException {
                            publisher.send(message);
                            sent[0]++;
                            meter.add(1);
                        }

                        @Override
                        public void heartbeat(String topic, String source, long eventTime)
                                throws IOException, InterruptedException {
                            publisher.sendHeartbeat(topic, source, eventTime);
                            meter.add(0);
                        }
                    });
            publisher.flush();
            progress.say("replayed " + meter.summary() + " and " + heartbeats + " heartbeats, "
                    + recording.broken().count() + " broken lines left out");
        } catch (IOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
        return CommandLine.ExitCode.OK;
    }

    private static void sleep(long millis) throws InterruptedException {
        if (millis > 0) {
            TimeUnit.MILLISECONDS.sleep(millis);
        }
    }

    private double factor() {
        if (speed.equalsIgnoreCase("max")) {
            return ReplayTimes.MAX;
        }
        try {
            double factor = Double.parseDouble(speed);
            if (factor >= 1 && factor <= 1_000_000) {
                return factor;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new ParameterException(spec.commandLine(), "--speed: '" + speed + SPEED_EXPECTED);
    }
}
