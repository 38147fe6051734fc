package io.tidewatch.replay.explain;

import io.tidewatch.alert.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Groups as people write and read them: {@code issue=logistics.transit_delay, region=浙江}. */
public final class GroupName {
    /** The dimension that alerts of new words have beside those of their rule. */
    public static final String KEYWORD = "keyword";

    private GroupName() {}

    /** @return {@code all messages} for the group of a rule without {@code by} */
    public static String print(Group g) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < g.names().size(); i++) {
            out.add(g.names().get(i) + "=" + g.values().get(i));
        }
        return out.isEmpty() ? "all messages" : String.join(", ", out);
    }

    /** True when a group has every value of another one; it may have more. */
    static boolean isPartOf(Group fewer, Group more) {
        for (int i = 0; i < fewer.names().size(); i++) {
            if (!fewer.values().get(i).equals(more.get(fewer.names().get(i)))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads what a person wrote, in any order of dimensions.
     *
     * @param text {@code name=value}, several joined by commas; empty for a rule without {@code by}
     * @param by the rule's dimensions
     * @throws IllegalArgumentException when a dimension is missing, unknown or there twice
     */
    public static Group read(String text, List<String> by) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",")) {
            int equals = part.indexOf('=');
            String name = (equals < 0 ? part : part.substring(0, equals)).trim();
            if (equals < 0 || !by.contains(name)) {
                throw new IllegalArgumentException("'" + part.trim() + "', expected " + pattern(by));
            }
            if (values.put(name, part.substring(equals + 1).trim()) != null) {
                throw new IllegalArgumentException("'" + name + "' is there twice, expected " + pattern(by));
            }
        }
        if (values.size() < by.size()) {
            throw new IllegalArgumentException("'" + text + "', expected " + pattern(by));
        }
        return new Group(by, by.stream().map(values::get).toList());
    }

    private static String pattern(List<String> by) {
        return by.isEmpty()
                ? "nothing, the rule has no by"
                : String.join(",", by.stream().map(d -> d + "=…").toList());
    }
}
