package io.tidewatch.local.rules;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is announced: calendar files. */
@Command(
        name = "calendar",
        mixinStandardHelpOptions = true,
        description = "Checks calendar files: holidays, working days that make up for them, promotions and launches.",
        subcommands = {CalendarCheckCommand.class},
        footerHeading = "%nExample:%n",
        footer = {"  ./tidewatch calendar check"})
public final class CalendarCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing, expected one of " + spec.subcommands().keySet());
    }
}
