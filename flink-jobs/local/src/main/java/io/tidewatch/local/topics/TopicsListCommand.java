package io.tidewatch.local.topics;

import io.tidewatch.local.cli.ConfigurationArguments;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Which topics there are. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists what customers complain of and no leaf of the taxonomy names: id, distinct authors (copies count once),"
                    + " messages, how many on the last day and per day before, first and last time, what it is about.",
            "Of the running stack they are also stored, in tidewatch-topics, and a topic keeps its id as it grows."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./tidewatch topics list", "  ./tidewatch topics list --in feedback.jsonl.gz --json"})
final class TopicsListCommand implements Callable<Integer>, ConfigurationArguments.User {
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
