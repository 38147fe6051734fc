package io.tidewatch.job.annotate;

import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.rule.file.RulePart;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * The taxonomy files of a published set.
 *
 * @param revision of the set, counts up; an older one than the live one is ignored; 0 was never published
 * @param files name → text; empty when the set has none: then the taxonomy stays as it is
 */
public record TaxonomyUpdate(long revision, Map<String, String> files) implements Serializable {
    /** The packaged taxonomy. */
    public static final TaxonomyUpdate PACKAGED = new TaxonomyUpdate(0, Map.of());

    public static TaxonomyUpdate of(RuleBundle bundle) {
        return new TaxonomyUpdate(bundle.manifest().revision(), new TreeMap<>(bundle.of(RulePart.TAXONOMY)));
    }
}
