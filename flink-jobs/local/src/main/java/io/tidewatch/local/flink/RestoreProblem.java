package io.tidewatch.local.flink;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Distinguishes a checkpoint that does not fit from other reasons why tasks fail. */
final class RestoreProblem {
    private static final String CAUSE = "Caused by: ";

    /** Exceptions that Flink and Java throw when state is read that other classes wrote. */
    private static final Set<String> UNFIT = Set.of(
            "StateMigrationException",
            "BackendBuildingException",
            "ClassNotFoundException",
            "NoClassDefFoundError",
            "InvalidClassException");

    private static final List<String> MESSAGES =
            List.of("Could not restore", "Failed to restore", "Failed when trying to restore");

    private RestoreProblem() {}

    /**
     * What makes a checkpoint unfit, in one line; empty when something else is the matter.
     *
     * @param trace of the task's failure, with its causes
     */
    static Optional<String> in(String trace) {
        String found = null;
        boolean unfit = false;
        for (String line : (Iterable<String>) trace.lines()::iterator) {
            boolean first = found == null;
            if (!first && !line.startsWith(CAUSE)) {
                continue;
            }
            found = first ? line : line.substring(CAUSE.length());
            String exception = found.split(":", 2)[0];
            unfit |= UNFIT.contains(exception.substring(exception.lastIndexOf('.') + 1));
            String cause = found;
            unfit |= MESSAGES.stream().anyMatch(cause::contains);
        }
        return unfit ? Optional.ofNullable(found) : Optional.empty();
    }
}
