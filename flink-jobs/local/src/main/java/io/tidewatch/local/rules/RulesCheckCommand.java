package io.tidewatch.local.rules;

import io.tidewatch.connector.file.NamedFiles;
import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.stack.StackFiles;
import io.tidewatch.rule.DeclaredDimensions;
import io.tidewatch.rule.file.DimensionFiles;
import io.tidewatch.rule.file.RuleCheck;
import io.tidewatch.rule.file.RuleReferences;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is wrong with rule files, all of it at once. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Reads rule files together, as they would be live together, and prints what is wrong with them: a problem per"
                    + " line, FILE:LINE:COL: path: message. The exit code is 1 when there is an error.",
            "A file is read by itself, with the issues that Tidewatch knows and the dimensions.yaml beside its folder. Where a notify.yaml lies above its folder,"
                    + " owners, runbook pages and tests are looked for beside it, and the leaves of a taxonomy there are checked for owners that nobody is and keywords that two claim."
        },
        footerHeading = "%nExample:%n",
        footer = {"  ./tidewatch rules check", "  ./tidewatch rules check --strict my-rules/logistics.yaml"})
final class RulesCheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--strict",
            description = "Warnings are errors, and owners, runbook pages and tests are asked for in any case: those of"
                    + " Tidewatch itself where there are none beside a file.")
    private boolean strict;

    @CommandLine.Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "Rule files, or folders whose *.yaml are rule files (default: the shipped rules).")
    private List<Path> paths = new ArrayList<>();

    @Override
    public Integer call() {
        Path shipped = NamedFiles.near(Checkout.root().resolve("alert-rules/rules"));
        List<Path> named = paths.isEmpty() ? List.of(shipped) : paths;
        Problems unread = new Problems();
        Map<String, String> files = NamedFiles.read(named, unread);
        DeclaredDimensions declared = DimensionFiles.read(dimensions(named.get(0), unread), unread);
        RuleCheck read = RuleCheck.of(files, references(named.get(0), shipped).withDimensions(declared), strict);
        List<Problem> problems = new ArrayList<>(unread.list());
        problems.addAll(taxonomy(named.get(0)));
        problems.addAll(read.problems());
        problems.sort(Comparator.comparing(Problem::file)
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column));
        RuleCheck check = new RuleCheck(read.rules(), List.copyOf(problems), strict);
        PrintWriter out = spec.commandLine().getOut();
        check.lines().forEach(out::println);
        out.flush();
        new Progress(spec.commandLine().getErr())
                .say(counted(check.rules().rules().size(), "rule") + " in " + counted(files.size(), "file") + ": "
                        + counted(check.errors(), "error") + ", " + counted(check.warnings(), "warning"));
        return check.passed() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** The dimensions.yaml beside the rules, by the name under which it is reported; none: the packaged one. */
    private static Map<String, String> dimensions(Path first, Problems unread) {
        Path place = StackFiles.dimensionsPlaces(first).stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
        String text = place == null ? null : NamedFiles.text(NamedFiles.near(place), unread);
        return place == null || text == null ? Map.of() : Map.of("" + NamedFiles.near(place), text);
    }

    /** What is wrong with the leaves beside the rules when they are read with the notify.yaml there. */
    private static List<Problem> taxonomy(Path first) {
        RuleNeighbours beside = RuleNeighbours.of(first);
        return beside == null ? List.of() : beside.taxonomyProblems();
    }

    private RuleReferences references(Path first, Path shipped) {
        Taxonomy taxonomy = TaxonomyFiles.packaged();
        RuleNeighbours beside = RuleNeighbours.of(first);
        if (beside != null) {
            return beside.references(taxonomy, true);
        }
        RuleNeighbours own = strict ? RuleNeighbours.of(shipped) : null;
        return own == null ? RuleReferences.of(taxonomy) : own.references(taxonomy, false);
    }

    static String counted(long n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
