package io.tidewatch.connector.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.hash.StableHash;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.Excerpt;
import io.tidewatch.wire.FeedbackJson;
import io.tidewatch.yaml.Problems;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Turns rows of one file into feedback, as a {@link FieldMapping} says. */
final class RowReader {
    private static final String TIME_EXPECTED =
            "expected a time such as 2026-11-11T20:01:05+08:00 or 2026-11-11 20:01[:05]";
    private static final int MAX_SHOWN = 60;
    private static final int ID_BYTES = 12;

    /** As people and spreadsheets write local times. */
    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .appendPattern("[uuuu-M-d][uuuu/M/d]['T'][' ']H:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private final FeedbackJson format = new FeedbackJson(FeedbackJson.DEFAULT_MAX_TEXT);
    private final Map<MappingTarget, FieldMapping.Source> fields;
    private final ZoneId zone;
    private final String file;

    private RowReader(Map<MappingTarget, FieldMapping.Source> fields, ZoneId zone, String file) {
        this.fields = fields;
        this.zone = zone;
        this.file = file;
    }

    /**
     * Finds the columns of a mapping in a file.
     *
     * @param columns of the file
     * @param file its name, the source of rows that have none
     * @throws UnusableFileException naming every column that is not there
     */
    static RowReader of(FieldMapping mapping, List<String> columns, String file) {
        List<String> problems = new ArrayList<>();
        Map<MappingTarget, FieldMapping.Source> fields = new LinkedHashMap<>();
        for (MappingTarget target : MappingTarget.of(mapping.fields().keySet())) {
            FieldMapping.Source source = Objects.requireNonNull(mapping.fields().get(target.path()));
            boolean found = source.kind() == FieldMapping.Kind.CONSTANT || columns.contains(source.text());
            if (!found && !isConstant(target, source, columns)) {
                problems.add("no column '" + source.text() + "' for " + target.path()
                        + FieldMapping.suggestion(source.text(), columns)
                        + " (a constant stands in single quotes: --map \"" + target.path() + "='...'\")");
            }
            FieldMapping.Kind kind = found && source.kind() != FieldMapping.Kind.CONSTANT
                    ? FieldMapping.Kind.COLUMN
                    : FieldMapping.Kind.CONSTANT;
            fields.put(target, new FieldMapping.Source(kind, source.text()));
        }
        if (!problems.isEmpty()) {
            throw new UnusableFileException(file + ": " + String.join("; ", problems));
        }
        return new RowReader(fields, mapping.zone(), file);
    }

    /** The shell takes the quotes of {@code source='survey'}; what looks like a mistyped column is none. */
    private static boolean isConstant(MappingTarget target, FieldMapping.Source source, List<String> columns) {
        return source.kind() == FieldMapping.Kind.WORD
                && target.nameable()
                && Problems.suggestion(source.text(), columns).isEmpty();
    }

    /**
     * @param row column → cell, every column that the row has
     * @throws InvalidFeedbackException naming column, value and what was expected
     */
    Feedback read(Map<String, String> row) throws InvalidFeedbackException {
        ObjectNode n = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<MappingTarget, FieldMapping.Source> e : fields.entrySet()) {
            FieldMapping.Source source = e.getValue();
            String cell = source.kind() == FieldMapping.Kind.CONSTANT ? source.text() : row.get(source.text());
            if (cell != null && !cell.isBlank()) {
                put(n, e.getKey(), cell);
            }
        }
        if (!n.has("source")) {
            n.put("source", file);
        }
        String source = n.get("source").asText();
        if (!n.has("id")) {
            n.put("id", source + ":" + hash(row));
        }
        try {
            // a source that is named like a channel is on it
            return format.readTree(n, Feedback.CHANNELS.contains(source) ? source : "other");
        } catch (InvalidFeedbackException e) {
            throw named(e);
        }
    }

    private void put(ObjectNode root, MappingTarget target, String cell) throws InvalidFeedbackException {
        int dot = target.path().indexOf('.');
        ObjectNode n = dot < 0 ? root : root.withObjectProperty(target.path().substring(0, dot));
        switch (target.form()) {
            case TEXT:
                n.put(target.field(), cell);
                break;
            case NUMBER:
                n.put(target.field(), number(target, cell.strip()));
                break;
            case TIME:
                n.put(target.field(), time(target, cell.strip()));
                break;
            default:
                n.put(target.field(), cell.strip());
        }
    }

    private double number(MappingTarget target, String cell) throws InvalidFeedbackException {
        try {
            return new BigDecimal(cell).doubleValue();
        } catch (NumberFormatException e) {
            throw new InvalidFeedbackException(
                    "invalid_value",
                    place(target) + ": '" + Excerpt.of(cell, MAX_SHOWN, "...") + "', expected a number");
        }
    }

    private String time(MappingTarget target, String cell) throws InvalidFeedbackException {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(WireTime.parse(cell));
        } catch (DateTimeException withoutOffset) {
            try {
                OffsetDateTime t = LocalDateTime.parse(cell, LOCAL).atZone(zone).toOffsetDateTime();
                return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(t);
            } catch (DateTimeException e) {
                throw new InvalidFeedbackException(
                        "event_time",
                        place(target) + ": '" + Excerpt.of(cell, MAX_SHOWN, "...") + "', " + TIME_EXPECTED);
            }
        }
    }

    /** A problem with the user's column instead of the field that the wire format names first. */
    private InvalidFeedbackException named(InvalidFeedbackException e) {
        String message = String.valueOf(e.getMessage());
        int colon = message.indexOf(':');
        if (colon > 0) {
            String field = message.substring(0, colon);
            for (MappingTarget target : fields.keySet()) {
                if (target.field().equals(field) && !target.path().endsWith(".id")) {
                    return new InvalidFeedbackException(e.reason(), place(target) + message.substring(colon));
                }
            }
        }
        return e;
    }

    private String place(MappingTarget target) {
        FieldMapping.Source source = fields.get(target);
        return source == null || source.kind() == FieldMapping.Kind.CONSTANT
                ? target.path()
                : "column " + source.text() + " (" + target.path() + ")";
    }

    /** An id made of the cells: equal cells under equal columns give an equal id, in whatever order they stand. */
    private static String hash(Map<String, String> row) {
        StringBuilder all = new StringBuilder();
        new TreeMap<>(row)
                .forEach((column, cell) ->
                        all.append(column).append('\u0000').append(cell).append('\u0001'));
        return StableHash.sha256(all.toString(), ID_BYTES);
    }
}
