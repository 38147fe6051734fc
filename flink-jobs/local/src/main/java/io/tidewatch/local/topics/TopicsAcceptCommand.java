package io.tidewatch.local.topics;

import io.tidewatch.alert.Bilingual;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.ConfigurationArguments;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.text.topic.LeafDraft;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes a leaf of a topic. */
@Command(
        name = "accept",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the drafted leaf of a topic into a file of the taxonomy, when each of its examples is found on it, no"
                    + " counter-example is, and no example of another leaf is lost; else says why and writes nothing.",
            "A running up reads the file within seconds."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tidewatch topics accept 3f1c2ab4 --name 欠费停机",
            "  ./tidewatch topics accept 3f1c2ab4 --id network.suspended --pack zh-telecom.yaml --in feedback.jsonl.gz"
        })
final class TopicsAcceptCommand implements Callable<Integer>, ConfigurationArguments.User {
    @Spec
    private CommandSpec spec;

    @CommandLine.Parameters(paramLabel = "ID", description = "Id of a topic, or its first letters.")
    private String id = "";

    @CommandLine.Option(
            names = "--id",
            paramLabel = "LEAF",
            description = "Id of the leaf, category.name (default: that of the draft, in the category "
                    + LeafDraft.CATEGORY + ").")
    private @Nullable String leaf;

    @CommandLine.Option(
            names = "--name",
            paramLabel = "ZH",
            description = "Chinese name (default: the topic's phrase).")
    private @Nullable String name;

    @CommandLine.Option(names = "--name-en", paramLabel = "EN", description = "English name (default: in pinyin).")
    private @Nullable String english;

    @CommandLine.Option(
            names = "--pack",
            paramLabel = "FILE",
            defaultValue = TaxonomyEdit.ACCEPTED,
            description =
                    "File of the taxonomy's folder that gets the leaf (default: ${DEFAULT-VALUE}, made when it is not"
                            + " there).")
    private String pack = TaxonomyEdit.ACCEPTED;

    @Mixin
    private TopicsInput input = new TopicsInput();

    @Override
    public ConfigurationArguments configurationArguments() {
        return input.configurationArguments();
    }

    @Override
    public Integer call() throws Exception {
        Progress progress = new Progress(spec.commandLine().getErr());
        Path file = TaxonomyEdit.place(input.settings(), pack);
        DraftedTopic topic = input.with(messages -> TopicsInput.named(id, input.topics(messages, progress)));
        LeafDraft draft = named(topic.draft());
        write(draft, file, progress);
        return CommandLine.ExitCode.OK;
    }

    private LeafDraft named(LeafDraft draft) {
        LeafDraft out = leaf == null ? draft : draft.withId(leaf);
        return out.withName(new Bilingual(
                name == null ? draft.name().zh() : name,
                english == null ? draft.name().en() : english));
    }

    private void write(LeafDraft draft, Path file, Progress progress) throws IOException {
        Configuration settings = input.settings();
        Map<String, String> before = TaxonomyEdit.read(settings);
        TaxonomyEdit edit = TaxonomyEdit.of(before, file, draft);
        List<String> problems = edit.problems(before, draft);
        if (!problems.isEmpty()) {
            throw new CommandFailedException("nothing is written, because of\n" + String.join("\n", problems));
        }
        edit.write();
        PrintWriter out = spec.commandLine().getOut();
        out.println(draft.id() + " written to " + file);
        out.flush();
        progress.say(
                "a running up reads it within seconds, and messages from then on have the leaf; rules by issue count"
                        + " it at once. Name, owner and runbook are yours to edit there. What is stored keeps other.");
    }
}
