package io.tidewatch.alert;

import io.tidewatch.hash.StableHash;
import java.util.Locale;
import java.util.Map;

/**
 * What people read in place of the hash of a customer, an author or an order: 顾客 7F3A. The same hash gives the same, and
 * somebody who is author and customer has the same letters in both. Four letters tell the few apart that stand beside each
 * other; they identify nobody, and nothing is keyed by them.
 */
public final class Pseudonym {
    private static final int LETTERS = 4;

    /** Dimensions whose values are hashes, and what they are called. */
    private static final Map<String, Bilingual> KINDS = Map.of(
            "customer", new Bilingual("顾客", "Customer"),
            "author", new Bilingual("用户", "Author"),
            "order", new Bilingual("订单", "Order"));

    private Pseudonym() {}

    /** True when the values of a dimension are not for people's eyes. */
    public static boolean isFor(String dimension) {
        return KINDS.containsKey(dimension);
    }

    /**
     * How a value is shown.
     *
     * @param dimension one that {@link #isFor} accepts
     * @param value the hash
     */
    public static Bilingual of(String dimension, String value) {
        Bilingual kind = KINDS.getOrDefault(dimension, new Bilingual("", ""));
        String letters = letters(value);
        return new Bilingual(kind.zh() + " " + letters, kind.en() + " " + letters);
    }

    /** A Chinese kind in English; any other word as it is. */
    public static String english(String word) {
        for (Bilingual kind : KINDS.values()) {
            if (kind.zh().equals(word)) {
                return kind.en();
            }
        }
        return word;
    }

    /** The first letters of a hash; of anything else those of its hash. */
    private static String letters(String value) {
        String hash = value.matches("[0-9a-f]{16,}") ? value : StableHash.sha256(value, LETTERS);
        return hash.substring(0, LETTERS).toUpperCase(Locale.ROOT);
    }
}
