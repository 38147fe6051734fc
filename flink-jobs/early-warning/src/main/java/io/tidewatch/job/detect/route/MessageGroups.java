package io.tidewatch.job.detect.route;

import io.tidewatch.alert.Group;
import io.tidewatch.rule.Dimensions;
import io.tidewatch.rule.cel.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The groups that the rows of one message belong to, made once for all series and rules that group by the same names. */
public final class MessageGroups {
    /** @param key as {@link Group#key} */
    record Keyed(Group group, String key) {}

    private final List<Row> rows;
    private final Map<List<String>, List<List<Keyed>>> byNames = new HashMap<>();

    public MessageGroups(List<Row> rows) {
        this.rows = rows;
    }

    List<Row> rows() {
        return rows;
    }

    /**
     * The groups of some rows, each once, in the order of the rows.
     *
     * @param numbers rising, not empty
     */
    Collection<Keyed> of(List<String> by, int[] numbers) {
        if (numbers.length == 1) {
            return of(by, numbers[0]);
        }
        Map<String, Keyed> all = new LinkedHashMap<>();
        for (int number : numbers) {
            for (Keyed g : of(by, number)) {
                all.putIfAbsent(g.key(), g);
            }
        }
        return all.values();
    }

    /** The groups of one row, each once. */
    List<Keyed> of(List<String> by, int number) {
        List<List<Keyed>> byRow = byNames.get(by);
        if (byRow == null) {
            byRow = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                byRow.add(List.of());
            }
            byNames.put(by, byRow);
        }
        List<Keyed> known = byRow.get(number);
        if (known.isEmpty()) {
            Map<String, Keyed> each = new LinkedHashMap<>();
            for (Group g : groupsOf(by, rows.get(number))) {
                String key = g.key();
                each.putIfAbsent(key, new Keyed(g, key));
            }
            known = List.copyOf(each.values());
            byRow.set(number, known);
        }
        return known;
    }

    /** One group, or one per keyword where a rule counts by keyword. */
    static List<Group> groupsOf(List<String> by, Row row) {
        List<List<String>> values = new ArrayList<>();
        values.add(new ArrayList<>());
        for (String dimension : by) {
            List<List<String>> next = new ArrayList<>();
            for (String v : Dimensions.valuesOf(dimension, row)) {
                for (List<String> prefix : values) {
                    List<String> longer = new ArrayList<>(prefix);
                    longer.add(v);
                    next.add(longer);
                }
            }
            values = next;
        }
        List<Group> groups = new ArrayList<>(values.size());
        for (List<String> v : values) {
            groups.add(new Group(by, v));
        }
        return groups;
    }
}
