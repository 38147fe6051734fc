package io.tidewatch.job.detect;

import java.util.Map;

/**
 * A complete set of rule files to be live together.
 *
 * @param revision counts up; an older one than the live one is ignored
 * @param files name → text
 */
public record RuleUpdate(long revision, Map<String, String> files) implements java.io.Serializable {}
