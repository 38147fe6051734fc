package io.tidewatch.rule;

import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.yaml.Problems;
import java.util.Map;

/** Reads rule files. */
public final class RuleFiles {
    private RuleFiles() {}

    /**
     * Reads files together, as they would be live together.
     *
     * @param files name → text
     * @param problems takes every error and warning with file, line and path
     * @return the rules that could be read; only to be used when there are no errors
     */
    public static RuleSet read(Map<String, String> files, Taxonomy taxonomy, Problems problems) {
        throw new UnsupportedOperationException("not yet");
    }
}
