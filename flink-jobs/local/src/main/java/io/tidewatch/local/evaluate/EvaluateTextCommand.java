package io.tidewatch.local.evaluate;

import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.data.GoldFiles;
import io.tidewatch.local.data.LabelledFiles;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.text.evaluate.AnalyzerJudge;
import io.tidewatch.text.evaluate.EnglishEvaluation;
import io.tidewatch.text.evaluate.IssueEvaluation;
import io.tidewatch.text.evaluate.ModelJudge;
import io.tidewatch.text.evaluate.PlainRegression;
import io.tidewatch.text.evaluate.SentimentEvaluation;
import io.tidewatch.text.evaluate.UnknownDomains;
import io.tidewatch.text.hanlp.HanLpNaiveBayes;
import io.tidewatch.text.sentiment.Corpus;
import io.tidewatch.text.sentiment.LabelledText;
import io.tidewatch.text.sentiment.SentimentModel;
import io.tidewatch.text.sentiment.SentimentTrainer;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Labelled texts in, figures out, as Markdown. */
@Command(
        name = "text",
        aliases = "sentiment",
        mixinStandardHelpOptions = true,
        description = {
            "Holds out the texts whose hash leaves 0 when divided by 5, over all files together, trains without them and"
                    + " prints how right the model alone, the whole analysis, a word list, HanLP's naive Bayes and a plain logistic"
                    + " regression are.",
            "Files are CSV with the columns label and text, perhaps domain, plain or gzipped.",
            "Then each domain is left out of training altogether and measured.",
            "With --lang en it is English in three classes, and DIR that of evaluate issues: reviews, of which a fifth is held out and each"
                    + " trade left out in turn, and tweets to an airline, from which nothing is learnt."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  ./tidewatch evaluate text --data reviews > figures.md",
            "  ./tidewatch evaluate text --lang en --data DIR",
            "  ./tidewatch evaluate text --data reviews --shipped   # the model of this program, on texts it never saw"
        })
final class EvaluateTextCommand implements Callable<Integer> {
    private static final byte[] ANY_KEY = "no ids are measured here".getBytes(StandardCharsets.UTF_8);

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
            names = "--shipped",
            description = "Train nothing: measure the shipped model on every text. Honest only for texts it was not"
                    + " trained on.")
    private boolean shipped;

    @CommandLine.Option(
            names = "--quick",
            description = "Leave out the domains unknown to training, which take minutes.")
    private boolean quick;

    @CommandLine.Option(
            names = "--fifth",
            defaultValue = "0",
            paramLabel = "N",
            description =
                    "Hold out another fifth, 0–4, to see how much of a figure is luck. Default: ${DEFAULT-VALUE}, the one"
                            + " that had no part in any choice.")
    private int fifth;

    @Override
    public Integer call() {
        Progress progress = new Progress(spec.commandLine().getErr());
        if (language == SentimentLanguage.en && (shipped || quick)) {
            throw new ParameterException(spec.commandLine(), "--shipped and --quick: for --lang zh alone");
        }
        try {
            if (language == SentimentLanguage.en) {
                english(progress);
                return CommandLine.ExitCode.OK;
            }
            LabelledFiles.Read read = LabelledFiles.read(data);
            read.problems().forEach(progress::say);
            evaluate(read.texts(), progress);
            return CommandLine.ExitCode.OK;
        } catch (UnusableFileException | IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private void english(Progress progress) {
        GoldFiles.Read read = GoldFiles.read(data);
        read.missing().stream()
                .filter(f -> f.contains("_en_") || f.contains("english"))
                .forEach(f -> progress.say(f + " is not there: left out"));
        PrintWriter out = spec.commandLine().getOut();
        out.println(EnglishEvaluation.measure(read.texts(), TaxonomyFiles.packaged(), fifth, progress::sayTimed));
        out.flush();
    }

    private void evaluate(List<LabelledText> texts, Progress progress) {
        PrintWriter out = spec.commandLine().getOut();
        Corpus corpus = new Corpus(texts, fifth);
        List<LabelledText> training = shipped ? List.of() : corpus.training();
        List<LabelledText> judged = shipped ? texts : corpus.heldOut();
        progress.sayTimed(texts.size() + " rows; " + training.size() + " distinct texts to learn from, " + judged.size()
                + " rows to judge");
        SentimentModel model = shipped ? SentimentModel.packaged() : SentimentTrainer.train(training);
        progress.sayTimed("model " + model.version());
        SentimentEvaluation evaluation = new SentimentEvaluation();
        evaluation.measure("model alone", new ModelJudge(model), judged);
        evaluation.measure(
                "whole analysis", new AnalyzerJudge(Analyzer.of(TaxonomyFiles.packaged(), ANY_KEY, model)), judged);
        progress.sayTimed("the whole analysis is measured");
        evaluation.measure(
                "word list", new AnalyzerJudge(Analyzer.withoutModel(TaxonomyFiles.packaged(), ANY_KEY)), judged);
        if (!shipped) {
            evaluation.measure("HanLP NaiveBayes", HanLpNaiveBayes.train(training), judged);
            evaluation.measure("plain regression", PlainRegression.train(training), judged);
            progress.sayTimed("the word list, HanLP's naive Bayes and the plain regression are measured");
        }
        out.println(evaluation.markdown());
        Analyzer analyzer = Analyzer.of(TaxonomyFiles.packaged(), ANY_KEY, model);
        out.println(IssueEvaluation.of(analyzer).toMarkdown());
        out.flush();
        if (!shipped && !quick) {
            out.println(UnknownDomains.measure(corpus, d -> progress.sayTimed("without " + d))
                    .markdown());
        }
        out.flush();
    }
}
