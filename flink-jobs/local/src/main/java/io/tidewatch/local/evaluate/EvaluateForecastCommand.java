package io.tidewatch.local.evaluate;

import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.rules.RuleFolder;
import io.tidewatch.replay.evaluate.ForecastEvaluation;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SpikeSpec;
import io.tidewatch.rule.SurgeSpec;
import io.tidewatch.rule.file.RuleFiles;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.yaml.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How far off the forecasts of alerts are. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        description = {
            "Plays generated ramps into a surge rule and holds the doubling time and the time to the next severity that"
                    + " its first alert gives against what comes. Errors are medians of the absolute natural logarithm:"
                    + " .69 is a factor of two.",
            "The same seed gives the same ramps."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch evaluate forecast --seed 1")
final class EvaluateForecastCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "Directory whose *.yaml hold the rule (default: those of this checkout).")
    private @Nullable Path rules;

    @CommandLine.Option(
            names = "--rule",
            paramLabel = "NAME",
            defaultValue = "IssueSurge",
            description = "A surge or spike rule with two severities or more (default: ${DEFAULT-VALUE}).")
    private String name = "";

    @CommandLine.Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "25",
            description = "Of each shape, pace and usual rate, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int runs;

    @CommandLine.Option(names = "--seed", defaultValue = "1", description = "Any number (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        if (runs < 1 || runs > 1000) {
            throw new ParameterException(spec.commandLine(), "--runs: '" + runs + "', expected 1 to 1000");
        }
        Problems problems = new Problems();
        Rule rule = RuleFiles.read(
                        RuleFolder.read(rules == null ? Checkout.root().resolve("alert-rules/rules") : rules),
                        TaxonomyFiles.packaged(),
                        problems)
                .rules()
                .stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--rule: '" + name + "', expected a rule of these files"));
        if (!(rule.spec() instanceof SurgeSpec) && !(rule.spec() instanceof SpikeSpec)
                || rule.severities().size() < 2) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rule: '" + name + "', expected a surge or spike rule with two severities or more");
        }
        spec.commandLine().getOut().print(new ForecastEvaluation(rule, seed, runs).table());
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
