package io.tidewatch.local.topics;

import io.tidewatch.local.cli.ConfigurationArguments;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Topics that no leaf names; without another word their list. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Finds what customers complain of and no leaf of the taxonomy names, and makes leaves of it.",
        subcommands = {TopicsListCommand.class, TopicsShowCommand.class, TopicsAcceptCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tidewatch topics",
            "  ./tidewatch topics --in feedback.jsonl.gz",
            "  ./tidewatch topics show 3f1c2ab4",
            "  ./tidewatch topics accept 3f1c2ab4 --name 欠费停机"
        })
public final class TopicsCommand implements Callable<Integer>, ConfigurationArguments.User {
    @Spec
    private CommandSpec spec;

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
        return TopicsTable.print(input, json, spec);
    }
}
