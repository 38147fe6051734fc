package io.tidewatch.taxonomy;

import io.tidewatch.alert.Bilingual;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All issues, two levels. Immutable; lookups by id take constant time. */
public final class Taxonomy {
    /** The issue of a negative opinion that fits no leaf. */
    public static final String OTHER = "other";

    private final Map<String, Bilingual> categories;
    private final Map<String, List<String>> categoryWords;
    private final List<Leaf> leaves;
    private final String version;
    private final Map<String, Leaf> byId = new HashMap<>();

    /** A taxonomy whose categories have no words of their own. */
    public Taxonomy(Map<String, Bilingual> categories, List<Leaf> leaves, String version) {
        this(categories, Map.of(), leaves, version);
    }

    /**
     * @param categories id → name, in file order
     * @param categoryWords id → words that name the category, so that a positive opinion without a leaf finds it
     * @param leaves in file order; of two with one id the first counts
     * @param version hash of the content
     */
    public Taxonomy(
            Map<String, Bilingual> categories,
            Map<String, List<String>> categoryWords,
            List<Leaf> leaves,
            String version) {
        this.categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
        this.categoryWords = Collections.unmodifiableMap(new LinkedHashMap<>(categoryWords));
        this.leaves = List.copyOf(leaves);
        this.version = version;
        for (Leaf leaf : leaves) {
            byId.putIfAbsent(leaf.id(), leaf);
        }
    }

    /** Id → name, in file order. */
    public Map<String, Bilingual> categories() {
        return categories;
    }

    /** Words that name a category, in the notation of {@link KeywordPattern}; empty when it has none. */
    public List<String> wordsOf(String category) {
        return categoryWords.getOrDefault(category, List.of());
    }

    /** In file order. */
    public List<Leaf> leaves() {
        return leaves;
    }

    /** Hash of the content. */
    public String version() {
        return version;
    }

    /** The leaf of an id, or null for categories, {@code other} and unknown ids. */
    public @Nullable Leaf leaf(String id) {
        return byId.get(id);
    }

    /** Name of a leaf or category for people; the id itself when unknown. */
    public Bilingual nameOf(String issue) {
        Leaf leaf = leaf(issue);
        if (leaf != null) {
            return leaf.name();
        }
        Bilingual category = categories.get(issue);
        return category != null
                ? category
                : issue.equals(OTHER) ? new Bilingual("其他", "Other") : new Bilingual(issue, issue);
    }
}
