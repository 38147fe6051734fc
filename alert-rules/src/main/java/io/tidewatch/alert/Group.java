package io.tidewatch.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values that a rule's {@code by} dimensions take, in the order of {@code by}; empty for a rule without {@code by}.
 *
 * @param names dimension names
 * @param values one per name; {@code unknown} where a message has none
 */
public record Group(List<String> names, List<String> values) {
    public static final Group ALL = new Group(List.of(), List.of());

    public Group {
        if (names.size() != values.size()) {
            throw new IllegalArgumentException("group: " + names.size() + " names but " + values.size() + " values");
        }
    }

    /** The value of a dimension, or null when the group has no such dimension. */
    public @Nullable String get(String name) {
        int i = names.indexOf(name);
        return i < 0 ? null : values.get(i);
    }

    /** Unambiguous text form, used in keys and hashes. */
    public String key() {
        StringBuilder b = new StringBuilder(64);
        for (int i = 0; i < names.size(); i++) {
            b.append(names.get(i)).append('\u0001').append(values.get(i)).append('\u0002');
        }
        return b.toString();
    }
}
