package io.tidewatch.local.evaluate;

import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.data.GoldFiles;
import io.tidewatch.local.data.LabelledFiles;
import io.tidewatch.text.evaluate.EnglishReviews;
import io.tidewatch.text.sentiment.Corpus;
import io.tidewatch.text.sentiment.EnglishLessons;
import io.tidewatch.text.sentiment.EnglishModel;
import io.tidewatch.text.sentiment.EnglishTrainer;
import io.tidewatch.text.sentiment.LabelledText;
import io.tidewatch.text.sentiment.SentimentModel;
import io.tidewatch.text.sentiment.SentimentTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Labelled texts in, the sentiment model out. */
@Command(
        name = "sentiment",
        mixinStandardHelpOptions = true,
        description = {
            "Trains the sentiment model from every CSV file of a directory (columns label and text, perhaps domain; plain"
                    + " or gzipped) and writes it.",
            "The same files give the same bytes. Texts that are hardly Chinese are left out.",
            "With --lang en it is the model for English, and DIR that of evaluate issues: it learns from the English reviews there and"
                    + " from sentences of our own. Texts whose licence forbids it are never learnt from."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  ./tidewatch train sentiment --data reviews --out sentiment-zh.bin",
            "  ./tidewatch train sentiment --lang en --data DIR --without restaurant --out sentiment-en.bin"
        })
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
            names = "--lang",
            defaultValue = "zh",
            paramLabel = "LANG",
            description = "Of which language: zh or en. Default: ${DEFAULT-VALUE}.")
    private SentimentLanguage language = SentimentLanguage.zh;

    @CommandLine.Option(
            names = "--without",
            paramLabel = "SET",
            split = ",",
            description =
                    "Sets that are not learnt from, with --lang en: clothing, laptop, restaurant, or lessons, which are our"
                            + " own sentences.")
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
                ? Checkout.root()
                        .resolve("flink-jobs/text/src/main/resources/io/tidewatch/text/sentiment/sentiment-" + language
                                + ".bin")
                : out;
        List<String> sets = new ArrayList<>(EnglishReviews.SETS);
        sets.add(EnglishLessons.FILE);
        without.forEach(s -> {
            if (language == SentimentLanguage.zh || !sets.contains(s)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--without: no set '" + s + "', expected one of " + sets + ", with --lang en");
            }
        });
        try {
            if (language == SentimentLanguage.en) {
                sets.removeAll(without);
                english(sets, file, progress);
            } else {
                chinese(file, progress);
            }
            return CommandLine.ExitCode.OK;
        } catch (UnusableFileException | IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailedException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private void chinese(Path file, Progress progress) throws IOException {
        LabelledFiles.Read read = LabelledFiles.read(data);
        read.problems().forEach(progress::say);
        List<LabelledText> texts = new Corpus(read.texts()).everything();
        progress.sayTimed(read.texts().size() + " rows, " + texts.size() + " distinct texts");
        SentimentModel model = SentimentTrainer.train(texts);
        write(file, model.bytes(), model.version(), progress);
    }

    private void english(List<String> sets, Path file, Progress progress) throws IOException {
        GoldFiles.Read read = GoldFiles.read(data);
        List<LabelledText> rows = new ArrayList<>(EnglishReviews.of(read.texts(), sets));
        int reviews = rows.size();
        if (sets.contains(EnglishLessons.FILE)) {
            rows.addAll(EnglishLessons.packaged());
        }
        List<LabelledText> texts = new Corpus(rows).everything();
        progress.sayTimed(reviews + " reviews, " + (rows.size() - reviews) + " sentences of our own; " + texts.size()
                + " distinct texts");
        EnglishModel model = EnglishTrainer.train(texts);
        write(file, model.bytes(), model.version(), progress);
    }

    private static void write(Path file, byte[] bytes, String version, Progress progress) throws IOException {
        Files.write(file, bytes);
        progress.sayTimed("wrote " + file + ": " + bytes.length + " bytes, version " + version);
    }
}
