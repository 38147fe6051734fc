package io.tidewatch.local.evaluate;

import io.tidewatch.local.cli.Progress;
import io.tidewatch.replay.evaluate.SurgeEvaluation;
import io.tidewatch.replay.streams.StreamEvaluation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How early and how quietly surges and build-ups are found on recorded and on generated counts, beside what others do. */
@Command(
        name = "surge",
        mixinStandardHelpOptions = true,
        description = {
            "Compares the surge detector with usual ones at equal rates of false alarms, on recorded streams, on labelled"
                    + " counts and on generated ones, and prints Markdown tables.",
            "With --streams each detector's threshold comes from the sources other than the one it is scored on. Else"
                    + " thresholds of the rivals come from generated streams, ours are shipped: none is chosen on the data unless a"
                    + " table says so."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  ./tidewatch evaluate surge --streams DIR > streams.md",
            "  ./tidewatch evaluate surge --streams DIR --source calls --source outages",
            "  ./tidewatch evaluate surge --data DIR > surge.md"
        })
final class EvaluateSurgeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--streams",
            paramLabel = "DIR",
            description = {
                "Folder of recorded streams: per source NAME.csv[.gz] (series,timestamp,value per five minutes) and"
                        + " NAME.truth.json[.gz], what an offline judge says of them.",
                "With --data these tables come first, without it alone."
            })
    private @Nullable Path streams;

    @CommandLine.Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Only this source of --streams; may be given several times (default: all).")
    private List<String> sources = new ArrayList<>();

    @CommandLine.Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "20",
            description = "With --streams: made series per change of a level (default: ${DEFAULT-VALUE}).")
    private int runs;

    @CommandLine.Option(
            names = "--data",
            paramLabel = "DIR",
            description = {
                "Folder with *counts.csv[.gz] (ts and a column per key) and *surges.json.",
                "Without it and --streams only generated counts are compared."
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
        if (runs < 1) {
            throw new ParameterException(spec.commandLine(), "--runs: '" + runs + "', expected at least 1");
        }
        if (streams == null && !sources.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--source: '" + sources.get(0) + "' without --streams, expected both");
        }
        Progress progress = new Progress(spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        if (streams != null) {
            out.print(new StreamEvaluation(runs, progress::sayTimed).of(streams, sources));
            out.flush();
        }
        if (streams == null || data != null) {
            out.print(new SurgeEvaluation(seed, keys, progress::sayTimed).of(data));
            out.flush();
        }
        return CommandLine.ExitCode.OK;
    }
}
