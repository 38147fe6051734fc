package io.tidewatch.local.data;

import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.ConfigurationArguments;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.config.Option;
import io.tidewatch.local.stack.RunningStack;
import io.tidewatch.local.stored.FeedbackExport;
import io.tidewatch.time.WireTime;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Stored feedback as a file, for backtests. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the annotated feedback stored in Elasticsearch, one JSON object per line, in order of event time and id.",
            "Deleted messages are left out. The file suits backtest --in."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch export --from 2026-10-01 --to 2026-11-01 --out october.jsonl.gz")
public final class ExportCommand implements Callable<Integer>, ConfigurationArguments.User {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Mixin
    private final ConfigurationArguments configuration = new ConfigurationArguments();

    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "First event time: RFC 3339, or a date, which is its midnight at +08:00.")
    private String from = "";

    @CommandLine.Option(
            names = "--to",
            required = true,
            paramLabel = "TIME",
            description = "End, itself left out; written like --from.")
    private String to = "";

    @CommandLine.Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Written anew, gzipped when its name ends in .gz; - or none: standard output.")
    private Path out = Path.of("-");

    @Mixin
    private RunningStack stack = new RunningStack();

    @Override
    public ConfigurationArguments configurationArguments() {
        return configuration;
    }

    @Override
    public Integer call() {
        long first = time("--from", from);
        long end = time("--to", to);
        if (end <= first) {
            throw new ParameterException(
                    spec.commandLine(), "--to: '" + to + "', expected a time after --from " + from);
        }
        Progress progress = new Progress(spec.commandLine().getErr());
        String known = configuration.read().text(Option.ELASTICSEARCH_URL);
        String url = known.isEmpty() ? stack.addresses().elasticsearch() : known;
        try (PrintWriter lines = output()) {
            FeedbackExport export = new FeedbackExport(new ElasticsearchHttp(url, TIMEOUT), first, end);
            long written = export.write(line -> {
                lines.write(line);
                lines.write('\n');
                if (lines.checkError()) {
                    throw new CommandFailedException("cannot write " + (isStandard() ? "the output" : out));
                }
            });
            lines.flush();
            progress.sayTimed(
                    "exported " + written + " messages from " + WireTime.print(first) + " to " + WireTime.print(end));
        } catch (IOException e) {
            throw new CommandFailedException("cannot export: " + e.getMessage(), e);
        }
        return CommandLine.ExitCode.OK;
    }

    private long time(String option, String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text)
                            .atStartOfDay(ZoneOffset.ofTotalSeconds(WireTime.DEFAULT_OFFSET_MINUTES * 60))
                            .toInstant()
                            .toEpochMilli()
                    : WireTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": '" + text + "', expected a time such as 2026-11-01T08:00:00+08:00 or a date such as"
                            + " 2026-11-01");
        }
    }

    private PrintWriter output() throws IOException {
        if (isStandard()) {
            return spec.commandLine().getOut();
        }
        OutputStream file = new FileOutputStream(out.toFile());
        OutputStream bytes = out.toString().endsWith(".gz") ? new GZIPOutputStream(file) : file;
        return new PrintWriter(new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8)));
    }

    private boolean isStandard() {
        return out.toString().equals("-");
    }
}
