package io.tidewatch.rule.cel;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A compiled {@code where}: a plain predicate over a row, thread-safe, without I/O.
 *
 * <p>A comparison with a missing value is false, {@code !=} as well; {@code !} in front of it turns that into true. So
 * {@code city != "杭州"} holds only for messages that name another city, {@code !(city == "杭州")} also for those that
 * name none.
 */
@FunctionalInterface
public interface Where {
    Where ALL = row -> true;

    boolean test(Row row);

    /** How often a division by zero or an overflow made a comparison false since this predicate was compiled. */
    default long faults() {
        return 0;
    }

    /** The values that a text or flag must have for the expression to hold, or null when any may do. */
    default @Nullable Set<String> required(String name) {
        return null;
    }

    /** Holds when both do. */
    static Where both(Where a, Where b) {
        return new Where() {
            @Override
            public boolean test(Row row) {
                return a.test(row) && b.test(row);
            }

            @Override
            public @Nullable Set<String> required(String name) {
                Set<String> one = a.required(name);
                Set<String> other = b.required(name);
                if (one == null || other == null) {
                    return one == null ? other : one;
                }
                Set<String> common = new TreeSet<>(one);
                common.retainAll(other);
                return common;
            }
        };
    }

    /**
     * Holds when one of them does.
     *
     * @param wheres not empty
     */
    static Where any(List<Where> wheres) {
        List<Where> all = List.copyOf(wheres);
        return new Where() {
            @Override
            public boolean test(Row row) {
                for (Where w : all) {
                    if (w.test(row)) {
                        return true;
                    }
                }
                return false;
            }

            @Override
            public @Nullable Set<String> required(String name) {
                Set<String> either = new TreeSet<>();
                for (Where w : all) {
                    Set<String> values = w.required(name);
                    if (values == null) {
                        return null;
                    }
                    either.addAll(values);
                }
                return either;
            }
        };
    }
}
