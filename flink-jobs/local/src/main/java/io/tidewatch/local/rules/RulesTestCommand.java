package io.tidewatch.local.rules;

import io.tidewatch.connector.file.NamedFiles;
import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.InstallationZone;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.replay.VirtualCluster;
import io.tidewatch.replay.ruletest.RuleTestRunner;
import io.tidewatch.replay.ruletest.TestFolder;
import io.tidewatch.replay.ruletest.Verdict;
import io.tidewatch.rule.test.RuleTest;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Whether rules do what their authors expect of them. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Plays the messages of test files through the analyzer and the operators of the running system, in virtual time,"
                    + " and compares the alerts with those expected. The exit code is 1 when a test fails.",
            "A failure shows expected and actual, the measures around the time, and what the rule missed. The format is"
                    + " described in docs/rules.md."
        },
        footerHeading = "%nExample:%n",
        footer = {"  ./tidewatch rules test", "  ./tidewatch rules test my-rules/tests/logistics.yaml"})
final class RulesTestCommand implements Callable<Integer> {
    private static final int AT_A_TIME = 2;

    /** Hashed ids are only compared with each other here, so the key is no secret. */
    private static final String ID_KEY = "tidewatch rules test, the same everywhere";

    @Spec
    private CommandSpec spec;

    @CommandLine.Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "Test files, or folders whose *.yaml are test files (default: the shipped tests).")
    private List<Path> paths = new ArrayList<>();

    @CommandLine.Mixin
    private InstallationZone zone = new InstallationZone();

    @Override
    public Integer call() throws Exception {
        ZoneId local = zone.read();
        Progress progress = new Progress(spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        Taxonomy taxonomy = TaxonomyFiles.packaged();
        Problems problems = new Problems();
        List<TestFolder> folders = new ArrayList<>();
        List<Path> named =
                paths.isEmpty() ? List.of(NamedFiles.near(Checkout.root().resolve("alert-rules/tests"))) : paths;
        for (Path file : NamedFiles.list(named, problems)) {
            TestFolder folder = TestFolder.read(file, taxonomy, problems);
            if (folder != null) {
                RuleTestRunner.check(folder, problems);
                folders.add(folder);
            }
        }
        problems.list().stream().map(Problem::toString).forEach(out::println);
        out.flush();
        if (problems.hasErrors()) {
            progress.say("no test was run: "
                    + RulesCheckCommand.counted(
                            problems.list().stream().filter(p -> !p.warning()).count(), "error"));
            return CommandLine.ExitCode.SOFTWARE;
        }
        List<Verdict> verdicts = run(folders, taxonomy, local, out);
        long failed = verdicts.stream().filter(v -> !v.passed()).count();
        progress.sayTimed(RulesCheckCommand.counted(verdicts.size(), "test") + ": " + (verdicts.size() - failed)
                + " passed, " + failed + " failed");
        return failed == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static List<Verdict> run(List<TestFolder> folders, Taxonomy taxonomy, ZoneId local, PrintWriter out)
            throws Exception {
        List<Verdict> verdicts = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try (VirtualCluster cluster = VirtualCluster.start(AT_A_TIME)) {
            RuleTestRunner runner = new RuleTestRunner(
                    taxonomy, Analyzer.of(taxonomy, ID_KEY.getBytes(StandardCharsets.UTF_8)), cluster, local);
            List<Future<Verdict>> running = new ArrayList<>();
            for (TestFolder folder : folders) {
                for (RuleTest test : folder.file().tests()) {
                    running.add(threads.submit(() -> runner.run(folder, test)));
                }
            }
            for (Future<Verdict> f : running) {
                Verdict v = f.get();
                v.lines().forEach(out::println);
                out.flush();
                verdicts.add(v);
            }
        } catch (ExecutionException e) {
            throw new CommandFailedException("a test could not be run: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
        return verdicts;
    }
}
