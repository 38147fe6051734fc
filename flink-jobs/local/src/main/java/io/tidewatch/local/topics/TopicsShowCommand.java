package io.tidewatch.local.topics;

import io.tidewatch.alert.Alert;
import io.tidewatch.local.cli.ConfigurationArguments;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.taxonomy.TopicProposal;
import io.tidewatch.text.topic.LeafDrafts;
import io.tidewatch.time.LocalTimes;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.Json;
import io.tidewatch.wire.TopicJson;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One topic, and what a leaf of it would have found and told. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Shows a topic: what is said, masked examples, when, a draft of a leaf, and what that leaf would have found in"
                    + " the last " + TopicsInput.DAYS + " days and the alerts that the rules would have raised on it.",
            "Standard output is the draft's YAML below comments, so that it can be saved as a file of the taxonomy."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch topics show 3f1c2ab4 --in feedback.jsonl.gz")
final class TopicsShowCommand implements Callable<Integer>, ConfigurationArguments.User {
    @Spec
    private CommandSpec spec;

    @CommandLine.Parameters(paramLabel = "ID", description = "Id of a topic, or its first letters.")
    private String id = "";

    @CommandLine.Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Mixin
    private TopicsInput input = new TopicsInput();

    @Override
    public ConfigurationArguments configurationArguments() {
        return input.configurationArguments();
    }

    @Override
    public Integer call() throws Exception {
        Progress progress = new Progress(spec.commandLine().getErr());
        return input.with(messages -> {
            DraftedTopic t = TopicsInput.named(id, input.topics(messages, progress));
            LeafTrial trial = t.draft().examples().size() < LeafDrafts.MIN_EXAMPLES ? null : trial(t, messages);
            progress.sayTimed("tried");
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(document(t.topic(), trial));
            } else {
                print(t, trial, out);
            }
            out.flush();
            return CommandLine.ExitCode.OK;
        });
    }

    private LeafTrial trial(DraftedTopic t, RecordedFeedback messages) throws Exception {
        Map<String, String> before = input.taxonomy();
        Map<String, String> after = new TreeMap<>(before);
        after.put("draft.yaml", t.draft().file());
        AtomicLong last = new AtomicLong(Long.MIN_VALUE);
        messages.times(time -> last.accumulateAndGet(time, Math::max));
        return LeafTrial.of(messages, before, after, t.draft().id(), last.get(), input.settings(), input.zone());
    }

    private void print(DraftedTopic drafted, @Nullable LeafTrial trial, PrintWriter out) {
        TopicProposal t = drafted.topic();
        LocalTimes times = new LocalTimes(input.zone());
        out.println("# topic " + t.id() + ": " + String.join(", ", t.phrases()));
        out.println("# words: " + String.join(" ", t.words()));
        out.println("# " + t.messages() + " messages of " + t.authors() + " authors, first " + times.stamp(t.firstAt())
                + ", last " + times.stamp(t.lastAt()));
        out.println("# by day: "
                + t.days().stream().map(String::valueOf).collect(Collectors.joining(" "))
                + String.format(Locale.ROOT, "; before the last day %.1f a day", t.perDayBefore()));
        if (trial == null) {
            out.println("# not tried: the keywords find fewer than two examples; write them yourself");
        } else {
            out.println("# with this leaf, from " + times.stamp(trial.from()) + " to " + times.stamp(trial.to()) + ": "
                    + trial.messages() + " complaints of " + trial.authors() + " authors, " + trial.fromOther()
                    + " of which no leaf names now");
            out.println(
                    trial.alerts().isEmpty()
                            ? "# the rules would have told nothing of it"
                            : "# the rules would have told " + trial.alerts().size() + " times:");
            for (Alert a : trial.alerts()) {
                out.println("#   " + times.stamp(a.firedAt()) + "  " + a.rule() + "  "
                        + a.severity().wire() + "  " + a.group().values() + "  "
                        + a.value().originals() + " originals");
            }
        }
        out.print(t.draft());
    }

    private static String document(TopicProposal t, @Nullable LeafTrial trial) {
        return Json.write(g -> {
            TopicJson.write(g, t);
            if (trial == null) {
                g.writeNullField("trial");
                return;
            }
            g.writeObjectFieldStart("trial");
            g.writeStringField("from", WireTime.print(trial.from()));
            g.writeStringField("to", WireTime.print(trial.to()));
            g.writeNumberField("messages", trial.messages());
            g.writeNumberField("authors", trial.authors());
            g.writeNumberField("from_other", trial.fromOther());
            g.writeArrayFieldStart("alerts");
            for (Alert a : trial.alerts()) {
                g.writeStartObject();
                g.writeStringField("rule", a.rule());
                g.writeStringField("severity", a.severity().wire());
                g.writeStringField("fired_at", WireTime.print(a.firedAt()));
                g.writeNumberField("originals", a.value().originals());
                g.writeEndObject();
            }
            g.writeEndArray();
            g.writeEndObject();
        });
    }
}
