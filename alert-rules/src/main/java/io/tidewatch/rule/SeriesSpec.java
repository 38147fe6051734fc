package io.tidewatch.rule;

import java.util.List;

/**
 * What is counted: the messages of a {@code where}, per group of {@code by}. Rules with the same two share their series.
 *
 * @param where canonical CEL; empty means all messages
 * @param by dimension names in the rule's order
 * @param hash stable over restarts: of {@code where} and {@code by} alone
 */
public record SeriesSpec(String where, List<String> by, String hash) {}
