package io.tidewatch.rule;

/**
 * A name of {@code dimensions.yaml} by which messages can be told apart.
 *
 * @param name as rules and messages have it
 * @param zh as people read it in Chinese
 * @param en as people read it in English
 */
public record DeclaredDimension(String name, String zh, String en) {}
