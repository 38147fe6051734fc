package io.tidewatch.local.data;

import io.tidewatch.connector.file.CsvFile;
import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.feedback.Label;
import io.tidewatch.text.sentiment.LabelledText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads labelled texts: every CSV file of a directory, plain or gzipped, in the order of their names, with a header that
 * names the columns {@code label} and {@code text}, perhaps {@code domain}. Labels are words (negative, neutral, positive)
 * or numbers: 0 and 1, or −1, 0 and 1 in a file that holds a −1.
 */
public final class LabelledFiles {
    private static final String LABEL = "label";
    private static final String TEXT = "text";
    private static final String DOMAIN = "domain";

    /**
     * What was read.
     *
     * @param texts in the order of files and rows
     * @param problems rows and files left out, for people
     */
    public record Read(List<LabelledText> texts, List<String> problems) {}

    private record Row(
            long number,
            String label,
            String text,
            @Nullable String domain) {}

    private LabelledFiles() {}

    /** @throws UnusableFileException when the directory holds no such file */
    public static Read read(Path directory) {
        List<LabelledText> texts = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files(directory)) {
            readOne(file, texts, problems);
        }
        if (texts.isEmpty()) {
            throw new UnusableFileException("no labelled texts in " + directory
                    + ": expected *.csv or *.csv.gz with the columns label and text");
        }
        return new Read(List.copyOf(texts), List.copyOf(problems));
    }

    /**
     * One file.
     *
     * @throws UnusableFileException when it cannot be read
     */
    public static Read readOne(Path file) {
        List<LabelledText> texts = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        readOne(file, texts, problems);
        return new Read(List.copyOf(texts), List.copyOf(problems));
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(LabelledFiles::isTable)
                    .sorted((a, b) -> name(a).compareTo(name(b)))
                    .toList();
        } catch (IOException e) {
            throw new UnusableFileException("cannot read the directory " + directory, e);
        }
    }

    private static void readOne(Path file, List<LabelledText> texts, List<String> problems) {
        List<Row> rows = new ArrayList<>();
        boolean signed = false;
        try (CsvFile csv = CsvFile.open(file)) {
            if (!csv.columns().contains(LABEL) || !csv.columns().contains(TEXT)) {
                problems.add(file + ": left out, expected the columns label and text, found " + csv.columns());
                return;
            }
            for (CsvFile.Row r = csv.next(); r != null; r = csv.next()) {
                String label = r.cells().getOrDefault(LABEL, "").strip().toLowerCase(Locale.ROOT);
                String text = r.cells().getOrDefault(TEXT, "");
                rows.add(new Row(r.number(), label, text, r.cells().get(DOMAIN)));
                signed |= label.equals("-1") || label.equals("neutral");
            }
        }
        Map<String, Label> labels = labels(signed);
        String source = name(file).replaceFirst("\\.csv(\\.gz)?$", "");
        for (Row r : rows) {
            Label label = labels.get(r.label());
            if (label == null) {
                problems.add(file + ": row " + r.number() + ": label '" + r.label() + "', expected one of "
                        + labels.keySet().stream().sorted().toList());
            } else if (!r.text().isBlank()) {
                String domain = r.domain() == null || r.domain().isBlank()
                        ? source
                        : r.domain().strip();
                texts.add(new LabelledText(source, domain, r.text(), label, signed));
            }
        }
    }

    private static Map<String, Label> labels(boolean signed) {
        Map<String, Label> out = new HashMap<>();
        for (Label l : Label.values()) {
            out.put(l.wire(), l);
        }
        out.put("1", Label.POSITIVE);
        out.put("0", signed ? Label.NEUTRAL : Label.NEGATIVE);
        if (signed) {
            out.put("-1", Label.NEGATIVE);
        }
        return out;
    }

    private static boolean isTable(Path file) {
        String n = name(file);
        return n.endsWith(".csv") || n.endsWith(".csv.gz");
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
