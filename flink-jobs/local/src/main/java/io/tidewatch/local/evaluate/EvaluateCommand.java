package io.tidewatch.local.evaluate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures accuracy on labelled data and prints the table of the README. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Measures accuracy on labelled data and prints the table of the README.",
        subcommands = {
            EvaluateTextCommand.class,
            EvaluateIssuesCommand.class,
            EvaluateSurgeCommand.class,
            EvaluateQuietCommand.class,
            EvaluateForecastCommand.class,
            EvaluateCompanyCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch evaluate text --data DIR")
public final class EvaluateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing, expected one of " + spec.subcommands().keySet());
    }
}
