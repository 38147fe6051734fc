package io.tidewatch.rule;

import io.tidewatch.feedback.Feedback;
import io.tidewatch.rule.cel.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What messages can be grouped by. */
public final class Dimensions {
    /** The value of a dimension that a message does not have. */
    public static final String UNKNOWN = "unknown";

    private static final String KEYWORD = "keyword";

    private static final Map<String, Function<Row, @Nullable String>> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("issue", Row::issue);
        VALUES.put("category", r -> r.opinion() == null ? "" : r.opinion().category());
        VALUES.put("region", r -> feedback(r).customer().region());
        VALUES.put("city", r -> feedback(r).customer().city());
        VALUES.put("product", r -> feedback(r).product().name());
        VALUES.put("brand", r -> feedback(r).product().brand());
        VALUES.put("version", r -> feedback(r).product().version());
        VALUES.put("batch", r -> feedback(r).product().batch());
        VALUES.put("channel", r -> feedback(r).channel());
        VALUES.put("source", r -> feedback(r).source());
        VALUES.put("touchpoint", r -> feedback(r).touchpoint());
        VALUES.put("tier", r -> feedback(r).customer().tier());
        VALUES.put("age_band", r -> feedback(r).customer().ageBand());
        VALUES.put("customer", r -> feedback(r).customer().id());
        VALUES.put("author", r -> feedback(r).author().id());
        VALUES.put("order", r -> feedback(r).orderId());
        VALUES.put("thread", r -> feedback(r).threadId());
        VALUES.put(
                KEYWORD,
                r -> r.message().keywords().isEmpty()
                        ? null
                        : r.message().keywords().get(0));
    }

    private static final List<String> NAMES = List.copyOf(VALUES.keySet());

    /** Grow with the number of customers or of words, so a rule by them must say how many series it may hold. */
    public static final Set<String> UNBOUNDED = Set.of("customer", "author", "order", "thread", KEYWORD);

    /** Few enough values to keep a vocabulary per value. */
    public static final Set<String> FEW_VALUES = Set.of(
            "issue", "category", "region", "brand", "product", "channel", "source", "touchpoint", "tier", "age_band");

    /** Those in which an alert can say that a value is over-represented. */
    public static final List<String> SHOWN =
            List.of("city", "region", "product", "brand", "version", "batch", "channel", "tier", "source");

    private Dimensions() {}

    /** All names that every installation has, in the order of the documentation. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The value for grouping, {@code unknown} when the message has none or no such dimension exists; for {@code
     * keyword} the first one. A name that not every installation has is a declared one.
     */
    public static String valueOf(String dimension, Row row) {
        Function<Row, @Nullable String> value = VALUES.get(dimension);
        String v = value == null ? feedback(row).dims().get(dimension) : value.apply(row);
        return v == null || v.isEmpty() ? UNKNOWN : v;
    }

    /** All values: several for {@code keyword} (none when there are none), one for every other dimension. */
    public static List<String> valuesOf(String dimension, Row row) {
        return dimension.equals(KEYWORD) ? row.message().keywords() : List.of(valueOf(dimension, row));
    }

    private static Feedback feedback(Row row) {
        return row.message().feedback();
    }
}
