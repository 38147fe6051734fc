package io.tidewatch.rule.test;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who was notified until an instant.
 *
 * @param line where it stands in its file, from 1
 * @param at milliseconds since the start
 * @param inhibited names of the rules of all alerts that are open then and muted by another; null when nothing is expected
 *     of them
 */
public record NotificationExpectation(
        int line,
        long at,
        List<Expected> expected,
        @Nullable List<String> inhibited) {

    /**
     * Pushes of one kind to one receiver.
     *
     * @param status firing (it began, or began again), amended (it changed) or resolved
     * @param times how often, exactly
     */
    public record Expected(int line, String receiver, String status, int times) {}
}
