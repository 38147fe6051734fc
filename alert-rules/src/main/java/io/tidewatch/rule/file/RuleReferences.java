package io.tidewatch.rule.file;

import io.tidewatch.taxonomy.Taxonomy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What rule files refer to. A null set is not known and not checked.
 *
 * @param owners names under {@code owners} in notify.yaml
 * @param pages runbook pages that exist, as rules name them
 * @param tested names of rules that a test expects
 * @param timeIntervals names under {@code time_intervals} in notify.yaml
 */
public record RuleReferences(
        Taxonomy taxonomy,
        @Nullable Set<String> owners,
        @Nullable Set<String> pages,
        @Nullable Set<String> tested,
        @Nullable Set<String> timeIntervals) {

    public static RuleReferences of(Taxonomy taxonomy) {
        return new RuleReferences(taxonomy, null, null, null, null);
    }
}
