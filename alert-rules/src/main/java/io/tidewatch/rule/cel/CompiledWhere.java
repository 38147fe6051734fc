package io.tidewatch.rule.cel;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** An expression that was parsed, type-checked and compiled into plain predicates. */
public final class CompiledWhere implements Where {
    private final String canonical;
    private final Where predicate;
    private final Map<String, Set<String>> required;
    private final LongAdder faults;

    CompiledWhere(String canonical, Where predicate, Map<String, Set<String>> required, LongAdder faults) {
        this.canonical = canonical;
        this.predicate = predicate;
        this.required = Map.copyOf(required);
        this.faults = faults;
    }

    @Override
    public boolean test(Row row) {
        return predicate.test(row);
    }

    @Override
    public long faults() {
        return faults.sum();
    }

    /** CEL in one form, whatever spaces and quotes the author used. */
    public String canonical() {
        return canonical;
    }

    /**
     * The values that a name must have for the expression to hold, or null when any may do: {@code channel in ["im",
     * "phone"] && complaint} requires channel to be im or phone, and complaint to be true. An index over messages can
     * leave out all others.
     */
    @Override
    public @Nullable Set<String> required(String name) {
        return required.get(name);
    }

    @Override
    public String toString() {
        return canonical;
    }
}
