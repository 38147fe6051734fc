package io.tidewatch.local.bench.path;

import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Logs;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.cli.StopSignal;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.demo.DemoNotify;
import io.tidewatch.local.demo.PushReceiver;
import io.tidewatch.local.stack.BareStack;
import io.tidewatch.local.stack.RunDirectory;
import io.tidewatch.local.stack.StackFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a message costs on its whole way. */
@Command(
        name = "path",
        mixinStandardHelpOptions = true,
        description = {
            "Starts Kafka, Elasticsearch and Redis in a temporary directory and sends messages of the sample through the shipped jobs"
                    + " and rules: each job alone, then all at once, as up runs them. A first part of the messages goes through"
                    + " everything before anything is measured.",
            "Processor time of the jobs' threads and of the servers is counted, so that other work on the machine matters less. Then"
                    + " the latency from Kafka's acknowledgement of a message to a receiver of webhooks, under load. Prints Markdown.",
            "Nothing stays behind. tidewatch.yaml is not read: everything is at its default."
        },
        footerHeading = "%nExample:%n",
        footer = {"  ./tidewatch bench path", "  ./tidewatch bench path --messages 5000 --no-latency --json"})
public final class BenchPathCommand implements Callable<Integer> {
    /** How the directories of runs begin. */
    private static final String DIRECTORY = "tidewatch-bench";

    private static final int LEAST_MESSAGES = 1_000;
    private static final int MAX_RATE = 100_000;

    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Messages of each row, at least 1000 (default: ${DEFAULT-VALUE}).")
    private int messages;

    @CommandLine.Option(
            names = "--rates",
            paramLabel = "N",
            split = ",",
            defaultValue = "200,500,1000,2000",
            description = "Messages a second under which the latency is measured (default: ${DEFAULT-VALUE}).")
    private int[] rates = {};

    @CommandLine.Option(names = "--no-latency", description = "Leave the latency out.")
    private boolean noLatency;

    @CommandLine.Option(names = "--json", description = "Print one line of JSON, with all groups of threads.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        Clock clock = Clock.systemUTC();
        Progress progress = new Progress(spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        Configuration settings = Configuration.defaults(Checkout.root());
        Arrivals arrivals = new Arrivals();
        StopSignal stop = StopSignal.install();
        try (RunDirectory run = RunDirectory.temporary(DIRECTORY);
                PushReceiver receiver = PushReceiver.start(clock, arrivals::take)) {
            Path log = Logs.toFile(run.path());
            progress.say("starting, log: " + log);
            Path key = Files.writeString(run.path().resolve("push.secret"), receiver.secret());
            StackFiles shipped = StackFiles.read(settings);
            StackFiles files = shipped.withNotify(
                    DemoNotify.NAME,
                    DemoNotify.text(receiver.url(), key.toString(), List.of(), "0s", shipped.timeIntervals()));
            PathTable table = measured(run, settings, files, arrivals, clock, progress);
            if (json) {
                out.println(table.json());
            } else {
                table.print(out);
            }
            out.flush();
            return CommandLine.ExitCode.OK;
        } catch (InterruptedException | RuntimeException e) {
            if (stop.isAsked()) {
                progress.say("stopped");
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw e;
        }
    }

    private PathTable measured(
            RunDirectory run,
            Configuration settings,
            StackFiles files,
            Arrivals arrivals,
            Clock clock,
            Progress progress)
            throws IOException, InterruptedException {
        try (BareStack stack = BareStack.start(run.path(), settings, files, progress)) {
            try {
                return new PathBench(stack, files, run.path(), arrivals, clock, progress)
                        .run(
                                messages,
                                noLatency
                                        ? List.of()
                                        : Arrays.stream(rates).boxed().toList());
            } catch (InterruptedException | RuntimeException e) {
                // else closing could not wait
                Thread.interrupted();
                throw e;
            }
        }
    }

    private void check() {
        if (messages < LEAST_MESSAGES) {
            throw new CommandFailedException("--messages: " + messages + ", expected at least " + LEAST_MESSAGES);
        }
        for (int rate : rates) {
            if (rate < 1 || rate > MAX_RATE) {
                throw new CommandFailedException("--rates: " + rate + ", expected from 1 to " + MAX_RATE);
            }
        }
    }
}
