package io.tidewatch.local.evaluate;

import io.tidewatch.local.cli.Progress;
import io.tidewatch.replay.evaluate.SurgeEvaluation;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How early and how quietly surges and build-ups are found, beside what others do. */
@Command(
        name = "surge",
        mixinStandardHelpOptions = true,
        description = {
            "Compares the surge detector with usual ones at equal rates of false alarms, on labelled counts and on"
                    + " generated ones, and prints Markdown tables.",
            "Thresholds of the rivals come from generated streams, ours are shipped: none is chosen on the data unless a table says so."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch evaluate surge --data DIR > surge.md")
final class EvaluateSurgeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--data",
            paramLabel = "DIR",
            description = {
                "Folder with *counts.csv[.gz] (ts and a column per key) and *surges.json.",
                "Without it only generated counts are compared."
            })
    private @Nullable Path data;

    @CommandLine.Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the generated streams (default: ${DEFAULT-VALUE}).")
    private long seed;

    @CommandLine.Option(
            names = "--keys",
            paramLabel = "N",
            defaultValue = "400",
            description = "How many keys are generated; thresholds for .001 need hundreds (default: ${DEFAULT-VALUE}).")
    private int keys;

    @Override
    public Integer call() {
        if (keys < 10) {
            throw new ParameterException(spec.commandLine(), "--keys: '" + keys + "', expected at least 10");
        }
        Progress progress = new Progress(spec.commandLine().getErr());
        String tables = new SurgeEvaluation(seed, keys, progress::sayTimed).of(data);
        spec.commandLine().getOut().print(tables);
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
