package io.tidewatch.connector.file;

import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.wire.FeedbackJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads feedback from CSV files and from files with one JSON object per line, plain or gzipped. */
public final class FeedbackFiles {
    /** Channel of a message that names none: no topic says one here. */
    private static final String DEFAULT_CHANNEL = "other";

    private FeedbackFiles() {}

    /**
     * The messages of a file in its order, read as they are asked for; to be closed. Broken rows are left out and
     * reported to {@code broken}.
     *
     * @param mapping null when the file's own names are those of the wire format
     * @throws UnusableFileException when the file cannot be read or has not the columns of the mapping; also while reading
     */
    public static Stream<Feedback> read(Path file, @Nullable FieldMapping mapping, BrokenRows broken) {
        return isCsv(file) ? csv(file, mapping, broken) : jsonLines(file, mapping, broken);
    }

    private static Stream<Feedback> csv(Path file, @Nullable FieldMapping mapping, BrokenRows broken) {
        CsvFile rows = CsvFile.open(file);
        RowReader reader;
        try {
            FieldMapping names = mapping != null && !mapping.isByName()
                    ? mapping
                    : FieldMapping.byName(rows.columns())
                            .withZone(mapping == null ? FieldMapping.DEFAULT_ZONE : mapping.zone());
            reader = RowReader.of(names, rows.columns(), name(file));
        } catch (UnusableFileException e) {
            rows.close();
            throw e;
        }
        return stream(() -> feedback(rows, reader, broken)).onClose(rows::close);
    }

    private static @Nullable Feedback feedback(CsvFile rows, RowReader reader, BrokenRows broken) {
        for (CsvFile.Row row = rows.next(); row != null; row = rows.next()) {
            if (row.surplus() > 0) {
                broken.add("row " + row.number() + ": " + row.surplus() + " cells, expected "
                        + rows.columns().size() + " as in the header (a cell with a comma stands in double quotes)");
                continue;
            }
            try {
                return reader.read(row.cells());
            } catch (InvalidFeedbackException e) {
                broken.add("row " + row.number() + ", " + e.getMessage());
            }
        }
        return null;
    }

    private static Stream<Feedback> jsonLines(Path file, @Nullable FieldMapping mapping, BrokenRows broken) {
        FeedbackJson format = new FeedbackJson(FeedbackJson.DEFAULT_MAX_TEXT);
        RowReader reader = mapping == null || mapping.isByName()
                ? null
                : RowReader.of(mapping, JsonLinesFile.fields(file), name(file));
        JsonLinesFile lines = JsonLinesFile.open(file);
        return stream(() -> feedback(lines, format, reader, broken)).onClose(lines::close);
    }

    private static @Nullable Feedback feedback(
            JsonLinesFile lines, FeedbackJson format, @Nullable RowReader reader, BrokenRows broken) {
        for (JsonLinesFile.Line line = lines.next(); line != null; line = lines.next()) {
            try {
                return reader == null
                        ? format.read(line.json(), DEFAULT_CHANNEL)
                        : reader.read(JsonLinesFile.cells(line.json()));
            } catch (InvalidFeedbackException e) {
                broken.add("line " + line.number() + ", " + e.getMessage());
            }
        }
        return null;
    }

    private static Stream<Feedback> stream(Supplier<@Nullable Feedback> next) {
        Iterator<Feedback> iterator = new Iterator<>() {
            private @Nullable Feedback ahead;
            private boolean ended;

            @Override
            public boolean hasNext() {
                if (ahead == null && !ended) {
                    ahead = next.get();
                    ended = ahead == null;
                }
                return ahead != null;
            }

            @Override
            public Feedback next() {
                if (!hasNext() || ahead == null) {
                    throw new NoSuchElementException();
                }
                Feedback f = ahead;
                ahead = null;
                return f;
            }
        };
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** By the name, and where that says nothing, by whether the file begins with an object. */
    private static boolean isCsv(Path file) {
        String name = name(file).toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        if (name.endsWith(".csv")) {
            return true;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
            return false;
        }
        try (InputStream in = InputFile.open(file)) {
            byte[] line = new LineReader(in).next();
            return line == null || line.length == 0 || line[0] != '{';
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
    }
}
