package io.tidewatch.local.evaluate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a model from labelled data. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains a model from labelled data.",
        subcommands = {TrainSentimentCommand.class, TrainIssuesCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch train sentiment --data DIR")
public final class TrainCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing, expected one of " + spec.subcommands().keySet());
    }
}
