package io.tidewatch.local.rules;

import io.tidewatch.connector.kafka.RuleTopic;
import io.tidewatch.job.metric.HeardBurst;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.InstallationZone;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.stack.Addresses;
import io.tidewatch.local.stack.FlinkRest;
import io.tidewatch.local.stack.Hearing;
import io.tidewatch.local.stack.LearntDays;
import io.tidewatch.local.stack.RaisedAlerts;
import io.tidewatch.local.stack.RuleHistory;
import io.tidewatch.local.stack.RunningStack;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.rule.file.RuleFiles;
import io.tidewatch.rule.file.RuleManifest;
import io.tidewatch.rule.file.RulePart;
import io.tidewatch.time.Durations;
import io.tidewatch.time.LocalClock;
import io.tidewatch.time.LocalTimes;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Which rules are live. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the rules that are live on the running stack: kind, groups, window, severities, since when and by whom,"
                    + " from which file, saved in the folder that up watches or applied, how far a rule has learnt what is usual, how small"
                    + " a burst it hears in a typical group, how often it raised alerts in the last four weeks beside how often it"
                    + " asks for by chance, and what it costs: the groups that it follows and the processor time of the last five minutes.",
            "With --history: the revisions that were live, to go back to with rules apply --revision."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch rules list")
final class RulesListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @CommandLine.Option(names = "--history", description = "List revisions instead.")
    private boolean history;

    @CommandLine.Mixin
    private InstallationZone zone = new InstallationZone();

    @CommandLine.Mixin
    private RunningStack stack = new RunningStack();

    @Override
    public Integer call() {
        Addresses addresses = stack.addresses();
        Clock clock = Clock.systemUTC();
        LocalTimes times = new LocalTimes(zone.read());
        RuleTopic topic = new RuleTopic(stack.kafka(), clock);
        RuleBundle live = topic.newest()
                .orElseThrow(() -> new CommandFailedException("no rules are live: is the stack still starting?"));
        List<RuleManifest> manifests = topic.history();
        PrintWriter out = spec.commandLine().getOut();
        if (history) {
            manifests.forEach(m -> out.println(m.revision() + "  " + times.stamp(m.at()) + "  " + m.author() + "  "
                    + m.reason() + (m.revision() == live.manifest().revision() ? "  (live)" : "")));
            out.flush();
            return CommandLine.ExitCode.OK;
        }
        List<RuleBundle> bundles = new ArrayList<>();
        manifests.forEach(m -> topic.revision(m.revision()).ifPresent(bundles::add));
        RuleHistory past = new RuleHistory(bundles);
        LearntDays learnt = LearntDays.read(past, addresses.elasticsearch(), clock.millis());
        RaisedAlerts raised = RaisedAlerts.read(addresses.elasticsearch(), clock.millis());
        FlinkRest flink = new FlinkRest(addresses.flink());
        Map<String, Long> failing = ask(flink::failingRules);
        Map<String, Long> evicting = ask(flink::evictingRules);
        Map<String, Long> series = ask(flink::ruleSeries);
        Map<String, Long> cpu = ask(flink::ruleCpu);
        Map<String, Long> suspended = ask(flink::suspendedRules);
        List<Rule> rules = live.rules().rules();
        Hearing hearing = new Hearing(rules, hears(flink), series, learnt);
        LocalClock local = LocalClock.of(zone.read());
        Map<String, String> files = RuleFiles.filesOf(live.of(RulePart.RULES));
        for (Rule r : rules) {
            RuleManifest since = past.since(r);
            out.println(r.name() + "  " + r.kind().wire()
                    + (r.windowMs() > 0 ? "  " + Durations.print(r.windowMs()) : "")
                    + "  by "
                    + (r.series().by().isEmpty()
                            ? "nothing"
                            : String.join(", ", r.series().by()))
                    + "  "
                    + r.severities().stream().map(l -> l.severity().wire()).collect(Collectors.joining(", "))
                    + (since == null
                            ? ""
                            : "  since " + times.stamp(since.at()) + " (revision " + since.revision() + ", "
                                    + since.author() + ")")
                    + origin(files.get(r.name()), live)
                    + piece(learnt.inWords(r))
                    + piece(hearing.of(r, clock.millis(), local))
                    + piece(raised.inWords(r, series.get(r.name()), learnt.listenedMs(r)))
                    + cost(series.get(r.name()), cpu.get(r.name()))
                    + (suspended.containsKey(r.name())
                            ? "  SUSPENDED: over its limits.cpu, for " + suspended.get(r.name()) + " more min"
                            : "")
                    + (failing.containsKey(r.name())
                            ? "  FAILING: a division by zero or an overflow " + failing.get(r.name()) + " times"
                            : "")
                    + (evicting.containsKey(r.name())
                            ? "  AT ITS LIMIT: max_series is " + r.maxSeries() + ", groups dropped: "
                                    + evicting.get(r.name())
                            : ""));
        }
        out.flush();
        new Progress(spec.commandLine().getErr())
                .say("revision " + live.manifest().revision() + ", "
                        + RulesCheckCommand.counted(rules.size(), "rule") + ", applied "
                        + times.stamp(live.manifest().at()) + " by "
                        + live.manifest().author()
                        + (live.manifest().reason().isEmpty()
                                ? ""
                                : ": " + live.manifest().reason()));
        return CommandLine.ExitCode.OK;
    }

    /** From which file a rule is, and how that came to be live. */
    private static String origin(@Nullable String file, RuleBundle live) {
        if (file == null) {
            return "";
        }
        return "  from " + file
                + (live.manifest().folder().isEmpty() ? "" : live.isFromFolder(file) ? " (folder)" : " (applied)");
    }

    private interface Question {
        Map<String, Long> ask() throws IOException;
    }

    /** Empty when there is nobody to ask: everything else of the list is known without. */
    private static Map<String, Long> ask(Question question) {
        try {
            return question.ask();
        } catch (IOException e) {
            return Map.of();
        }
    }

    private static List<HeardBurst> hears(FlinkRest flink) {
        try {
            return flink.ruleHears();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String piece(String words) {
        return words.isEmpty() ? "" : "  " + words;
    }

    /**
     * What a rule costs at present.
     *
     * @param groups that it follows; null when that is not known
     * @param cpu microseconds of processor time in each second; null when there was hardly anything to do
     */
    static String cost(@Nullable Long groups, @Nullable Long cpu) {
        return (groups == null ? "" : "  " + groups + (groups == 1 ? " group" : " groups"))
                + (cpu == null ? "" : "  " + String.format(Locale.ROOT, "%.2f", cpu / 10_000.0) + " % of a core");
    }
}
