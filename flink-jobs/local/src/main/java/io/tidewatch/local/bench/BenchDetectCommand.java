package io.tidewatch.local.bench;

import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How many messages a core detects on, and what a series costs, beside a pass-through in the same run. */
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        description = {
            "Sends annotated complaints through the operators of the running system, on a cluster in this process, to"
                    + " measures and alerts, and through as many exchanges that only pass them on. Then the same with more"
                    + " series and with more windows, and what a series takes in a checkpoint.",
            "Processor time of the process is counted, so that other work on the machine matters less. Prints Markdown."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch bench detect --messages 200000")
final class BenchDetectCommand implements Callable<Integer> {
    private static final int AUTHORS = 64;
    private static final int[] WINDOWS = {1, 10, 100};
    private static final int MANY_WINDOWS = 100;
    private static final int MAX_WITH_MANY_WINDOWS = 40_000;

    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "100000",
            description =
                    "Messages of each run; those for many series send at least two to each (default: ${DEFAULT-VALUE}).")
    private int messages;

    @CommandLine.Option(
            names = "--rules",
            paramLabel = "N",
            defaultValue = "10",
            description = "1 to 100 (default: ${DEFAULT-VALUE}).")
    private int rules;

    @CommandLine.Option(
            names = "--series",
            paramLabel = "N",
            split = ",",
            defaultValue = "1000,200000",
            description = "Live series, one run for each number; the first is the one that all else is measured with"
                    + " (default: ${DEFAULT-VALUE}).")
    private int[] series = {};

    @Override
    public Integer call() throws Exception {
        if (messages < 100
                || rules < 1
                || rules > 100
                || series.length == 0
                || java.util.Arrays.stream(series).anyMatch(s -> s < 1)) {
            throw new CommandFailedException(
                    "--messages: expected at least 100; --rules: 1 to 100; --series: numbers above 0");
        }
        Progress progress = new Progress(spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        Path directory = Files.createTempDirectory("tidewatch-bench-");
        try (DetectBench bench = DetectBench.start(directory)) {
            BenchLoad load = load(messages, series[0], rules, 1);
            double direct = bench.passPerSecond(load, DetectBench.SHUFFLES);
            progress.sayTimed("passed on");
            double detected = bench.detectPerSecond(load);
            progress.sayTimed("detected");
            row(out, "what", "messages per second and core", "part of the pass-through");
            row(out, "---", "---", "---");
            row(out, "pass-through, " + DetectBench.SHUFFLES + " exchanges", whole(direct), "1");
            row(out, "detection, " + said(load), whole(detected), part(detected / direct));
            for (int i = 1; i < series.length; i++) {
                BenchLoad more =
                        load(Math.max(messages, 2 * load(1, series[i], rules, 1).products()), series[i], rules, 1);
                double n = bench.detectPerSecond(more);
                row(out, "detection, " + said(more), whole(n), part(n / direct));
                progress.sayTimed(series[i] + " series");
            }
            for (int windows : WINDOWS) {
                // so many rules send each message to so many series that more would not fit into a small heap
                int few = windows < MANY_WINDOWS ? messages : Math.min(messages, MAX_WITH_MANY_WINDOWS);
                BenchLoad more = load(few, series[0], windows, windows);
                double n = bench.detectPerSecond(more);
                row(out, "detection, " + said(more), whole(n), part(n / direct));
                progress.sayTimed(windows + " windows");
            }
            out.println();
            row(out, "state of a series in a checkpoint", "bytes");
            row(out, "---", "---");
            int usual = Math.min(series[0], 1_000);
            BenchLoad crowded = load(AUTHORS * load(1, usual, rules, 1).products(), usual, rules, 1);
            row(out, said(crowded) + ", " + AUTHORS + " messages each", whole(bench.stateBytesPerSeries(crowded)));
            for (int s : series) {
                BenchLoad sparse = load(2 * load(1, s, rules, 1).products(), s, rules, 1);
                row(out, said(sparse) + ", 2 messages each", whole(bench.stateBytesPerSeries(sparse)));
                progress.sayTimed("state of " + s + " series");
            }
            out.flush();
        } finally {
            delete(directory);
        }
        return CommandLine.ExitCode.OK;
    }

    /** Rules of three kinds share a series, so there are as many fewer products. */
    private static BenchLoad load(int messages, int series, int rules, int windows) {
        return new BenchLoad(messages, Math.max(1, series / ((rules + 2) / 3)), rules, windows);
    }

    private static String said(BenchLoad load) {
        return String.format(
                Locale.ROOT, "%,d live series, %d rules, %d windows", load.series(), load.rules(), load.windows());
    }

    private static void row(PrintWriter out, String... cells) {
        out.println("| " + String.join(" | ", cells) + " |");
        out.flush();
    }

    private static String whole(double n) {
        return String.format(Locale.ROOT, "%,d", Math.round(n));
    }

    private static String part(double x) {
        return String.format(Locale.ROOT, "%.2f", x);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path f : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(f);
            }
        }
    }
}
