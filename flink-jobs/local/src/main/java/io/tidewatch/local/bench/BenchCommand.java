package io.tidewatch.local.bench;

import io.tidewatch.local.bench.path.BenchPathCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures speed against a limit taken in the same run. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures speed against a limit taken in the same run, and what a message costs.",
        subcommands = {BenchDetectCommand.class, BenchPathCommand.class, BenchRulesCommand.class, BenchTextCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch bench text")
public final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing, expected one of " + spec.subcommands().keySet());
    }
}
