package io.tidewatch.local.evaluate;

import io.tidewatch.connector.file.InputFile;
import io.tidewatch.connector.file.LineReader;
import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.data.Meter;
import io.tidewatch.replay.score.DetectorKind;
import io.tidewatch.replay.score.ScoreRun;
import io.tidewatch.surge.filter.Sensitivity;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The detector of the running job on bare count series. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = {
            "Reads counts per five minutes, timestamp,value or series,timestamp,value, and echoes every row with"
                    + " expected,score,probability,surge.",
            "Rows of a series are in time order, five minutes apart at any offset; times are RFC 3339 or yyyy-MM-dd"
                    + " HH:mm:ss in UTC. A gap, NaN or an empty value was not observed.",
            "A series a=1|b=2 has the parents a=1, b=2 and all where the file has them: in its first two weeks it expects the"
                    + " hours and weekends that they have learnt, if the rows of all series are in time order.",
            "What is said of a row depends on it and the rows before it only. surge is 1 while an alert would be open: from"
                    + " a score at the threshold until it has been below 0 for 30 minutes."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  ./tidewatch score --in counts.csv.gz --out scored.csv",
            "  ./tidewatch score --in counts.csv --out scored.csv --kind drift --false-alarms 0.1",
            "  ./tidewatch score --in counts.csv --out scored.csv --band"
        })
public final class ScoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--in",
            required = true,
            paramLabel = "FILE",
            description = "Counts as CSV with a header, plain or gzipped; - is standard input.")
    private Path in = Path.of("-");

    @CommandLine.Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Written anew, gzipped when its name ends in .gz; - is standard output.")
    private Path out = Path.of("-");

    @CommandLine.Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "surge",
            description =
                    "surge: a rise over several bins; spike: one sharp jump is enough; drift: a slow build-up over"
                            + " days (default: ${DEFAULT-VALUE}).")
    private DetectorKind kind = DetectorKind.SURGE;

    @CommandLine.Option(
            names = "--false-alarms",
            paramLabel = "RATE",
            defaultValue = "0.01",
            description = "False alarms per series and day that are borne: 0.1, 0.01 or 0.001 (default:"
                    + " ${DEFAULT-VALUE}).")
    private String falseAlarms = "0.01";

    @CommandLine.Option(
            names = "--band",
            description =
                    "Adds low,high before surge: four bins in five hold from so many to so many when things are as"
                            + " usual, quiet ones more often.")
    private boolean band;

    @Override
    public Integer call() throws IOException {
        ScoreRun run = new ScoreRun(kind, threshold(), band);
        Progress progress = new Progress(spec.commandLine().getErr());
        Meter meter = new Meter(progress::say, () -> Double.NaN);
        try (InputStream bytes = isStandard(in) ? InputFile.unpacked(System.in) : InputFile.open(in)) {
            try (Writer lines = output()) {
                run.run(new LineReader(bytes), lines, meter::add);
            }
        } catch (UnusableFileException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith("cannot read") ? e : new UnusableFileException(in + ": " + message, e);
        } catch (IOException e) {
            throw new CommandFailedException("cannot score " + in + " into " + out + ": " + e.getMessage(), e);
        }
        progress.say("scored " + run.rows() + " rows of " + run.seriesCount() + " series, " + run.alerts() + " alerts");
        return CommandLine.ExitCode.OK;
    }

    private double threshold() {
        try {
            double rate = Double.parseDouble(falseAlarms);
            for (Sensitivity s : Sensitivity.values()) {
                if (s.falseAlarmsPerDay() == rate) {
                    return s.score();
                }
            }
        } catch (NumberFormatException e) {
            // reported below, like a rate that nobody measured
        }
        throw new ParameterException(
                spec.commandLine(),
                "--false-alarms: '" + falseAlarms + "', expected one of "
                        + Arrays.stream(Sensitivity.values())
                                .map(Sensitivity::falseAlarmsPerDay)
                                .toList());
    }

    private Writer output() throws IOException {
        if (isStandard(out)) {
            return spec.commandLine().getOut();
        }
        if (Files.exists(out) && !isStandard(in) && Files.exists(in) && Files.isSameFile(in, out)) {
            throw new CommandFailedException("--in and --out are the same file " + out);
        }
        OutputStream file = new FileOutputStream(out.toFile());
        OutputStream bytes = out.toString().endsWith(".gz") ? new GZIPOutputStream(file, 1 << 16) : file;
        return new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), 1 << 16);
    }

    private static boolean isStandard(Path file) {
        return file.toString().equals("-");
    }
}
