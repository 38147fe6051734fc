package io.tidewatch.local.rules;

import io.tidewatch.local.cli.ConfigurationArguments;
import io.tidewatch.local.config.Option;
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
        footer = {
            "  ./tidewatch rules schema > rules.schema.json",
            "  ./tidewatch rules schema --rules.dir /etc/tidewatch/rules > rules.schema.json"
        })
final class RulesSchemaCommand implements Callable<Integer>, ConfigurationArguments.User {
    @CommandLine.Mixin
    private final ConfigurationArguments configuration = new ConfigurationArguments();

    @Spec
    private CommandSpec spec;

    @Override
    public ConfigurationArguments configurationArguments() {
        return configuration;
    }

    @Override
    public Integer call() throws IOException {
        DeclaredDimensions declared = DimensionFiles.of(
                StackFiles.dimensionsBeside(configuration.read().path(Option.RULES_DIR)));
        spec.commandLine().getOut().print(RuleSchema.json(declared));
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
