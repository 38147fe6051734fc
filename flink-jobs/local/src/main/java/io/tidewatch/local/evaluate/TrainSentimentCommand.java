package io.tidewatch.local.evaluate;

import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.data.LabelledFiles;
import io.tidewatch.text.sentiment.Corpus;
import io.tidewatch.text.sentiment.LabelledText;
import io.tidewatch.text.sentiment.SentimentModel;
import io.tidewatch.text.sentiment.SentimentTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Labelled texts in, the sentiment model out. */
@Command(
        name = "sentiment",
        mixinStandardHelpOptions = true,
        description = {
            "Trains the sentiment model from every CSV file of a directory (columns label and text, perhaps domain; plain"
                    + " or gzipped) and writes it.",
            "The same files give the same bytes. Texts that are hardly Chinese are left out: English is read by word list."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch train sentiment --data reviews --out sentiment-zh.bin")
final class TrainSentimentCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Directory of the labelled texts.")
    private Path data;

    @CommandLine.Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Written anew (default: the model in the sources, which the next build packs).")
    private @Nullable Path out;

    @Override
    public Integer call() {
        Progress progress = new Progress(spec.commandLine().getErr());
        Path file = out == null
                ? Checkout.root()
                        .resolve("flink-jobs/text/src/main/resources/io/tidewatch/text/sentiment/sentiment-zh.bin")
                : out;
        try {
            LabelledFiles.Read read = LabelledFiles.read(data);
            read.problems().forEach(progress::say);
            List<LabelledText> texts = new Corpus(read.texts()).everything();
            progress.sayTimed(read.texts().size() + " rows, " + texts.size() + " distinct texts");
            SentimentModel model = SentimentTrainer.train(texts);
            Files.write(file, model.bytes());
            progress.sayTimed("wrote " + file + ": " + Files.size(file) + " bytes, version " + model.version());
            return CommandLine.ExitCode.OK;
        } catch (UnusableFileException | IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailedException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
