package io.tidewatch.connector.file;

import io.tidewatch.rule.file.DimensionFiles;
import io.tidewatch.yaml.Problems;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which column of a file is which field of feedback: {@code text=内容,event_time=时间,source='survey'}. A constant stands in
 * single quotes; a column whose name has commas, equals signs or quotes in double ones; a quote within is doubled.
 *
 * @param fields field → where its value comes from
 * @param zone of times that name none
 */
public record FieldMapping(Map<String, Source> fields, ZoneId zone) {
    /** Zone of times that name none, unless set otherwise. */
    public static final ZoneId DEFAULT_ZONE = ZoneOffset.ofHours(8);

    private static final Set<String> SCORES = Set.of("rating", "csat", "nps");

    public FieldMapping {
        fields = Map.copyOf(fields);
    }

    /** Where values come from. */
    public enum Kind {
        COLUMN,
        CONSTANT,
        /** A bare word: a column, or where there is none of that name, a constant whose quotes the shell took. */
        WORD
    }

    /** @param text name of the column, or the constant */
    public record Source(Kind kind, String text) {}

    /** With the packaged dimensions. */
    public static FieldMapping parse(String text) {
        return parse(text, DimensionFiles.packaged().names());
    }

    /**
     * @param dimensions declared ones: a column is mapped to one by {@code dims.courier}, or its bare name
     * @throws UnusableFileException naming every problem
     */
    public static FieldMapping parse(String text, Collection<String> dimensions) {
        Map<String, MappingTarget> targets = targets(dimensions);
        List<String> problems = new ArrayList<>();
        Map<String, Source> fields = new LinkedHashMap<>();
        for (String part : parts(text)) {
            int equals = part.indexOf('=');
            String named = (equals < 0 ? part : part.substring(0, equals)).strip();
            String field = dimensions.contains(named) ? "dims." + named : named;
            if (equals < 0) {
                problems.add("'" + field + "', expected FIELD=COLUMN or FIELD='constant'");
            } else if (!targets.containsKey(field)) {
                problems.add("'" + field + "' is not a field of feedback" + suggestion(field, targets.keySet()));
            } else if (fields.putIfAbsent(
                            field, source(field, part.substring(equals + 1).strip(), problems))
                    != null) {
                problems.add(field + " is there twice");
            }
        }
        if (problems.isEmpty()) {
            complete(fields.keySet(), problems);
        }
        if (!problems.isEmpty()) {
            throw new UnusableFileException("mapping: " + String.join("; ", problems));
        }
        return new FieldMapping(fields, DEFAULT_ZONE);
    }

    /** Names in the file are those of the wire format; only the zone is given. */
    public static FieldMapping byName(ZoneId zone) {
        return new FieldMapping(Map.of(), zone);
    }

    boolean isByName() {
        return fields.isEmpty();
    }

    /** Every column that is named like a field of feedback is that field. */
    static FieldMapping byName(Collection<String> columns) {
        Map<String, Source> fields = new LinkedHashMap<>();
        for (String column : columns) {
            if (MappingTarget.ALL.containsKey(column) || MappingTarget.isDimension(column)) {
                fields.put(column, new Source(Kind.COLUMN, column));
            }
        }
        List<String> problems = new ArrayList<>();
        complete(fields.keySet(), problems);
        if (!problems.isEmpty()) {
            throw new UnusableFileException("the columns are " + String.join(", ", columns)
                    + ": expected a mapping, for example --map text=COLUMN,event_time=COLUMN");
        }
        return new FieldMapping(fields, DEFAULT_ZONE);
    }

    public FieldMapping withZone(ZoneId other) {
        return new FieldMapping(fields, other);
    }

    /** Every field that a column can be mapped to, by its path. */
    private static Map<String, MappingTarget> targets(Collection<String> dimensions) {
        Map<String, MappingTarget> out = new LinkedHashMap<>(MappingTarget.ALL);
        for (String name : dimensions) {
            MappingTarget target = MappingTarget.ofDimension(name);
            out.put(target.path(), target);
        }
        return out;
    }

    private static void complete(Set<String> fields, List<String> problems) {
        if (!fields.contains("event_time")) {
            problems.add("event_time is missing, expected event_time=COLUMN");
        }
        if (!fields.contains("text") && fields.stream().noneMatch(SCORES::contains)) {
            problems.add("text is missing, expected text=COLUMN (or a rating, csat or nps)");
        }
    }

    private static Source source(String field, String value, List<String> problems) {
        char quote = value.isEmpty() ? ' ' : value.charAt(0);
        if (quote != '\'' && quote != '"') {
            if (value.isEmpty()) {
                problems.add(field + " has no value, expected a column or a 'constant'");
            }
            return new Source(Kind.WORD, value);
        }
        if (value.length() < 2 || value.charAt(value.length() - 1) != quote) {
            problems.add(field + ": " + value + ", expected a closing " + quote);
            return new Source(Kind.WORD, value);
        }
        String inner = value.substring(1, value.length() - 1).replace("" + quote + quote, "" + quote);
        return new Source(quote == '"' ? Kind.COLUMN : Kind.CONSTANT, inner);
    }

    /** Split at commas outside of quotes; a quote opens only where a value begins. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        char open = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (open != 0) {
                open = c == open ? 0 : open;
            } else if (c == '\'' || c == '"') {
                // a doubled quote within a value closes and opens again at once
                boolean begins = part.toString().stripTrailing().endsWith("=");
                boolean again = i > 0 && text.charAt(i - 1) == c;
                open = begins || again ? c : 0;
            } else if (c == ',') {
                parts.add(part.toString());
                part.setLength(0);
                continue;
            }
            part.append(c);
        }
        parts.add(part.toString());
        return parts.stream().filter(p -> !p.isBlank()).toList();
    }

    static String suggestion(String word, Collection<String> known) {
        String near = Problems.suggestion(word, known);
        return near.isEmpty() ? ", expected one of " + String.join(", ", known) : near;
    }
}
