package io.tidewatch.taxonomy;

import io.tidewatch.alert.Bilingual;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All issues, two levels. Immutable.
 *
 * @param categories id → name, in file order
 * @param leaves in file order
 * @param version hash of the content
 */
public record Taxonomy(Map<String, Bilingual> categories, List<Leaf> leaves, String version) {
    /** The issue of a negative opinion that fits no leaf. */
    public static final String OTHER = "other";

    /** The leaf of an id, or null for categories, {@code other} and unknown ids. */
    public @Nullable Leaf leaf(String id) {
        for (Leaf leaf : leaves) {
            if (leaf.id().equals(id)) {
                return leaf;
            }
        }
        return null;
    }

    /** Name of a leaf or category for people; the id itself when unknown. */
    public Bilingual nameOf(String issue) {
        Leaf leaf = leaf(issue);
        if (leaf != null) {
            return leaf.name();
        }
        Bilingual category = categories.get(issue);
        return category != null ? category : new Bilingual(issue.equals(OTHER) ? "其他" : issue, issue);
    }
}
