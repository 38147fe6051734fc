package io.tidewatch.local.stack;

import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.ConfigurationArguments;
import io.tidewatch.local.cli.Logs;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.cli.StopSignal;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the stack until asked to stop. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts Kafka, Elasticsearch, Redis, the jobs and the wall on this machine, and runs until Ctrl-C.",
            "All data stay under the data directory: started again, everything goes on where it was.",
            "A saved rule, taxonomy, calendar or dimension file is live within seconds; one with faults is refused and the old one stays.",
            "Addresses are printed and written to running.json there, where other commands find them.",
            "It says when a rule is suspended, and after the first day of a data directory once what it can hear and what not yet.",
            "Where this version cannot read the state that another one left, it says so and changes nothing."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  ./tidewatch up",
            "  ./tidewatch up --port-base 9000 --state.backend rocksdb",
            "  ./tidewatch up --rebuild-state   # after an update that asks for it"
        })
public final class UpCommand implements Callable<Integer>, ConfigurationArguments.User {
    @Mixin
    private final ConfigurationArguments configuration = new ConfigurationArguments();

    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Data directory (default: .tidewatch beside the script).")
    private Path directory = Checkout.data();

    @CommandLine.Option(
            names = "--port-base",
            paramLabel = "PORT",
            description = "First of six ports in a row: Kafka, Elasticsearch, Redis, Flink UI, ingest, wall"
                    + " (default: free ones).")
    private int portBase;

    @CommandLine.Option(
            names = "--rebuild-state",
            description =
                    "Puts the jobs' checkpoints aside and makes their state anew: baselines from stored feedback, open"
                            + " incidents and the ledger of what was sent go on, nobody is paged twice. May be repeated.")
    private boolean rebuildState;

    @Override
    public ConfigurationArguments configurationArguments() {
        return configuration;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(spec.commandLine().getErr());
        Configuration settings = configuration.read();
        StopSignal stop = StopSignal.install();
        try (RunDirectory run = RunDirectory.durable(directory)) {
            run.takeTemporaryFiles();
            Path log = Logs.toFile(run.path());
            progress.say("starting in " + run.path() + ", log: " + log);
            StackFiles files = StackFiles.read(settings);
            files.taxonomyWarnings().forEach(progress::say);
            try (Stack stack = Stack.start(run.path(), portBase, settings, files, rebuildState, progress);
                    FileWatch watch = FileWatch.of(settings, files, stack, progress);
                    StackNews news = new StackNews(stack, run.path(), progress)) {
                stop.started();
                watch.start();
                news.start();
                stack.addresses().write(run.path());
                progress.sayTimed("up; Ctrl-C stops it");
                stack.addresses().byName().forEach((name, address) -> out.printf("%-14s %s%n", name, address));
                out.flush();
                if (files.publicUrl(settings) == null) {
                    progress.say("pushes have no links: " + Option.PUBLIC_URL.key() + " is not set");
                }
                String failure = stop.await(stack.failure());
                Addresses.remove(run.path());
                progress.say(failure.isEmpty() ? "stopping, the data stay in " + run.path() : "tidewatch: " + failure);
                return failure.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
            }
        } catch (RuntimeException e) {
            if (stop.isAsked()) {
                progress.say("stopped while starting");
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw e;
        }
    }
}
