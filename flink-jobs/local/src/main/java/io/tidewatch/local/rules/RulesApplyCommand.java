package io.tidewatch.local.rules;

import io.tidewatch.connector.kafka.RuleTopic;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.InstallationZone;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.stack.RunningStack;
import io.tidewatch.local.stack.StackFiles;
import io.tidewatch.rule.RuleSet;
import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.rule.file.RuleChange;
import io.tidewatch.rule.file.RuleCheck;
import io.tidewatch.rule.file.RulePart;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.time.Durations;
import io.tidewatch.time.LocalTimes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Rules, live on the running stack. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Checks rule files and puts them live on the running stack, all of them in place of all that are live, without a"
                    + " restart. Files with errors are refused and the live ones stay.",
            "What is applied stays, whatever the folder that up watches has: a file that is saved there later goes live beside it,"
                    + " or, when it has the same name, in its place, and up says so.",
            "Prints what changes: a new where, by or kind starts a rule anew; other edits keep what it has learnt and its open"
                    + " alerts. With --prime, rules that count something new know from the start what is usual."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tidewatch rules apply my-rules --prime 14d   # new rules learn from what is stored before they are live",
            "  ./tidewatch rules apply my-rules --reason 'quieter at night'",
            "  ./tidewatch rules apply --revision 3      # back to what was live as revision 3"
        })
final class RulesApplyCommand implements Callable<Integer> {
    private static final Duration STORED = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec;

    @CommandLine.Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description = "Folder whose *.yaml are rule files, or one rule file (default: the shipped rules).")
    private @Nullable Path path;

    @CommandLine.Option(
            names = "--revision",
            paramLabel = "N",
            description = "Goes back to the rules of an earlier revision; rules list shows them.")
    private @Nullable Long revision;

    @CommandLine.Option(
            names = "--author",
            paramLabel = "NAME",
            description = "Who is shown as having applied them (default: the user of this machine).")
    private String author = System.getProperty("user.name", "");

    @CommandLine.Option(names = "--reason", paramLabel = "TEXT", description = "Why, in your own words.")
    private String reason = "";

    @CommandLine.Option(
            names = "--prime",
            paramLabel = "DURATION",
            description =
                    "Plays what was stored in so long (14d is a full baseline) through the new rules first, so that"
                            + " surge, spike, drift, shift and flatline rules know what is usual.")
    private @Nullable String prime;

    @CommandLine.Option(names = "--dry-run", description = "Only says what would change.")
    private boolean dry;

    @CommandLine.Mixin
    private RunningStack stack = new RunningStack();

    @CommandLine.Mixin
    private InstallationZone zone = new InstallationZone();

    @Override
    public Integer call() throws Exception {
        if (path != null && revision != null) {
            throw new ParameterException(spec.commandLine(), "--revision: expected it or PATH, not both");
        }
        Progress progress = new Progress(spec.commandLine().getErr());
        RuleTopic topic = new RuleTopic(stack.kafka(), Clock.systemUTC());
        RuleBundle live = topic.newest()
                .orElseThrow(() -> new CommandFailedException("no rules are live: is the stack still starting?"));
        Map<String, String> files = revision == null ? read() : earlier(topic, revision);
        RuleUpdate next = update(live, files);
        RuleCheck check = RuleCheck.of(files, next.references(TaxonomyFiles.of(next.taxonomy())), false);
        check.lines().forEach(spec.commandLine().getErr()::println);
        if (!check.passed()) {
            progress.say("refused, revision " + live.manifest().revision() + " stays live");
            return CommandLine.ExitCode.SOFTWARE;
        }
        PrintWriter out = spec.commandLine().getOut();
        List<RuleChange> changes = RuleChange.of(live.rules(), check.rules());
        changes.forEach(out::println);
        out.flush();
        if (dry) {
            progress.say(RulesCheckCommand.counted(changes.size(), "change") + ", nothing was applied");
            return CommandLine.ExitCode.OK;
        }
        List<RulePart> parts = new ArrayList<>(RulePart.of(RulePart.RULES, files));
        if (prime != null) {
            parts.addAll(prime(days(prime), live, next, check.rules(), progress));
        }
        for (String kind : List.of(RulePart.TAXONOMY, RulePart.CALENDAR, RulePart.NOTIFY, RulePart.DIMENSIONS)) {
            parts.addAll(RulePart.of(kind, live.of(kind)));
        }
        RuleBundle applied = topic.publish(parts, author, reason(changes));
        long now = applied.manifest().revision();
        progress.say(
                now == live.manifest().revision()
                        ? "nothing to apply, revision " + now + " is the same"
                        : "revision " + now + " is live: "
                                + RulesCheckCommand.counted(
                                        check.rules().rules().size(), "rule")
                                + ", " + RulesCheckCommand.counted(changes.size(), "change")
                                + "; rules apply --revision " + live.manifest().revision() + " goes back");
        Set<String> other = applied.differingFromFolder();
        if (!other.isEmpty()) {
            progress.say("not as in the folder that up watches: " + String.join(", ", other)
                    + "; stays as applied, also when up is started again, until a file of that name is saved there");
        }
        return CommandLine.ExitCode.OK;
    }

    /** The author's words, and which rules go. */
    private String reason(List<RuleChange> changes) {
        List<String> removed = RuleChange.removed(changes);
        String why = revision == null ? "not among the files applied" : "not in revision " + revision;
        return removed.isEmpty()
                ? reason
                : (reason.isEmpty() ? "" : reason + "; ") + "removes " + String.join(", ", removed) + ": " + why;
    }

    /** Rules with the taxonomy, calendar and notify.yaml that are live. */
    private static RuleUpdate update(RuleBundle live, Map<String, String> files) {
        return new RuleUpdate(
                1,
                files,
                live.of(RulePart.TAXONOMY),
                live.of(RulePart.CALENDAR),
                live.of(RulePart.NOTIFY),
                null,
                live.of(RulePart.DIMENSIONS));
    }

    /** What new rules learn from what is stored, on its way to the jobs before the rules are. */
    private List<RulePart> prime(Duration back, RuleBundle live, RuleUpdate next, RuleSet rules, Progress progress)
            throws Exception {
        Priming priming = new Priming(live.rules(), rules);
        if (priming.isNeedless()) {
            progress.say("nothing to prime: no rule counts anything new");
            return List.of();
        }
        long now = Clock.systemUTC().millis();
        Priming.Lesson learnt = priming.learn(
                new ElasticsearchHttp(stack.addresses().elasticsearch(), STORED),
                next,
                () -> {
                    throw new IllegalStateException("stored feedback is annotated");
                },
                now - back.toMillis(),
                now,
                zone.read());
        if (learnt.primers().isEmpty()) {
            progress.say("nothing primed: of " + learnt.messages() + " stored messages since "
                    + new LocalTimes(zone.read()).stamp(learnt.from()) + " none is counted by "
                    + String.join(", ", priming.names()));
            return List.of();
        }
        learnt.publish(stack.kafka());
        progress.sayTimed("primed " + String.join(", ", priming.names()) + ": "
                + RulesCheckCommand.counted(learnt.primers().size(), "group") + " from "
                + RulesCheckCommand.counted(learnt.messages(), "stored message") + " since "
                + new LocalTimes(zone.read()).stamp(learnt.from()));
        return learnt.parts();
    }

    private Duration days(String text) {
        try {
            return Duration.ofMillis(Durations.parse(text));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--prime: " + e.getMessage());
        }
    }

    private Map<String, String> read() throws IOException {
        return StackFiles.yaml(path == null ? Checkout.root().resolve("alert-rules/rules") : path);
    }

    private static Map<String, String> earlier(RuleTopic topic, long revision) {
        return topic.revision(revision)
                .orElseThrow(() -> new CommandFailedException("--revision: " + revision
                        + " was never live, or has gone;" + " rules list shows those that are kept"))
                .of(RulePart.RULES);
    }
}
