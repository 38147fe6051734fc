package io.tidewatch.local.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.connector.kafka.RuleTopic;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.InstallationZone;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.stack.RunningStack;
import io.tidewatch.local.stack.StackFiles;
import io.tidewatch.local.stored.StoredFeedback;
import io.tidewatch.replay.AnalyzerFactory;
import io.tidewatch.replay.Backtest;
import io.tidewatch.replay.RuleProbe;
import io.tidewatch.replay.explain.Explanation;
import io.tidewatch.replay.explain.GroupName;
import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.NewTermSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSet;
import io.tidewatch.rule.file.RuleFiles;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.time.Durations;
import io.tidewatch.time.LocalTimes;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.wire.Json;
import io.tidewatch.yaml.Problems;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Why a rule fired, or why it did not. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says why there is an alert: measures, what was usual, which conditions held and when. Or, with --rule, --group and"
                    + " --at, why there is none: the nearest miss, and by how much.",
            "Takes rules and stored feedback from the running stack, or from files with --rules and --in; messages are"
                    + " played through the production operators again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tidewatch rules explain 3f1c2ab4",
            "  ./tidewatch rules explain --rule IssueSurge --group issue=logistics.lost,region=四川 --at"
                    + " 2026-11-11T20:30:00+08:00",
            "  ./tidewatch rules explain --rules alert-rules/rules --in sample.jsonl.gz --rule IssueSurge --group"
                    + " issue=app.crash,region=北京 --at 2026-11-11T20:30:00+08:00"
        })
final class RulesExplainCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long AFTER_MS = 30 * 60_000L;
    private static final int PARALLELISM = 2;
    private static final int MAX_ALERTS = 10_000;

    @Spec
    private CommandSpec spec;

    @CommandLine.Parameters(arity = "0..1", paramLabel = "ALERT", description = "Id of an alert, or its first letters.")
    private @Nullable String alert;

    @CommandLine.Option(names = "--rule", paramLabel = "NAME", description = "The rule that said nothing.")
    private @Nullable String name;

    @CommandLine.Option(
            names = "--group",
            paramLabel = "NAME=VALUE,…",
            description = "A value for each dimension of the rule's by.")
    private String group = "";

    @CommandLine.Option(names = "--at", paramLabel = "TIME", description = "When it said nothing, RFC 3339.")
    private @Nullable String at;

    @CommandLine.Option(
            names = "--in",
            paramLabel = "FILE",
            description =
                    "Raw or annotated feedback, one JSON object per line, plain or .gz; in place of what the running"
                            + " stack has stored.")
    private @Nullable Path in;

    @CommandLine.Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "Folder of rules, or one rule file; in place of those that are live.")
    private @Nullable Path rules;

    @CommandLine.Option(
            names = "--history",
            paramLabel = "DURATION",
            defaultValue = "15d",
            description = "How far before that time stored feedback is read, to know what was usual (default:"
                    + " ${DEFAULT-VALUE}).")
    private String history = "15d";

    @CommandLine.Mixin
    private RunningStack stack = new RunningStack();

    @CommandLine.Mixin
    private InstallationZone zone = new InstallationZone();

    @Override
    public Integer call() throws Exception {
        boolean whyNot = name != null || at != null;
        if ((alert == null) == !whyNot || (whyNot && (name == null || at == null))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected the id of an alert, or --rule, --group and --at of an alert that is missing");
        }
        RuleUpdate update = update();
        Taxonomy taxonomy = TaxonomyFiles.of(update.taxonomy());
        RuleSet set = set(update, taxonomy);
        List<Alert> known = alert == null ? List.of() : in == null ? storedAlerts(alert) : revisions(in, update);
        Alert fired = alert == null ? null : storedAlert(known, alert);
        Rule rule = fired == null ? rule(set, String.valueOf(name)) : ruleOf(set, fired);
        long instant = fired == null ? instant(String.valueOf(at)) : fired.firedAt();
        Group of = fired == null ? group(rule) : fired.group();
        Explanation explanation = rule.spec() instanceof CompositeSpec when
                ? composite(rule, when, set, fired == null || in == null ? null : known, of, instant, update)
                : ofMessages(rule, fired, instant, update, taxonomy);
        PrintWriter out = spec.commandLine().getOut();
        (fired == null ? explanation.whyNot(of, instant) : explanation.of(fired)).forEach(out::println);
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private Explanation ofMessages(Rule rule, @Nullable Alert fired, long instant, RuleUpdate update, Taxonomy taxonomy)
            throws Exception {
        if (in != null) {
            return explanation(in, rule, taxonomy, update);
        }
        try (StoredFeedback stored =
                stored(instant, fired, new Progress(spec.commandLine().getErr()))) {
            return explanation(stored.file(), rule, taxonomy, update);
        }
    }

    private Explanation explanation(Path recorded, Rule rule, Taxonomy taxonomy, RuleUpdate update) throws Exception {
        Backtest.Recording record =
                Backtest.record(recorded.toAbsolutePath(), update, analyzers(), PARALLELISM, zone.read(), rule.name());
        return Explanation.of(rule, RuleProbe.of(record, rule, taxonomy), record);
    }

    /** @param known of a backtest that was played already; else null */
    private Explanation composite(
            Rule rule,
            CompositeSpec when,
            RuleSet set,
            @Nullable List<Alert> known,
            Group group,
            long instant,
            RuleUpdate update)
            throws Exception {
        if (known != null) {
            return Explanation.ofComposite(rule, when, set, known, times());
        }
        return Explanation.ofComposite(
                rule,
                when,
                set,
                in == null ? storedAlerts(rule, when, group, instant) : revisions(in, update),
                times());
    }

    private LocalTimes times() {
        return new LocalTimes(zone.read());
    }

    private RuleUpdate update() throws IOException {
        if (rules != null) {
            return new RuleUpdate(
                    1,
                    RuleFolder.read(rules),
                    Map.of(),
                    StackFiles.calendarBeside(rules),
                    RuleNeighbours.notifyOf(rules),
                    null,
                    StackFiles.dimensionsBeside(rules));
        }
        return new RuleTopic(stack.kafka(), Clock.systemUTC())
                .newest()
                .map(RuleUpdate::of)
                .orElseThrow(() -> new CommandFailedException("no rules are live"));
    }

    private static RuleSet set(RuleUpdate update, Taxonomy taxonomy) {
        Problems problems = new Problems();
        RuleSet set = RuleFiles.read(update.files(), update.references(taxonomy), problems);
        problems.throwIfErrors();
        return set;
    }

    private static Rule rule(RuleSet set, String name) {
        Rule rule = set.rule(name);
        if (rule == null) {
            List<String> names = set.rules().stream().map(Rule::name).toList();
            throw new CommandFailedException(
                    "--rule: no rule '" + name + "'" + Problems.suggestion(name, names) + ", there are " + names);
        }
        return rule;
    }

    private static Rule ruleOf(RuleSet set, Alert fired) {
        if (fired.kind().isOfTheSystem()) {
            throw new CommandFailedException(
                    fired.summary().en() + "; no message made it: 'rules list' shows what the rule takes");
        }
        Rule rule = set.rule(fired.rule());
        if (rule == null) {
            throw new CommandFailedException("alert " + fired.id() + " is of " + fired.rule()
                    + ", which is not among the rules now: give those of then with --rules");
        }
        return rule;
    }

    private Group group(Rule rule) {
        List<String> names = new ArrayList<>(rule.series().by());
        if (rule.spec() instanceof NewTermSpec && group.contains(GroupName.KEYWORD + "=")) {
            names.add(GroupName.KEYWORD);
        }
        try {
            return GroupName.read(group, names);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--group: " + e.getMessage());
        }
    }

    private long instant(String text) {
        try {
            return WireTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(), "--at: '" + text + "', expected a time such as 2026-11-11T20:30:00+08:00");
        }
    }

    /**
     * The alert whose id begins so.
     *
     * @param known of which it is one, any revisions
     */
    private Alert storedAlert(List<Alert> known, String id) {
        List<Alert> found = Backtest.lastOf(
                known.stream().filter(a -> a.id().startsWith(id)).iterator());
        if (found.isEmpty()) {
            throw new CommandFailedException(
                    "no alert '" + id + "' in " + (in == null ? "what is stored" : "the backtest of " + in));
        }
        if (found.size() > 1) {
            throw new CommandFailedException(
                    found.size() + " alerts begin with '" + id + "': expected more letters of the id");
        }
        return found.get(0);
    }

    private List<Alert> revisions(Path file, RuleUpdate update) throws Exception {
        return Backtest.revisions(file.toAbsolutePath(), update, analyzers(), PARALLELISM, zone.read());
    }

    private List<Alert> storedAlerts(String id) {
        ObjectNode query = Json.MAPPER.createObjectNode();
        query.put("size", 2);
        query.putObject("query").putObject("prefix").put("id", id);
        return storedAlerts(query);
    }

    /** Of a composite and its members in one of its groups, around an instant. */
    private List<Alert> storedAlerts(Rule composite, CompositeSpec when, Group group, long instant) {
        ObjectNode query = Json.MAPPER.createObjectNode();
        query.put("size", MAX_ALERTS);
        query.putArray("sort").addObject().put("starts_at", "desc");
        ArrayNode filters = query.putObject("query").putObject("bool").putArray("filter");
        ArrayNode names = filters.addObject().putObject("terms").putArray("rule");
        names.add(composite.name());
        when.when().members().forEach(names::add);
        filters.addObject()
                .putObject("range")
                .putObject("starts_at")
                .put("gte", WireTime.print(instant - duration()))
                .put("lte", WireTime.print(instant + when.withinMs() + AFTER_MS));
        for (int i = 0; i < group.names().size(); i++) {
            filters.addObject()
                    .putObject("term")
                    .put("group." + group.names().get(i), group.values().get(i));
        }
        return storedAlerts(query);
    }

    private List<Alert> storedAlerts(ObjectNode query) {
        List<Alert> out = new ArrayList<>();
        try {
            JsonNode answer = elasticsearch()
                    .post("/" + IndexTemplates.alias("alerts") + "/_search?ignore_unavailable=true", query.toString());
            for (JsonNode hit : answer.path("hits").path("hits")) {
                alert(hit.path("_source").toString()).ifPresent(out::add);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return out;
    }

    /** Empty for one that another version wrote with words that this one does not know. */
    private static Optional<Alert> alert(String json) throws JsonProcessingException {
        try {
            return Optional.of(AlertJson.read(json));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private ElasticsearchHttp elasticsearch() {
        return new ElasticsearchHttp(stack.addresses().elasticsearch(), TIMEOUT);
    }

    /** Stored feedback from before an instant, or the alert's start. */
    private StoredFeedback stored(long instant, @Nullable Alert fired, Progress progress) throws IOException {
        long from = (fired == null ? instant : fired.startsAt()) - duration();
        long to = (fired == null ? instant : Math.max(fired.updatedAt(), fired.firedAt())) + AFTER_MS;
        StoredFeedback stored;
        try {
            stored = StoredFeedback.fetch(elasticsearch(), from, to);
        } catch (IOException e) {
            throw unreadable(e);
        }
        String span = " from " + times().stamp(from) + " to " + times().stamp(to);
        if (stored.messages() == 0) {
            stored.close();
            throw new CommandFailedException(
                    "nothing is stored" + span + ": expected feedback that was annotated then");
        }
        progress.sayTimed(RulesCheckCommand.counted(stored.messages(), "stored message") + span);
        return stored;
    }

    private static CommandFailedException unreadable(IOException e) {
        return new CommandFailedException("cannot read what is stored: " + e.getMessage(), e);
    }

    private long duration() {
        try {
            return Durations.parse(history);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--history: " + e.getMessage());
        }
    }

    private static AnalyzerFactory analyzers() {
        return () -> Analyzer.of(TaxonomyFiles.packaged(), BacktestCommand.ID_KEY.getBytes(StandardCharsets.UTF_8));
    }
}
