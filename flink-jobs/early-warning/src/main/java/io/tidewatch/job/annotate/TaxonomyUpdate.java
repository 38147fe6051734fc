package io.tidewatch.job.annotate;

import io.tidewatch.rule.DeclaredDimensions;
import io.tidewatch.rule.file.DimensionFiles;
import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.rule.file.RulePart;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The taxonomy files of a published set.
 *
 * @param revision of the set, counts up; an older one than the live one is ignored; 0 was never published
 * @param files name → text; empty when the set has none: then the taxonomy stays as it is
 * @param dimensions the dimensions.yaml of the set, name → text; empty, or null in a set from before it was looked at: the packaged
 *     one
 */
public record TaxonomyUpdate(
        long revision, Map<String, String> files, @Nullable Map<String, String> dimensions) implements Serializable {
    /** The packaged taxonomy. */
    public static final TaxonomyUpdate PACKAGED = new TaxonomyUpdate(0, Map.of());

    /** With the packaged dimensions. */
    public TaxonomyUpdate(long revision, Map<String, String> files) {
        this(revision, files, Map.of());
    }

    /** What messages may carry besides the fields that every installation has. */
    DeclaredDimensions declared() {
        return DimensionFiles.of(dimensions);
    }

    public static TaxonomyUpdate of(RuleBundle bundle) {
        return new TaxonomyUpdate(
                bundle.manifest().revision(),
                new TreeMap<>(bundle.of(RulePart.TAXONOMY)),
                new TreeMap<>(bundle.of(RulePart.DIMENSIONS)));
    }
}
