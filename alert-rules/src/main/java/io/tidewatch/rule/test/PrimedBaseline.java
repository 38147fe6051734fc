package io.tidewatch.rule.test;

import java.util.Map;

/**
 * A series that has been counted for two weeks before the test begins, always at the same rate.
 *
 * @param rule whose series it is
 * @param group dimension → value, one for each of the rule's {@code by}
 * @param count originals expected …
 * @param perMs … in so many milliseconds
 * @param share usual share of a shift, 0…1; NaN when it is not given
 */
public record PrimedBaseline(int line, String rule, Map<String, String> group, double count, long perMs, double share) {
    /** Originals expected in a stretch of milliseconds. */
    public double expectedIn(long ms) {
        return count * ms / perMs;
    }
}
