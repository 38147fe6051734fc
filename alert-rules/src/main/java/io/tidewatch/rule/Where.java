package io.tidewatch.rule;

/** A compiled {@code where}: a plain predicate over a row, thread-safe, without I/O. */
@FunctionalInterface
public interface Where {
    Where ALL = row -> true;

    boolean test(Row row);
}
