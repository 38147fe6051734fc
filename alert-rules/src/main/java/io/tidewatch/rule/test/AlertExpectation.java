package io.tidewatch.rule.test;

import java.util.List;
import java.util.Map;

/**
 * The alerts of one rule that are open at an instant, no more and no fewer.
 *
 * @param line where it stands in its file, from 1
 * @param at milliseconds since the start
 * @param rule name of the rule
 */
public record AlertExpectation(int line, long at, String rule, List<Expected> expected) {

    /**
     * One alert.
     *
     * @param labels those that it must have; it may have more
     * @param values measure, as alerts name it → what must hold of it
     */
    public record Expected(int line, Map<String, String> labels, Map<String, ExpectedNumber> values) {}
}
