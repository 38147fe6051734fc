package io.tidewatch.local.evaluate;

import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.data.GoldFiles;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.evaluate.GoldSets;
import io.tidewatch.text.evaluate.GoldText;
import io.tidewatch.text.evaluate.IssueLessons;
import io.tidewatch.text.issue.IssueExample;
import io.tidewatch.text.issue.IssueLabels;
import io.tidewatch.text.issue.IssueModel;
import io.tidewatch.text.issue.IssueTrainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Texts in, the issue model out. */
@Command(
        name = "issues",
        mixinStandardHelpOptions = true,
        description = {
            "Trains the issue model from the texts that evaluate issues reads, and writes it: from what people said that they complain of, from"
                    + " labelled aspects, and from what the taxonomy's words find.",
            "The same files, taxonomy and labels give the same bytes. Texts whose licence forbids it, and those that evaluate issues"
                    + " measures leaves on, are never learnt from."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch train issues --data DIR --without restaurant --out issues.bin")
final class TrainIssuesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Directory of the texts: issues/, sentiment/ and replay/ below it.")
    private Path data;

    @CommandLine.Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "What people said that texts complain of: hash of the text, then leaf, begin and end (default: the labels of"
                            + " this program).")
    private @Nullable Path labels;

    @CommandLine.Option(
            names = "--without",
            paramLabel = "SET",
            split = ",",
            description = "Sets that are not learnt from, for example service desk.")
    private Set<String> without = new TreeSet<>();

    @CommandLine.Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Written anew (default: the model in the sources, which the next build packs).")
    private @Nullable Path out;

    @Override
    public Integer call() {
        Progress progress = new Progress(spec.commandLine().getErr());
        Path file = out == null
                ? Checkout.root().resolve("flink-jobs/text/src/main/resources/io/tidewatch/text/issue/issues.bin")
                : out;
        without.forEach(s -> {
            if (!GoldSets.LEARNT.contains(s)) {
                throw new ParameterException(
                        spec.commandLine(), "--without: no set '" + s + "', expected one of " + GoldSets.LEARNT);
            }
        });
        try {
            IssueLabels said = labels == null
                    ? IssueLabels.packaged()
                    : IssueLabels.read(labels.toString(), Files.readString(labels, StandardCharsets.UTF_8));
            GoldFiles.Read read = GoldFiles.readAll(data);
            read.missing().forEach(f -> progress.say(f + " is not there: left out"));
            List<GoldText> texts = read.texts().stream()
                    .filter(t -> GoldSets.LEARNT.contains(t.set()) && !without.contains(t.set()))
                    .toList();
            List<IssueExample> examples = IssueLessons.of(texts, TaxonomyFiles.packaged(), said);
            progress.sayTimed(texts.size() + " texts, " + examples.size() + " clauses");
            IssueModel model = IssueTrainer.train(examples);
            Files.write(file, model.bytes());
            progress.sayTimed("wrote " + file + ": " + Files.size(file) + " bytes, "
                    + model.leaves().size() + " leaves, version " + model.version());
            return CommandLine.ExitCode.OK;
        } catch (UnusableFileException | IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailedException("cannot read the labels or write " + file + ": " + e.getMessage(), e);
        }
    }
}
