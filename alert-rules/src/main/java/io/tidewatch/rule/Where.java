package io.tidewatch.rule;

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
}
