package io.tidewatch.rule.test;

import java.util.Map;

/**
 * A series that has been heard for two weeks before the test begins, always at the same rate.
 *
 * @param rule whose series it is
 * @param group dimension → value, one for each of the rule's {@code by}
 * @param count originals expected …
 * @param perMs … in so many milliseconds
 */
public record PrimedBaseline(int line, String rule, Map<String, String> group, double count, long perMs) {
    /** Originals expected in a stretch of milliseconds. */
    public double expectedIn(long ms) {
        return count * ms / perMs;
    }
}
