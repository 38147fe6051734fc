package io.tidewatch.local.data;

import io.tidewatch.connector.file.FieldMapping;
import io.tidewatch.connector.file.Recording;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.ConfigurationArguments;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.config.Option;
import io.tidewatch.local.stack.KeptDays;
import io.tidewatch.local.stack.RunningStack;
import io.tidewatch.local.stack.StackFiles;
import io.tidewatch.rule.file.DimensionFiles;
import io.tidewatch.text.privacy.Masker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Feedback from somebody's file into the running stack. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Reads feedback from CSV (with a row of column names; UTF-8, or else GB18030) or from one JSON object per"
                    + " line, plain or gzipped, and sends it to the running stack in order of time.",
            "A missing id becomes a hash of the row, so that the same file twice counts once; a missing source becomes the"
                    + " file's name. Mapped ids must be unique over all sources.",
            "Broken rows are reported, the first 20 one by one, and the others go on."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  ./tidewatch import survey.csv --map \"text=内容,event_time=时间,customer.region=省份,source='survey'\"",
            "  ./tidewatch import feedback.jsonl"
        })
public final class ImportCommand implements Callable<Integer>, ConfigurationArguments.User {
    @CommandLine.Mixin
    private final ConfigurationArguments configuration = new ConfigurationArguments();

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "CSV or one JSON object per line.")
    private Path file = Path.of("");

    @CommandLine.Option(
            names = "--map",
            paramLabel = "FIELD=COLUMN,…",
            description =
                    "Which column is which field of feedback, nested ones with a dot (author.followers); a constant"
                            + " stands in single quotes. Without it, columns are named like the fields.")
    private List<String> map = List.of();

    @CommandLine.Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "+08:00",
            description = "Zone of times that name none (default: ${DEFAULT-VALUE}).")
    private String zone = "+08:00";

    @CommandLine.Mixin
    private RunningStack stack = new RunningStack();

    @Override
    public ConfigurationArguments configurationArguments() {
        return configuration;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Progress progress = new Progress(spec.commandLine().getErr());
        FieldMapping mapping = mapping();
        KafkaSettings kafka = stack.kafka();
        Recording rows = Recording.of(file, mapping, Masker.withoutKey()::maskQuote);
        rows.broken().lines().forEach(progress::say);
        KeptDays.warn(rows.first(), Clock.systemUTC(), progress);
        Meter meter = new Meter(progress::say, () -> Double.NaN);
        try (FeedbackPublisher publisher = new FeedbackPublisher(kafka);
                Stream<Feedback> all = rows.inOrder()) {
            for (Iterator<Feedback> i = all.iterator(); i.hasNext(); ) {
                publisher.send(i.next());
                meter.add(1);
            }
            publisher.flush();
        } catch (IOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
        progress.say("imported " + meter.summary() + ", " + rows.broken().count() + " broken rows left out");
        return CommandLine.ExitCode.OK;
    }

    private FieldMapping mapping() throws IOException {
        try {
            ZoneId named = ZoneId.of(zone);
            return map.isEmpty()
                    ? FieldMapping.byName(named)
                    : FieldMapping.parse(String.join(",", map), declared()).withZone(named);
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(), "--zone: '" + zone + "', expected a zone such as +08:00 or Asia/Shanghai");
        }
    }

    /** Names of dimensions, as the stack has them that is started with the same options. */
    private List<String> declared() throws IOException {
        return DimensionFiles.of(
                        StackFiles.dimensionsBeside(configuration.read().path(Option.RULES_DIR)))
                .names();
    }
}
