package io.tidewatch.replay.score;

import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.time.WireTime;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a table of counts has its series, timestamp and value, and how they are read. */
final class CountColumns {
    private static final List<String> SCORED = List.of("expected", "score", "probability");
    private static final List<String> BAND = List.of("low", "high");
    private static final String SURGE = "surge";
    private static final long DAY_MS = 86_400_000;

    private final int series;
    private final int timestamp;
    private final int value;
    private final int count;

    private final List<String> added;

    private CountColumns(int series, int timestamp, int value, int count, List<String> added) {
        this.added = added;
        this.series = series;
        this.timestamp = timestamp;
        this.value = value;
        this.count = count;
    }

    /**
     * @param band whether what is usual is added as a range
     * @throws UnusableFileException when the first line does not name the columns
     */
    static CountColumns of(String header, boolean band) {
        List<String> names = cells(header.toLowerCase(Locale.ROOT));
        names.replaceAll(String::trim);
        int timestamp = names.indexOf("timestamp");
        int value = names.indexOf("value");
        if (timestamp < 0 || value < 0) {
            throw new UnusableFileException(
                    "line 1: columns '" + shortened(header) + "', expected timestamp,value or series,timestamp,value");
        }
        List<String> added = added(band);
        for (String column : added) {
            if (names.contains(column)) {
                throw new UnusableFileException(
                        "line 1: column '" + column + "' is there already, expected counts that are not scored yet");
            }
        }
        return new CountColumns(names.indexOf("series"), timestamp, value, names.size(), added);
    }

    /** The names of the columns that are added: the surge is the last one. */
    private static List<String> added(boolean band) {
        List<String> names = new ArrayList<>(SCORED);
        if (band) {
            names.addAll(BAND);
        }
        names.add(SURGE);
        return names;
    }

    /** What is added to the header. */
    String added() {
        return "," + String.join(",", added);
    }

    /**
     * One row.
     *
     * @param series "" when the table has only one
     * @param time epoch milliseconds
     * @param value 0 or more, or NaN when nothing was observed
     */
    record Row(String series, long time, double value) {}

    /** @throws UnusableFileException naming line, field and value of what cannot be read */
    Row read(String line, long number) {
        List<String> cells = cells(line);
        if (cells.size() != count) {
            throw new UnusableFileException(
                    "line " + number + ": " + cells.size() + " fields in '" + shortened(line) + "', expected " + count);
        }
        return new Row(
                series < 0 ? "" : cells.get(series),
                time(cells.get(timestamp).trim(), number),
                value(cells.get(value).trim(), number));
    }

    private static double value(String text, long number) {
        if (text.isEmpty() || text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        try {
            double v = Double.parseDouble(text);
            if (v >= 0 && v <= 1e12) {
                return v;
            }
            if (Double.isNaN(v)) {
                return v;
            }
        } catch (NumberFormatException e) {
            // reported below, like a number out of range
        }
        throw new UnusableFileException("line " + number + ": value '" + shortened(text)
                + "', expected a count from 0 to 1e12, or NaN or nothing when it was not observed");
    }

    private static long time(String text, long number) {
        try {
            if (text.length() == 19 || text.length() == 20 && text.charAt(19) == 'Z') {
                return utc(text);
            }
            return WireTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new UnusableFileException(
                    "line " + number + ": timestamp '" + shortened(text)
                            + "', expected RFC 3339 as 2026-11-11T20:00:00+08:00, or yyyy-MM-dd HH:mm:ss in UTC",
                    e);
        }
    }

    private static long utc(String t) {
        char between = t.charAt(10);
        if (t.charAt(4) != '-'
                || t.charAt(7) != '-'
                || between != ' ' && between != 'T' && between != 't'
                || t.charAt(13) != ':'
                || t.charAt(16) != ':') {
            throw new DateTimeException("not a time");
        }
        long day = java.time.LocalDate.of(number(t, 0, 4), number(t, 5, 7), number(t, 8, 10))
                .toEpochDay();
        int hour = number(t, 11, 13);
        int minute = number(t, 14, 16);
        int second = number(t, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            throw new DateTimeException("not a time of day");
        }
        return day * DAY_MS + ((hour * 60L + minute) * 60 + second) * 1000;
    }

    private static int number(String t, int from, int to) {
        int n = 0;
        for (int i = from; i < to; i++) {
            char c = t.charAt(i);
            if (c < '0' || c > '9') {
                throw new DateTimeException("not a digit");
            }
            n = n * 10 + c - '0';
        }
        return n;
    }

    /** The cells of one line; double quotes around one may hold commas. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>(4);
        if (line.indexOf('"') < 0) {
            int from = 0;
            for (int comma; (comma = line.indexOf(',', from)) >= 0; from = comma + 1) {
                cells.add(line.substring(from, comma));
            }
            cells.add(line.substring(from));
            return cells;
        }
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
