package io.tidewatch.episode;

/**
 * A rule was suspended in a subtask, because it took more than its limit.
 *
 * @param rule its name
 * @param version hash of everything in the rule
 * @param share processor time that it took over five minutes, with all rules on its series, share of a core
 * @param limit what it might have taken, with all rules on its series, share of a core, above 0
 * @param at clock, epoch milliseconds
 * @param until when it goes on by itself, clock, epoch milliseconds
 */
public record Suspension(String rule, String version, double share, double limit, long at, long until) {}
