package io.tidewatch.local.bench;

import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How many messages a core judges by ten rules and by ten thousand, and what following messages in order costs. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = {
            "Sends annotated complaints through the operators of the running system, on a cluster in this process, under ten"
                    + " rules that look at everything and under ever more that are ever narrower. Then under rules that"
                    + " follow messages in order.",
            "Processor time of the process is counted, so that other work on the machine matters less. Prints Markdown."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch bench rules --messages 60000")
final class BenchRulesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "60000",
            description = "Messages of each run (default: ${DEFAULT-VALUE}).")
    private int messages;

    @CommandLine.Option(
            names = "--rules",
            paramLabel = "N",
            split = ",",
            defaultValue = "10,100,1000,10000",
            description = "Live rules, one run for each number; the first is what the others are compared to"
                    + " (default: ${DEFAULT-VALUE}).")
    private int[] rules = {};

    @CommandLine.Option(
            names = "--per-second",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Messages in a second of event time; fewer mean that series are read more often"
                    + " (default: ${DEFAULT-VALUE}).")
    private double perSecond;

    @Override
    public Integer call() throws Exception {
        if (messages < 100
                || !(perSecond > 0)
                || rules.length == 0
                || Arrays.stream(rules).anyMatch(r -> r < 1 || r > ManyRules.MAX)) {
            throw new CommandFailedException(
                    "--messages: expected at least 100; --per-second: above 0; --rules: 1 to " + ManyRules.MAX);
        }
        Progress progress = new Progress(spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        Path directory = Files.createTempDirectory("tidewatch-bench-");
        try (DetectBench cluster = DetectBench.start(directory)) {
            RuleBench bench = new RuleBench(cluster, messages, perSecond);
            bench.warmUp();
            progress.sayTimed("warm");
            row(
                    out,
                    "rules",
                    "kinds of series",
                    "candidates per message",
                    "matching rules per message",
                    "series per message",
                    "messages per second and core",
                    "part of the first");
            row(out, "---", "---", "---", "---", "---", "---", "---");
            double first = 0;
            for (int count : rules) {
                RuleBench.Scale scale = bench.scale(count);
                first = first == 0 ? scale.nanos() : first;
                row(
                        out,
                        whole(count),
                        whole(scale.series()),
                        tenths(scale.candidates()),
                        tenths(scale.matches()),
                        tenths(scale.seriesOfMessage()),
                        whole(1e9 / scale.nanos()),
                        String.format(Locale.ROOT, "%.2f", first / scale.nanos()));
                progress.sayTimed(count + " rules");
            }
            RuleBench.Following following = bench.follow();
            out.println();
            row(out, "messages followed in order", "");
            row(out, "---", "---");
            row(out, "events per second and core: exchange, order and NFA", whole(1e9 / following.nanos()));
            row(out, "bytes of a partial match in a checkpoint, with its message", whole(following.bytes()));
            progress.sayTimed("followed");
        } finally {
            delete(directory);
        }
        return CommandLine.ExitCode.OK;
    }

    private static void row(PrintWriter out, String... cells) {
        out.println("| " + String.join(" | ", cells) + " |");
        out.flush();
    }

    private static String whole(double n) {
        return String.format(Locale.ROOT, "%,d", Math.round(n));
    }

    private static String tenths(double x) {
        return String.format(Locale.ROOT, "%.1f", x);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path f : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(f);
            }
        }
    }
}
