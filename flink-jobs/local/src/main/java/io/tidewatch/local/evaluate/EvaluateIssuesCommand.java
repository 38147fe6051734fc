package io.tidewatch.local.evaluate;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.data.GoldFiles;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.text.evaluate.FigureTable;
import io.tidewatch.text.evaluate.GoldFigures;
import io.tidewatch.text.issue.IssueModel;
import io.tidewatch.text.sentiment.InvalidModelException;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Texts of strangers in, figures out, as Markdown. */
@Command(
        name = "issues",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what the analysis finds in texts that nobody here wrote: leaves against a reader's, categories and"
                    + " polarity against labelled aspects beside a regression that learns from a fifth of them, complaints in"
                    + " praise, pages, and the sentiment of English tweets.",
            "The folder holds issues/ (aspects_*.jsonl.gz, service_desk_zh.jsonl.gz) and sentiment/ (takeaway_waimai10k,"
                    + " hotel_chnsenticorp_htl and english_airline_american.csv.gz), plain or gzipped. What is missing is left"
                    + " out."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch evaluate issues --data DIR > issues.md")
final class EvaluateIssuesCommand implements Callable<Integer> {
    private static final String PACKAGED = "packaged";
    private static final String WORDS = "words";
    private static final byte[] ANY_KEY = "no ids are measured here".getBytes(StandardCharsets.UTF_8);

    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the texts, with issues/ and sentiment/ in it.")
    private Path data;

    @CommandLine.Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes the same figures as one JSON object: table, row, column; null where there is none.")
    private @Nullable Path json;

    @CommandLine.Option(
            names = "--model",
            paramLabel = "FILE|packaged|words",
            description =
                    "The issue model, as train issues writes it; words: by the taxonomy's words alone (default: packaged, the one that"
                            + " annotate and up ask).")
    private String model = PACKAGED;

    @Override
    public Integer call() {
        Progress progress = new Progress(spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        try {
            GoldFiles.Read read = GoldFiles.read(data);
            read.missing().forEach(f -> progress.say(f + " is not there: left out"));
            progress.sayTimed(read.texts().size() + " texts");
            Taxonomy taxonomy = TaxonomyFiles.packaged();
            List<FigureTable> tables = GoldFigures.of(read.texts(), analyzer(taxonomy), taxonomy);
            progress.sayTimed("measured");
            tables.forEach(t -> out.println(t.markdown()));
            out.flush();
            if (json != null) {
                Files.writeString(json, Json.write(g -> write(g, taxonomy, tables)) + "\n");
            }
            return CommandLine.ExitCode.OK;
        } catch (UnusableFileException | IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailedException("--json: cannot write " + json + ": " + e, e);
        }
    }

    private Analyzer analyzer(Taxonomy taxonomy) {
        return model.equals(WORDS)
                ? Analyzer.byWords(taxonomy, ANY_KEY)
                : Analyzer.withIssues(taxonomy, ANY_KEY, issues(model));
    }

    private static IssueModel issues(String model) {
        if (model.equals(PACKAGED)) {
            return IssueModel.packaged();
        }
        try {
            return IssueModel.read(Files.readAllBytes(Path.of(model)));
        } catch (InvalidModelException e) {
            throw new CommandFailedException("--model: " + model + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailedException("--model: cannot read " + model + ": " + e, e);
        }
    }

    private static void write(JsonGenerator g, Taxonomy taxonomy, List<FigureTable> tables) throws IOException {
        g.writeStringField("taxonomy", taxonomy.version());
        for (FigureTable t : tables) {
            g.writeObjectFieldStart(t.name());
            for (Map.Entry<String, Map<String, Number>> row : t.figures().entrySet()) {
                g.writeObjectFieldStart(row.getKey());
                for (Map.Entry<String, Number> cell : row.getValue().entrySet()) {
                    g.writeFieldName(cell.getKey());
                    write(g, cell.getValue());
                }
                g.writeEndObject();
            }
            g.writeEndObject();
        }
    }

    private static void write(JsonGenerator g, Number n) throws IOException {
        if (!(n instanceof Double)) {
            g.writeNumber(n.longValue());
        } else if (Double.isNaN(n.doubleValue())) {
            g.writeNull();
        } else {
            g.writeNumber(n.doubleValue());
        }
    }
}
