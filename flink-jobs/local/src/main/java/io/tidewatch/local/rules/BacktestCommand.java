package io.tidewatch.local.rules;

import io.tidewatch.alert.Alert;
import io.tidewatch.calendar.CalendarFiles;
import io.tidewatch.connector.file.RecordedLines;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.InstallationZone;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.server.Directories;
import io.tidewatch.local.stack.StackFiles;
import io.tidewatch.replay.AnalyzerFactory;
import io.tidewatch.replay.Backtest;
import io.tidewatch.replay.ComplaintCounts;
import io.tidewatch.replay.OrderedRecording;
import io.tidewatch.replay.report.BacktestReport;
import io.tidewatch.replay.report.EpisodeComparison;
import io.tidewatch.rule.file.DimensionFiles;
import io.tidewatch.rule.file.RuleCheck;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.text.privacy.Masker;
import io.tidewatch.time.LocalTimes;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.yaml.Problems;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What rules would have said about recorded feedback. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "Plays recorded feedback through the production operators in event time and prints every episode as one JSON"
                    + " line, sorted by start, rule and group.",
            "The same file gives the same bytes, on any machine and at any parallelism. No server is needed."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch backtest --rules alert-rules/rules --in feedback.jsonl.gz > episodes.jsonl")
public final class BacktestCommand implements Callable<Integer> {
    private static final int MAX_PARALLELISM = 720;

    /**
     * Hashed ids are only compared with each other here, so the key is no secret; a fixed one gives the same bytes, and an
     * alert of a backtest is the same in its explanation.
     */
    static final String ID_KEY = "tidewatch backtest, the same everywhere";

    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--rules",
            required = true,
            paramLabel = "DIR",
            description = "Directory whose *.yaml are the rules, or one rule file.")
    private Path rules = Path.of("");

    @CommandLine.Option(
            names = "--in",
            required = true,
            paramLabel = "FILE",
            description = "Raw or annotated feedback, one JSON object per line, plain or .gz.")
    private Path in = Path.of("");

    @CommandLine.Option(
            names = "--notify",
            paramLabel = "FILE",
            description =
                    "The notify.yaml whose time intervals rules name as active_time_intervals (default: the one above"
                            + " the rules' folder; without one, rules are active at any time).")
    private @Nullable Path notify;

    @CommandLine.Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Parallel instances of every operator (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @CommandLine.Option(
            names = "--against",
            paramLabel = "DIR",
            description = "Other rules to compare with: prints one line per episode of either, with change (new, gone,"
                    + " severity, earlier, later, same), minutes_later, ours and theirs.")
    private @Nullable Path against;

    @CommandLine.Option(
            names = "--report",
            paramLabel = "FILE.html",
            description =
                    "Also writes one self-contained page: what would have been found, when, how long before the peak.")
    private @Nullable Path report;

    @CommandLine.Option(
            names = "--lang",
            paramLabel = "zh|en",
            defaultValue = "zh",
            description = "Language of the report (default: ${DEFAULT-VALUE}).")
    private String language = "zh";

    @CommandLine.Mixin
    private InstallationZone zone = new InstallationZone();

    @Override
    public Integer call() throws IOException {
        if (!language.equals("zh") && !language.equals("en")) {
            throw new ParameterException(spec.commandLine(), "--lang: '" + language + "', expected zh or en");
        }
        if (parallelism < 1 || parallelism > MAX_PARALLELISM) {
            throw new ParameterException(
                    spec.commandLine(), "--parallelism: '" + parallelism + "', expected 1 to " + MAX_PARALLELISM);
        }
        ZoneId local = zone.read();
        LocalTimes times = new LocalTimes(local);
        Progress progress = new Progress(spec.commandLine().getErr());
        RuleUpdate update = update(RuleFolder.read(rules), rules);
        RuleUpdate others = against == null ? null : update(RuleFolder.read(against), against);
        if (update.files().isEmpty() || (others != null && others.files().isEmpty())) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        RecordedLines recorded = RecordedLines.of(in, Masker.withoutKey()::maskQuote);
        Path directory = Files.createTempDirectory("tidewatch-backtest-");
        try {
            OrderedRecording ordered = OrderedRecording.of(in, directory, times::stamp);
            return play(ordered, recorded, update, others, local, times, progress);
        } finally {
            Directories.delete(directory);
        }
    }

    private int play(
            OrderedRecording ordered,
            RecordedLines all,
            RuleUpdate update,
            @Nullable RuleUpdate others,
            ZoneId local,
            LocalTimes times,
            Progress progress) {
        PrintWriter out = spec.commandLine().getOut();
        all.broken().lines().forEach(progress::say);
        ordered.said().forEach(progress::say);
        RecordedLines recorded =
                ordered.said().isEmpty() ? all : RecordedLines.of(ordered.file(), Masker.withoutKey()::maskQuote);
        progress.say("backtest of " + recorded.messages() + " messages from " + times.stamp(recorded.first())
                + " to " + times.stamp(recorded.last()) + ", "
                + recorded.broken().count() + " broken lines");
        double begun = progress.seconds();
        ComplaintCounts counts = report == null ? null : new ComplaintCounts();
        List<Alert> episodes = run(ordered.file(), update, counts, local);
        if (others == null) {
            for (Alert episode : episodes) {
                out.print(AlertJson.write(episode));
                out.print('\n');
            }
        } else {
            compare(episodes, run(ordered.file(), others, null, local), out, progress);
        }
        if (report != null && counts != null) {
            write(
                    report,
                    new BacktestReport(episodes, counts, TaxonomyFiles.packaged(), times, language.equals("zh"))
                            .page(
                                    String.valueOf(in.getFileName()),
                                    recorded.messages(),
                                    recorded.first(),
                                    recorded.last()));
            progress.say("report: " + report);
        }
        if (out.checkError()) {
            throw new CommandFailedException("cannot write the output");
        }
        double seconds = progress.seconds() - begun;
        progress.sayTimed(episodes.size() + " episodes, " + Math.round(recorded.messages() / Math.max(0.001, seconds))
                + " messages/s");
        return CommandLine.ExitCode.OK;
    }

    private static void compare(List<Alert> ours, List<Alert> theirs, PrintWriter out, Progress progress) {
        Map<String, Integer> changes = new TreeMap<>();
        for (EpisodeComparison c : EpisodeComparison.of(ours, theirs)) {
            out.print(c.json());
            out.print('\n');
            changes.merge(c.change(), 1, Integer::sum);
        }
        progress.say("episodes: " + ours.size() + " against " + theirs.size() + "; " + changes);
    }

    private static void write(Path file, String page) {
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new CommandFailedException("--report: cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** @param counts filled when not null */
    private List<Alert> run(Path file, RuleUpdate update, @Nullable ComplaintCounts counts, ZoneId local) {
        AnalyzerFactory analyzers =
                () -> Analyzer.of(TaxonomyFiles.packaged(), ID_KEY.getBytes(StandardCharsets.UTF_8));
        try {
            return counts == null
                    ? Backtest.run(file.toAbsolutePath(), update, analyzers, parallelism, local)
                    : Backtest.run(file.toAbsolutePath(), update, analyzers, parallelism, local, counts);
        } catch (Exception e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new CommandFailedException("the backtest failed: " + cause, e);
        }
    }

    /** The rules when they are without error; all that is wrong with them is reported at once. */
    private RuleUpdate update(Map<String, String> files, Path folder) {
        Problems problems = new Problems();
        Map<String, String> intervals =
                notify == null ? RuleNeighbours.notifyOf(folder) : RuleNeighbours.notifyText(notify, problems);
        Map<String, String> calendar;
        Map<String, String> dimensions;
        try {
            calendar = StackFiles.calendarBeside(folder);
            dimensions = StackFiles.dimensionsBeside(folder);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "--rules: cannot read the calendar or dimensions beside it: " + e.getMessage(), e);
        }
        CalendarFiles.read(calendar, problems);
        DimensionFiles.read(dimensions, problems);
        RuleUpdate update = new RuleUpdate(1, files, Map.of(), calendar, intervals, null, dimensions);
        RuleCheck check = RuleCheck.of(files, update.references(TaxonomyFiles.packaged()), false);
        List<String> lines = new ArrayList<>(check.lines());
        if (intervals == null) {
            check.rules().rules().stream()
                    .filter(r -> !r.activeTimes().names().isEmpty())
                    .map(r -> r.name()
                            + ": active at any time, because no notify.yaml says what its active_time_intervals "
                            + r.activeTimes().names() + " are: name it with --notify")
                    .forEach(lines::add);
        }
        problems.list().stream().filter(p -> !p.warning()).forEach(p -> lines.add(p.toString()));
        lines.forEach(spec.commandLine().getErr()::println);
        spec.commandLine().getErr().flush();
        if (!check.passed() || problems.hasErrors()) {
            return new RuleUpdate(0, Map.of(), Map.of());
        }
        return update;
    }
}
