package io.tidewatch.local.rules;

import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.stack.StackFiles;
import io.tidewatch.rule.DeclaredDimensions;
import io.tidewatch.rule.file.DimensionFiles;
import io.tidewatch.rule.file.RuleSchema;
import java.io.IOException;
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
    public Integer call() throws IOException {
        DeclaredDimensions declared =
                DimensionFiles.of(StackFiles.dimensionsBeside(Checkout.root().resolve("alert-rules/rules")));
        spec.commandLine().getOut().print(RuleSchema.json(declared));
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
