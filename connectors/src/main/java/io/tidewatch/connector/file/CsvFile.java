package io.tidewatch.connector.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A CSV file (RFC 4180, with a header) row by row; UTF-8, or else GB18030. */
public final class CsvFile implements Closeable {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final ObjectReader ROWS =
            new CsvMapper().enable(CsvParser.Feature.WRAP_AS_ARRAY).readerFor(String[].class);

    private final Path file;
    private final MappingIterator<String[]> rows;
    private final List<String> columns;
    private long number = 1;

    /**
     * A row of the file.
     *
     * @param number as a spreadsheet counts: the header is row 1
     * @param cells column → cell
     * @param surplus number of cells when there are more than columns, else 0
     */
    public record Row(long number, Map<String, String> cells, int surplus) {}

    private CsvFile(Path file, MappingIterator<String[]> rows, List<String> columns) {
        this.file = file;
        this.rows = rows;
        this.columns = columns;
    }

    /** @throws UnusableFileException when it cannot be read, or has no usable header */
    public static CsvFile open(Path file) {
        try {
            Charset encoding = charset(file);
            Reader text = new InputStreamReader(InputFile.open(file), encoding);
            try {
                MappingIterator<String[]> rows = ROWS.readValues(withoutMark(text));
                if (!rows.hasNextValue()) {
                    throw new UnusableFileException(file + " is empty, expected a row of column names");
                }
                return new CsvFile(file, rows, header(file, rows.nextValue()));
            } catch (IOException | UnusableFileException e) {
                text.close();
                throw e;
            }
        } catch (JsonProcessingException e) {
            throw new UnusableFileException(file + ": row 1: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
    }

    public List<String> columns() {
        return columns;
    }

    /** The next row that is not empty, or null. */
    @Nullable
    public Row next() {
        try {
            while (rows.hasNextValue()) {
                String[] cells = rows.nextValue();
                number++;
                if (cells.length > 1 || (cells.length == 1 && !cells[0].isBlank())) {
                    return row(cells);
                }
            }
            return null;
        } catch (JsonProcessingException e) {
            // where a quoted cell is not closed, it is not known where the next row begins
            throw new UnusableFileException(
                    file + ": row " + (number + 1) + ": " + e.getOriginalMessage() + " (is a quote not closed?)", e);
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
    }

    private Row row(String[] cells) {
        Map<String, String> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(cells.length, columns.size()); i++) {
            byColumn.put(columns.get(i), cells[i]);
        }
        boolean more = false;
        for (int i = columns.size(); i < cells.length; i++) {
            more |= !cells[i].isBlank();
        }
        return new Row(number, byColumn, more ? cells.length : 0);
    }

    private static List<String> header(Path file, String[] names) {
        List<String> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            String column = name.strip();
            if (!column.isEmpty() && !seen.add(column)) {
                throw new UnusableFileException(file + ": row 1: the column '" + column + "' is there twice");
            }
            columns.add(column);
        }
        if (seen.isEmpty()) {
            throw new UnusableFileException(file + ": row 1: empty, expected column names");
        }
        return columns;
    }

    private static Reader withoutMark(Reader text) throws IOException {
        PushbackReader reader = new PushbackReader(text);
        int first = reader.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            reader.unread(first);
        }
        return reader;
    }

    /** How the file is encoded: the whole of it is read for that, so that no row comes out garbled. */
    private static Charset charset(Path file) throws IOException {
        for (Charset c : new Charset[] {StandardCharsets.UTF_8, GB18030}) {
            try (InputStream bytes = InputFile.open(file);
                    // a decoder of its own reports what it cannot read instead of replacing it
                    Reader text = new InputStreamReader(bytes, c.newDecoder())) {
                text.transferTo(Writer.nullWriter());
                return c;
            } catch (CharacterCodingException e) {
                // then the next
            }
        }
        throw new UnusableFileException("cannot read " + file + ": neither UTF-8 nor GB18030, save it as CSV in UTF-8");
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
    }
}
