package io.tidewatch.replay.score;

import java.util.ArrayList;
import java.util.List;

/**
 * The parents of a series by its name: of {@code a=1|b=2} they are {@code a=1}, {@code b=2} and {@code all}, of any other
 * {@code all}; those that there are.
 */
final class Kin {
    private static final String ALL = "all";

    /**
     * @param name of the parent
     * @param kind what series and parent are to each other, by the names of their fields: series of one kind may differ more from
     *     theirs than those of another
     */
    record Parent(String name, String kind) {}

    private final List<Parent> parents = new ArrayList<>();

    Kin(String name) {
        if (name.equals(ALL)) {
            return;
        }
        String[] parts = name.split("\\|");
        StringBuilder fields = new StringBuilder();
        for (String part : parts) {
            fields.append(field(part)).append('|');
        }
        if (parts.length > 1) {
            for (String part : parts) {
                parents.add(new Parent(part, fields + ">" + field(part)));
            }
        }
        parents.add(new Parent(ALL, fields + ">" + ALL));
    }

    private static String field(String part) {
        int end = part.indexOf('=');
        return end < 0 ? part : part.substring(0, end);
    }

    List<Parent> parents() {
        return parents;
    }
}
