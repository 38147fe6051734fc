package io.tidewatch.local.evaluate;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Severity;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.rules.RuleFolder;
import io.tidewatch.local.rules.RuleNeighbours;
import io.tidewatch.local.sample.QuietDays;
import io.tidewatch.local.sample.QuietSettings;
import io.tidewatch.replay.Backtest;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How often rules call people on days on which nothing happens, and what they find of what does. */
@Command(
        name = "quiet",
        mixinStandardHelpOptions = true,
        description = {
            "Makes days of complaints over every issue and region on which nothing happens but for planted swells, plays them"
                    + " through the production operators, and prints how many incidents above info there are a day, how many"
                    + " of the swells are found and how long after their onset.",
            "The same seed gives the same days."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch evaluate quiet --days 30 --swells 40 --seed 1")
final class EvaluateQuietCommand implements Callable<Integer> {
    /** Monday 2026-06-01T00:00+08:00. */
    private static final long START = 1_780_243_200_000L;

    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "Directory whose *.yaml are the rules (default: those of this checkout).")
    private @Nullable Path rules;

    @CommandLine.Option(names = "--days", defaultValue = "30", description = "2 to 366 (default: ${DEFAULT-VALUE}).")
    private int days;

    @CommandLine.Option(
            names = "--learning",
            defaultValue = "3",
            description =
                    "Days at the beginning without swells; what is found then counts (default: ${DEFAULT-VALUE}).")
    private int learning;

    @CommandLine.Option(
            names = "--per-day",
            defaultValue = "10000",
            description = "Complaints a day (default: ${DEFAULT-VALUE}).")
    private int perDay;

    @CommandLine.Option(names = "--swells", defaultValue = "40", description = "0 to 500 (default: ${DEFAULT-VALUE}).")
    private int surges;

    @CommandLine.Option(names = "--seed", defaultValue = "1", description = "Any number (default: ${DEFAULT-VALUE}).")
    private long seed;

    @CommandLine.Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Keeps the made days, annotated, gzipped when the name ends in .gz.")
    private @Nullable Path write;

    @Override
    public Integer call() throws Exception {
        Progress progress = new Progress(spec.commandLine().getErr());
        QuietDays made = made();
        Path folder = rules == null ? Checkout.root().resolve("alert-rules/rules") : rules;
        RuleUpdate update =
                new RuleUpdate(1, RuleFolder.read(folder), Map.of(), Map.of(), RuleNeighbours.notifyOf(folder), null);
        Path file = write == null ? Files.createTempFile("tidewatch-quiet-", ".jsonl") : write;
        try {
            long messages = MadeFile.write(made::play, file);
            progress.sayTimed(messages + " messages over " + days + " days, "
                    + made.surges().size() + " swells");
            List<Alert> episodes = Backtest.run(
                    file.toAbsolutePath(),
                    update,
                    () -> Analyzer.of(TaxonomyFiles.packaged(), new byte[32]),
                    Runtime.getRuntime().availableProcessors());
            PrintWriter out = spec.commandLine().getOut();
            CallRate rate = CallRate.of(episodes, made.surges(), days);
            out.print(rate.markdown(messages, perDay, seed));
            out.flush();
            for (Alert a : rate.unplanted()) {
                progress.say(a.severity().wire() + " " + a.group().values() + " "
                        + a.summary().en());
            }
            progress.sayTimed(episodes.size() + " episodes, "
                    + episodes.stream()
                            .filter(a -> a.severity() == Severity.INFO)
                            .count() + " of them info");
        } finally {
            if (write == null) {
                Files.deleteIfExists(file);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private QuietDays made() {
        try {
            return new QuietDays(
                    new QuietSettings(seed, days, learning, perDay, surges, START, TaxonomyFiles.packaged()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
        }
    }
}
