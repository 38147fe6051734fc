package io.tidewatch.text.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A table of figures for people and programs: rows of whole numbers and of shares, three digits each. */
public final class FigureTable {
    private final String name;
    private final String title;
    private final List<String> columns;
    private final Map<String, List<Number>> rows = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param name for programs
     * @param title for people
     * @param columns the first is what the rows are
     */
    FigureTable(String name, String title, String... columns) {
        this.name = name;
        this.title = title;
        this.columns = List.of(columns);
    }

    /** Adds a row; NaN where there is nothing to say. A second row of a name takes the first one's place. */
    FigureTable row(String label, Number... cells) {
        if (cells.length != columns.size() - 1) {
            throw new IllegalArgumentException(
                    "cells: " + cells.length + ", expected " + (columns.size() - 1) + ", one for each column");
        }
        rows.put(label, List.of(cells));
        return this;
    }

    /** Adds a sentence below. */
    FigureTable note(String sentence) {
        notes.add(sentence);
        return this;
    }

    /** {@code part / whole}, NaN of nothing. */
    static double share(int part, int whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }

    public String name() {
        return name;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Row → column → figure, in order. */
    public Map<String, Map<String, Number>> figures() {
        Map<String, Map<String, Number>> out = new LinkedHashMap<>();
        rows.forEach((label, cells) -> {
            Map<String, Number> byColumn = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                byColumn.put(columns.get(i + 1), cells.get(i));
            }
            out.put(label, byColumn);
        });
        return out;
    }

    /** Heading, table and notes. */
    public String markdown() {
        StringBuilder out = new StringBuilder("### ").append(title).append("\n\n|");
        columns.forEach(c -> out.append(' ').append(c).append(" |"));
        out.append("\n| --- |").append(" ---: |".repeat(columns.size() - 1)).append('\n');
        rows.forEach((label, cells) -> {
            out.append("| ").append(label).append(" |");
            cells.forEach(c -> out.append(' ').append(cell(c)).append(" |"));
            out.append('\n');
        });
        notes.forEach(n -> out.append('\n').append(n).append('\n'));
        return out.toString();
    }

    private static String cell(Number n) {
        if (!(n instanceof Double)) {
            return n.toString();
        }
        return Double.isNaN(n.doubleValue()) ? "–" : String.format(Locale.ROOT, "%.3f", n.doubleValue());
    }
}
