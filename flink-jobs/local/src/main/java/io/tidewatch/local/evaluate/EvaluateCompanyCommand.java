package io.tidewatch.local.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidewatch.alert.Alert;
import io.tidewatch.calendar.CalendarFiles;
import io.tidewatch.hash.StableHash;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.notify.PackagedRunbooks;
import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.company.CompanyDays;
import io.tidewatch.local.company.CompanySettings;
import io.tidewatch.local.evaluate.judge.CompanyJudge;
import io.tidewatch.local.evaluate.judge.CompanyResult;
import io.tidewatch.local.evaluate.judge.CompanyTables;
import io.tidewatch.local.rules.RuleFolder;
import io.tidewatch.local.rules.RuleNeighbours;
import io.tidewatch.local.stack.StackFiles;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.notify.message.PushWriter;
import io.tidewatch.replay.Backtest;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.time.LocalClock;
import io.tidewatch.time.LocalTimes;
import io.tidewatch.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What rules are worth in companies that nobody tuned them for. */
@Command(
        name = "company",
        mixinStandardHelpOptions = true,
        description = {
            "Makes weeks of feedback of companies that nobody tuned for, with crises planted in them, plays them through the"
                    + " production operators and the notification policy, and prints which crises were told in time, how many"
                    + " pages they caused, and how many pages there are in quiet weeks, beside simple rules.",
            "The same seed and volume give the same company."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch evaluate company --volumes 120,5000 --seeds 1-2")
final class EvaluateCompanyCommand implements Callable<Integer> {
    /** Monday 2026-03-02T00:00+08:00. */
    private static final long START = 1_772_380_800_000L;

    /** Changes with what is made and how it is judged, so that results of other versions are not taken for this one's. */
    private static final String VERSION = "1";

    /** Messages above which a temporary file is compressed. */
    private static final long LARGE = 2_000_000;

    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--volumes",
            paramLabel = "N,…",
            split = ",",
            defaultValue = "50,120,800,5000,20000",
            description = "Messages a day, each 50 to 200000 (default: ${DEFAULT-VALUE}).")
    private int[] volumes = {};

    @CommandLine.Option(
            names = "--seeds",
            paramLabel = "N-M",
            defaultValue = "1-2",
            description =
                    "One company of each volume for each of them: a number or a range (default: ${DEFAULT-VALUE}).")
    private String seeds = "";

    @CommandLine.Option(
            names = "--rules",
            paramLabel = "DIR",
            description =
                    "Directory whose *.yaml are the rules; the notify.yaml above it decides who is notified (default:"
                            + " those of this checkout).")
    private @Nullable Path rules;

    @CommandLine.Option(names = "--days", defaultValue = "42", description = "8 to 366 (default: ${DEFAULT-VALUE}).")
    private int days;

    @CommandLine.Option(
            names = "--learning",
            defaultValue = "21",
            description = "Days at the beginning without a crisis, 3 to 180; pages count from the last third of them on"
                    + " (default: ${DEFAULT-VALUE}).")
    private int learning;

    @CommandLine.Option(
            names = "--crises",
            defaultValue = "6",
            description = "Crises in each company, 0 to 8 (default: ${DEFAULT-VALUE}).")
    private int crises;

    @CommandLine.Option(
            names = "--json",
            paramLabel = "FILE",
            description =
                    "Adds a line for each company; those that it has already, of these rules and days, are not played"
                            + " again. A changed detector is not seen: begin another file.")
    private @Nullable Path json;

    @CommandLine.Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Keeps the feedback of the only company, annotated, gzipped when the name ends in .gz.")
    private @Nullable Path write;

    @CommandLine.Option(
            names = "--pushes",
            paramLabel = "FILE",
            description = "Adds what phones showed in the first day of each crisis that is played.")
    private @Nullable Path pushes;

    @Override
    public Integer call() throws Exception {
        List<CompanySettings> companies = companies();
        if (write != null && companies.size() != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--write: " + companies.size() + " companies, expected one volume and one seed");
        }
        Path folder = rules == null ? Checkout.root().resolve("alert-rules/rules") : rules;
        RuleUpdate update = new RuleUpdate(
                1,
                RuleFolder.read(folder),
                Map.of(),
                CalendarFiles.NONE,
                RuleNeighbours.notifyOf(folder),
                null,
                StackFiles.dimensionsBeside(folder));
        NotifyConfig notify = notify(update.notifyFiles());
        String key = key(update);
        Map<String, CompanyResult> known = known(key);
        Progress progress = new Progress(spec.commandLine().getErr());
        List<CompanyResult> results = new ArrayList<>();
        for (CompanySettings c : companies) {
            CompanyResult result = known.get(c.volume() + "/" + c.seed());
            if (result == null) {
                result = play(c, update, notify, key, progress);
                if (json != null) {
                    Files.writeString(json, result.json() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            }
            results.add(result);
        }
        if (!known.isEmpty()) {
            progress.say(known.size() + " results of these rules were in " + json);
        }
        spec.commandLine().getOut().print(new CompanyTables(results).markdown());
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }

    private List<CompanySettings> companies() {
        String[] range = seeds.split("-", 2);
        long first;
        long last;
        try {
            first = Long.parseLong(range[0].strip());
            last = range.length == 1 ? first : Long.parseLong(range[1].strip());
        } catch (NumberFormatException e) {
            throw badSeeds();
        }
        if (last < first || last - first >= 10_000) {
            throw badSeeds();
        }
        List<CompanySettings> out = new ArrayList<>();
        try {
            for (int volume : volumes) {
                for (long seed = first; seed <= last; seed++) {
                    out.add(new CompanySettings(seed, volume, days, learning, crises, START, TaxonomyFiles.packaged()));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
        }
        return out;
    }

    private ParameterException badSeeds() {
        return new ParameterException(
                spec.commandLine(), "--seeds: '" + seeds + "', expected a number or a range such as 1-4");
    }

    private NotifyConfig notify(@Nullable Map<String, String> files) {
        Problems problems = new Problems();
        NotifyConfig config = null;
        if (files != null) {
            for (Map.Entry<String, String> f : files.entrySet()) {
                config = NotifyFile.read(f.getKey(), f.getValue(), problems);
            }
        }
        if (config == null) {
            throw new CommandFailedException(
                    "--rules: no notify.yaml above the folder that can be read; pages cannot be counted"
                            + problems.list());
        }
        return config;
    }

    private String key(RuleUpdate update) {
        List<String> parts = new ArrayList<>();
        parts.add(VERSION);
        parts.add(days + " " + learning + " " + crises);
        parts.add(TaxonomyFiles.packaged().version());
        new TreeMap<>(update.files()).values().forEach(parts::add);
        Map<String, String> notify = update.notifyFiles();
        if (notify != null) {
            parts.addAll(notify.values());
        }
        return StableHash.id(parts.toArray(String[]::new));
    }

    private Map<String, CompanyResult> known(String key) throws IOException {
        Map<String, CompanyResult> out = new TreeMap<>();
        if (json != null && Files.exists(json)) {
            int n = 0;
            for (String line : Files.readAllLines(json)) {
                n++;
                try {
                    CompanyResult r = CompanyResult.read(line);
                    if (r.rules().equals(key)) {
                        out.put(r.volume() + "/" + r.seed(), r);
                    }
                } catch (JsonProcessingException e) {
                    throw new CommandFailedException(
                            "--json: " + json + ":" + n + ": expected a result of this command: "
                                    + e.getOriginalMessage(),
                            e);
                }
            }
        }
        return out;
    }

    private CompanyResult play(
            CompanySettings settings, RuleUpdate update, NotifyConfig notify, String key, Progress progress)
            throws Exception {
        double begun = progress.seconds();
        CompanyDays made = new CompanyDays(settings);
        boolean large = (long) settings.volume() * settings.days() > LARGE;
        Path file = write == null ? Files.createTempFile("tidewatch-company-", large ? ".jsonl.gz" : ".jsonl") : write;
        try {
            long messages = MadeFile.write(made::play, file);
            double written = progress.seconds();
            List<Alert> revisions = Backtest.revisions(
                    file.toAbsolutePath(),
                    update,
                    () -> Analyzer.of(TaxonomyFiles.packaged(), new byte[32]),
                    Runtime.getRuntime().availableProcessors(),
                    LocalClock.DEFAULT_ZONE);
            double played = progress.seconds();
            CompanyJudge judge = new CompanyJudge(settings, made.crises(), revisions, notify);
            CompanyResult result = judge.judge(made.complaints(), key, messages);
            if (pushes != null) {
                Files.writeString(
                        pushes,
                        judge.readAloud(new PushWriter(notify, new PackagedRunbooks(), LocalTimes.DEFAULT)),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
            progress.say(String.format(
                    Locale.ROOT,
                    "%,d a day, seed %d: %,d messages, %,d revisions; made in %.1f s, played in %.1f s, judged in %.1f s",
                    settings.volume(),
                    settings.seed(),
                    messages,
                    revisions.size(),
                    written - begun,
                    played - written,
                    progress.seconds() - played));
            return result;
        } finally {
            if (write == null) {
                Files.deleteIfExists(file);
            }
        }
    }
}
