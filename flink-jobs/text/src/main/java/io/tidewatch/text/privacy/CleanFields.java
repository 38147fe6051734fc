package io.tidewatch.text.privacy;

import org.jspecify.annotations.Nullable;

/**
 * Short texts that were looked through and hold no personal data; a later one takes the place of an earlier. Used by one
 * thread.
 */
final class CleanFields {
    private static final int MAX_LENGTH = 40;
    private static final int SIZE = 1 << 10;

    private final @Nullable String[] kept = new String[SIZE];

    boolean has(String field) {
        return field.equals(kept[place(field)]);
    }

    /** Keeps a text, unless it is long: such ones hardly come again. */
    void add(String field) {
        if (field.length() <= MAX_LENGTH) {
            kept[place(field)] = field;
        }
    }

    private static int place(String field) {
        int h = field.length() > MAX_LENGTH ? 0 : field.hashCode();
        return (h ^ h >>> 16) & SIZE - 1;
    }
}
