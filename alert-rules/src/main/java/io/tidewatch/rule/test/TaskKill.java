package io.tidewatch.rule.test;

/**
 * The detecting job dies and is restored from its last checkpoint.
 *
 * @param at milliseconds since the start
 */
public record TaskKill(int line, long at) {}
