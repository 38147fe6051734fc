package io.tidewatch.connector.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.wire.Json;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file of JSON objects, one per line, plain or compressed. */
public final class JsonLinesFile implements Closeable {
    /** Lines looked at to learn which fields there are. */
    private static final int LOOKED_AT = 1_000;

    private final Path file;
    private final InputStream in;
    private final LineReader lines;
    private long number;

    /** @param number from 1 */
    public record Line(long number, byte[] json) {}

    private JsonLinesFile(Path file) {
        this.file = file;
        this.in = InputFile.open(file);
        this.lines = new LineReader(in);
    }

    /** @throws UnusableFileException when it cannot be read, here or later */
    public static JsonLinesFile open(Path file) {
        return new JsonLinesFile(file);
    }

    /** The next line that is not blank, or null. */
    public @Nullable Line next() {
        try {
            byte[] line = lines.next();
            number++;
            while (line != null && isBlank(line)) {
                line = lines.next();
                number++;
            }
            return line == null ? null : new Line(number, line);
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
    }

    /** The names of the fields in the first lines, nested ones with a dot. */
    static List<String> fields(Path file) {
        Set<String> names = new LinkedHashSet<>();
        try (JsonLinesFile all = open(file)) {
            for (Line line = all.next(); line != null && line.number() <= LOOKED_AT; line = all.next()) {
                try {
                    names.addAll(cells(line.json()).keySet());
                } catch (InvalidFeedbackException e) {
                    // reported when the row is read
                }
            }
        }
        return new ArrayList<>(names);
    }

    /** The fields of an object that have a plain value, nested ones with a dot. */
    static Map<String, String> cells(byte[] json) throws InvalidFeedbackException {
        try {
            JsonNode n = Json.tree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString());
            if (n == null || !n.isObject()) {
                throw new InvalidFeedbackException("malformed_json", "record: expected one JSON object");
            }
            Map<String, String> cells = new LinkedHashMap<>();
            flatten(n, "", cells);
            return cells;
        } catch (CharacterCodingException e) {
            throw new InvalidFeedbackException("invalid_utf8", "record: not valid UTF-8, expected one JSON object");
        } catch (IOException e) {
            throw new InvalidFeedbackException("malformed_json", "record: not JSON, expected one JSON object");
        }
    }

    private static void flatten(JsonNode object, String prefix, Map<String, String> into) {
        object.fields().forEachRemaining(f -> {
            if (f.getValue().isObject()) {
                flatten(f.getValue(), prefix + f.getKey() + ".", into);
            } else if (f.getValue().isValueNode() && !f.getValue().isNull()) {
                into.put(prefix + f.getKey(), f.getValue().asText());
            }
        });
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
    }
}
