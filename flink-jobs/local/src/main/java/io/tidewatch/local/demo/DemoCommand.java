package io.tidewatch.local.demo;

import io.tidewatch.connector.file.BrokenRows;
import io.tidewatch.connector.file.FeedbackFiles;
import io.tidewatch.connector.file.FieldMapping;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.ConfigurationArguments;
import io.tidewatch.local.cli.Logs;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.cli.StopSignal;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import io.tidewatch.local.data.ReplayTimes;
import io.tidewatch.local.sample.DemoSample;
import io.tidewatch.local.sample.SampleFile;
import io.tidewatch.local.sample.SampleGenerator;
import io.tidewatch.local.sample.SampleSettings;
import io.tidewatch.local.stack.RunDirectory;
import io.tidewatch.local.stack.Stack;
import io.tidewatch.local.stack.StackFiles;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.privacy.Masker;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the whole way in one command. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts everything, loads three days of made customer feedback and shows a surge being found and notified.",
            "Without --once it goes on live until Ctrl-C. Nothing stays behind."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  ./tidewatch demo",
            "  ./tidewatch demo --once --issue payment.failure --region 广东",
            "  ./tidewatch demo --push dingtalk --url env:DING_URL --secret env:DING_SECRET",
            "  ./tidewatch demo --in reviews.csv --map text=内容,event_time=时间"
        })
public final class DemoCommand implements Callable<Integer>, ConfigurationArguments.User {
    private static final Duration INTO_SURGE = Duration.ofMinutes(32);
    /** Second letters of the surge still come for an hour or more; at busy times of day they are told as part of it. */
    static final Duration AFTER_SURGE = Duration.ofHours(2);

    @Mixin
    private final ConfigurationArguments configuration = new ConfigurationArguments();

    @Spec
    private CommandSpec spec;

    @CommandLine.Option(names = "--once", description = "Play all at full speed, print one line of JSON and end.")
    private boolean once;

    @CommandLine.Option(names = "--seed", paramLabel = "N", description = "Another sample (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @CommandLine.Option(
            names = "--issue",
            paramLabel = "LEAF",
            description = "What the surge is about: any leaf of the taxonomy (default: ${DEFAULT-VALUE}).")
    private String issue = SampleSettings.DEFAULT_ISSUE;

    @CommandLine.Option(
            names = "--region",
            paramLabel = "R",
            description = "Where it happens: a province in short Chinese (default: ${DEFAULT-VALUE}).")
    private String region = SampleSettings.DEFAULT_REGION;

    @CommandLine.Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Only write the sample, JSONL; compressed when the name ends in .gz.")
    private @Nullable Path write;

    @CommandLine.Option(
            names = "--in",
            paramLabel = "FILE",
            description = "Use your own feedback, JSONL or CSV; its last message is moved to now.")
    private @Nullable Path in;

    @CommandLine.Option(
            names = "--map",
            paramLabel = "FIELDS",
            description = "How the columns of --in map to fields, for example text=内容,event_time=时间,source='survey'.")
    private @Nullable String map;

    @CommandLine.Option(
            names = "--push",
            paramLabel = "TYPE",
            description = "Also ring your own phone: the type of a channel, for example dingtalk or webhook.")
    private @Nullable String push;

    @CommandLine.Option(names = "--url", paramLabel = "REF", description = "Address for --push: env:NAME or file:PATH.")
    private @Nullable String url;

    @CommandLine.Option(
            names = "--secret",
            paramLabel = "REF",
            description = "Secret for --push: env:NAME or file:PATH.")
    private @Nullable String secret;

    @Override
    public ConfigurationArguments configurationArguments() {
        return configuration;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Clock clock = Clock.systemUTC();
        Progress progress = new Progress(spec.commandLine().getErr());
        if (write != null) {
            int lines = SampleFile.write(write, SampleGenerator.of(sample(clock.millis())));
            progress.say("wrote " + lines + " messages to " + write);
            return CommandLine.ExitCode.OK;
        }
        if (once && in != null) {
            throw new CommandFailedException("--once plays the made sample, expected no --in with it");
        }
        List<Feedback> own = in == null ? List.of() : own(in, progress);
        if (in == null) {
            sample(clock.millis()); // words that mean nothing are said before a server starts
        }
        Configuration settings =
                once ? configuration.read().with(Option.HISTORICAL_AFTER, "48h") : configuration.read();
        StopSignal stop = StopSignal.install();
        PrintWriter out = spec.commandLine().getOut();
        try (RunDirectory run = RunDirectory.temporary(RunDirectory.DEMO);
                PushReceiver receiver = PushReceiver.start(clock, p -> show(p, out))) {
            Path log = Logs.toFile(run.path());
            progress.say("starting, log: " + log);
            Path key = Files.writeString(run.path().resolve("push.secret"), receiver.secret());
            // while the servers start
            CompletableFuture<DemoSample> made =
                    CompletableFuture.supplyAsync(() -> SampleGenerator.of(sample(clock.millis())));
            StackFiles read = StackFiles.read(settings);
            StackFiles files = read.withNotify(
                    DemoNotify.NAME, DemoNotify.text(receiver.url(), key.toString(), phone(), read.timeIntervals()));
            try (Stack stack = Stack.start(run.path(), 0, settings, files, false, progress)) {
                stop.started();
                StackView view = new StackView(stack.addresses());
                if (once) {
                    OnceRun play = new OnceRun(made.join(), view, receiver, clock, progress);
                    try {
                        out.println(play.run().json());
                    } catch (CommandFailedException e) {
                        throw new CommandFailedException(e.getMessage() + "\nthe logs are kept: " + run.keepLogs(), e);
                    }
                    out.flush();
                    return CommandLine.ExitCode.OK;
                }
                stack.addresses().write(run.path());
                stack.addresses().byName().forEach((name, address) -> out.printf("%-14s %s%n", name, address));
                out.println("Open the wall: " + stack.addresses().wall());
                out.flush();
                return live(view, own, made, stack.failure(), stop, clock, progress);
            }
        } catch (RuntimeException e) {
            if (stop.isAsked()) {
                progress.say("stopped");
                return CommandLine.ExitCode.OK;
            }
            throw e;
        }
    }

    private int live(
            StackView view,
            List<Feedback> own,
            CompletableFuture<DemoSample> made,
            CompletableFuture<String> failure,
            StopSignal stop,
            Clock clock,
            Progress progress)
            throws IOException, InterruptedException {
        List<Feedback> history;
        Iterator<Feedback> after;
        if (in != null) {
            history = movedTo(clock.millis(), own);
            after = Collections.emptyIterator();
        } else {
            DemoSample sample = made.join();
            history = sample.messages();
            after = sample.continuation();
        }
        failure.thenAccept(problem -> progress.say("tidewatch: " + problem));
        progress.say("""
                Next:
                  ./tidewatch demo --in FILE --map text=内容,event_time=时间   your own feedback
                  ./tidewatch rules explain ID                              why an alert, in another terminal
                  alert-rules/rules/                                        your own rule
                  ./tidewatch demo --push dingtalk --url env:X --secret env:Y   your own phone
                Ctrl-C stops; nothing stays behind.""");
        new LiveRun(view, clock, progress).run(history, after, () -> stop.isAsked() || failure.isDone());
        return failure.isDone() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    /** The user's messages in order of event time. */
    private List<Feedback> own(Path file, Progress progress) {
        BrokenRows broken = new BrokenRows(Masker.withoutKey()::maskQuote);
        List<Feedback> read;
        try (Stream<Feedback> rows = FeedbackFiles.read(file, map == null ? null : FieldMapping.parse(map), broken)) {
            read = rows.sorted(Comparator.comparingLong(Feedback::version)).toList();
        }
        broken.lines().forEach(progress::say);
        if (read.isEmpty()) {
            throw new CommandFailedException(file + ": no message in it, expected feedback as JSONL or CSV");
        }
        return read;
    }

    /** The last of them at an instant, the others as long before it as they were. */
    private static List<Feedback> movedTo(long now, List<Feedback> messages) {
        long shift = now - messages.get(messages.size() - 1).version();
        return messages.stream().map(f -> ReplayTimes.shifted(f, shift)).toList();
    }

    private SampleSettings sample(long end) {
        try {
            return once || write != null
                    ? SampleSettings.recovered(seed, issue, region, end, AFTER_SURGE, TaxonomyFiles.packaged())
                    : SampleSettings.surging(seed, issue, region, end, INTO_SURGE, TaxonomyFiles.packaged());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
        }
    }

    private List<String> phone() {
        if (push == null) {
            return List.of();
        }
        if (url == null) {
            throw new CommandFailedException("--push " + push + ": --url is missing, expected env:NAME or file:PATH");
        }
        String more = secret == null ? "" : ", secret: '" + secret + "'";
        return List.of("{type: " + push.toLowerCase(Locale.ROOT) + ", url: '" + url + "'" + more + "}");
    }

    private void show(PushReceiver.Push p, PrintWriter out) {
        if (!once) {
            out.println();
            out.println("┌─ " + p.title());
            p.body().lines().forEach(line -> out.println("│ " + line));
            if (!p.alert().isEmpty()) {
                out.println("│ Why, in another terminal: ./tidewatch rules explain " + p.alert());
            }
            out.println("└─");
            out.flush();
        }
    }
}
