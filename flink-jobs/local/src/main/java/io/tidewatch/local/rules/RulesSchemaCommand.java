package io.tidewatch.local.rules;

import io.tidewatch.rule.file.RuleSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The rule language for editors. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints the JSON Schema of rule files, for editors that complete and underline while one types.",
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch rules schema > rules.schema.json")
final class RulesSchemaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(RuleSchema.json());
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
