package io.tidewatch.local.data;

import io.tidewatch.connector.file.InputFile;
import io.tidewatch.connector.file.LineReader;
import io.tidewatch.job.annotate.TextAnalysis;
import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.ConfigurationArguments;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import io.tidewatch.local.stack.IdKey;
import io.tidewatch.local.stack.StackFiles;
import io.tidewatch.rule.file.DimensionFiles;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Feedback in, annotated feedback out, line by line, without any server. */
@Command(
        name = "annotate",
        mixinStandardHelpOptions = true,
        description = {
            "Reads feedback, one JSON object per line, and writes it annotated: cleaned, masked, with opinions,"
                    + " sentiment, keywords and grade.",
            "Same order, exactly one line for each; a broken line gives {\"error\":…,\"reason\":…,\"line\":n}.",
            "Ids of people and orders are hashed with the key given as --id-key file:PATH or env:NAME, else with that of"
                    + " the data directory, which is made when there is none. The same key gives the same bytes."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  ./tidewatch annotate --in feedback.jsonl.gz --out annotated.jsonl",
            "  head -5 feedback.jsonl | ./tidewatch annotate --id-key env:ID_KEY"
        })
public final class AnnotateCommand implements Callable<Integer>, ConfigurationArguments.User {
    @Mixin
    private final ConfigurationArguments configuration = new ConfigurationArguments();

    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--in",
            paramLabel = "FILE",
            description = "Feedback, plain or gzipped; - or none: standard input.")
    private Path in = Path.of("-");

    @CommandLine.Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Written anew, gzipped when its name ends in .gz; - or none: standard output.")
    private Path out = Path.of("-");

    @CommandLine.Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Data directory whose key is used (default: .tidewatch beside the script).")
    private Path directory = Checkout.data();

    @Override
    public ConfigurationArguments configurationArguments() {
        return configuration;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Configuration settings = configuration.read();
        Progress progress = new Progress(spec.commandLine().getErr());
        Optional<String> known = known(settings);
        try (InputStream bytes = isStandard(in) ? InputFile.unpacked(System.in) : InputFile.open(in)) {
            byte[] idKey = known.orElseGet(() -> made(settings, progress)).getBytes(StandardCharsets.UTF_8);
            TextAnalysis analysis = TextAnalysis.packaged(idKey).open(StackFiles.taxonomy(settings));
            annotate(
                    new LineReader(bytes),
                    new LineAnnotation(
                            analysis,
                            DimensionFiles.of(StackFiles.dimensionsBeside(settings.path(Option.RULES_DIR))),
                            settings.number(Option.TEXT_MAX_LENGTH)),
                    progress);
            return CommandLine.ExitCode.OK;
        } catch (IOException e) {
            throw new CommandFailedException("cannot read the input: " + e.getMessage(), e);
        }
    }

    private void annotate(LineReader in, LineAnnotation annotation, Progress progress)
            throws IOException, InterruptedException {
        try (PrintWriter lines = output()) {
            Meter meter = new Meter(progress::say, () -> Double.NaN);
            new OrderedWork(annotation, Runtime.getRuntime().availableProcessors()).run(in, results -> {
                for (String line : results) {
                    lines.write(line);
                    lines.write('\n');
                }
                if (lines.checkError()) {
                    throw new CommandFailedException("cannot write " + (isStandard(out) ? "the output" : out));
                }
                meter.add(results.size());
            });
            progress.say("annotated " + meter.summary() + ", " + annotation.broken() + " of them broken");
        }
    }

    private Optional<String> known(Configuration settings) {
        try {
            return IdKey.find(settings, directory);
        } catch (IOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private String made(Configuration settings, Progress progress) {
        try {
            return IdKey.read(settings, directory, progress);
        } catch (IOException e) {
            progress.say("no key for hashing ids can be kept in " + directory + " (" + e + "): one is made for this run"
                    + " alone, give one with --id-key file:PATH or env:NAME");
            return IdKey.random();
        }
    }

    private PrintWriter output() {
        if (isStandard(out)) {
            return spec.commandLine().getOut();
        }
        try {
            if (Files.exists(out) && !isStandard(in) && Files.exists(in) && Files.isSameFile(in, out)) {
                throw new CommandFailedException("--in and --out are the same file " + out);
            }
            OutputStream file = new FileOutputStream(out.toFile());
            OutputStream bytes = out.toString().endsWith(".gz") ? new GZIPOutputStream(file) : file;
            return new PrintWriter(new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new CommandFailedException("cannot write " + out + ": " + e.getMessage(), e);
        }
    }

    private static boolean isStandard(Path file) {
        return file.toString().equals("-");
    }
}
