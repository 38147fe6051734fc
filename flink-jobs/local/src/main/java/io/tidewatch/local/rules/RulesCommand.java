package io.tidewatch.local.rules;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is worth a warning: rule files. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = "Checks and tests rule files, puts them live, says what is live and why a rule fired or did not.",
        subcommands = {
            RulesCheckCommand.class,
            RulesTestCommand.class,
            RulesApplyCommand.class,
            RulesListCommand.class,
            RulesExplainCommand.class,
            RulesSchemaCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = {"  ./tidewatch rules check --strict", "  ./tidewatch rules test"})
public final class RulesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing, expected one of " + spec.subcommands().keySet());
    }
}
