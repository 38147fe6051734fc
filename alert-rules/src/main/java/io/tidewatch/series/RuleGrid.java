package io.tidewatch.series;

import io.tidewatch.rule.Rule;
import io.tidewatch.surge.filter.Baseline;

/**
 * The instants at which one rule is read. Those with long windows are read once in five minutes: more readings would
 * say no more.
 */
final class RuleGrid {
    private RuleGrid() {}

    /** True on the rule's grid; of a drift rule's grid at the first instant of every five minutes. */
    static boolean isDue(Rule rule, long at) {
        return Math.floorMod(at, rule.intervalMs()) == 0
                && (!rule.spec().isOverDays()
                        || Math.floorDiv(at, Baseline.BIN_MS)
                                != Math.floorDiv(at - rule.intervalMs(), Baseline.BIN_MS));
    }

    /** The first instant after another one that is the first of its five minutes. */
    static long inFiveMinutes(long at, Rule rule) {
        long bin = Math.floorDiv(at, Baseline.BIN_MS) * Baseline.BIN_MS;
        long tick = from(bin, rule);
        return tick > at ? tick : from(bin + Baseline.BIN_MS, rule);
    }

    /** The first instant that is not before a time. */
    static long from(long time, Rule rule) {
        return Math.floorDiv(time + rule.intervalMs() - 1, rule.intervalMs()) * rule.intervalMs();
    }
}
