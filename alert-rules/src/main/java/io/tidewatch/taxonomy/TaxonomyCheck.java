package io.tidewatch.taxonomy;

import io.tidewatch.yaml.Problems;
import io.tidewatch.yaml.YamlMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with taxonomy files beside other files and beside each other: a leaf whose owner is nobody, and a keyword that two
 * leaves claim. Between delivered leaves the latter is meant, and is not told.
 */
public final class TaxonomyCheck {
    private TaxonomyCheck() {}

    /** A leaf and where it stands. */
    private record Placed(YamlMap map, Leaf leaf) {
        String at() {
            return map.file() + ":" + map.line();
        }
    }

    /**
     * Reads as {@link TaxonomyFiles#read} does, and notes leaves whose owner is nobody.
     *
     * @param files name → text
     * @param owners names under {@code owners} in notify.yaml; null or empty: nobody is known, and none is looked for
     * @param problems takes every error and warning with file, line and path
     */
    public static Taxonomy read(Map<String, String> files, @Nullable Set<String> owners, Problems problems) {
        return TaxonomyFiles.read(files, problems, (map, leaf) -> owner(new Placed(map, leaf), owners));
    }

    /** As {@link #read}, and notes keywords that two leaves claim, which takes a moment. */
    public static Taxonomy readWithClaims(Map<String, String> files, @Nullable Set<String> owners, Problems problems) {
        List<Placed> leaves = new ArrayList<>();
        Taxonomy taxonomy = TaxonomyFiles.read(files, problems, (map, leaf) -> leaves.add(new Placed(map, leaf)));
        leaves.forEach(l -> owner(l, owners));
        claims(leaves);
        return taxonomy;
    }

    private static void owner(Placed l, @Nullable Set<String> owners) {
        String owner = l.leaf().owner();
        if (owners != null && !owners.isEmpty() && !owner.isEmpty() && !owners.contains(owner)) {
            String near = Problems.suggestion(owner, owners);
            l.map()
                    .error(
                            "owner",
                            "owner '" + owner + "' of leaf " + l.leaf().id() + " is not in notify.yaml"
                                    + (near.isEmpty()
                                            ? ", expected one of " + String.join(", ", new TreeSet<>(owners))
                                            : near));
        }
    }

    /**
     * A keyword of a leaf.
     *
     * @param leaf its place in the taxonomy
     * @param index its place in the leaf
     * @param isOwn false when the leaf has it as delivered
     */
    private record Keyword(int leaf, int index, boolean isOwn, String text, List<Set<String>> parts) {
        boolean hasGap() {
            return parts.size() > 1;
        }

        /** Whether this is found in a word from a part and a place on, with nothing in its gaps. */
        boolean isFoundIn(String word, int part, int from) {
            if (part == parts.size()) {
                return from == word.length();
            }
            for (int to = from + 1; to <= word.length(); to++) {
                if (parts.get(part).contains(word.substring(from, to)) && isFoundIn(word, part + 1, to)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Two keywords that claim the same words; told is where it is told. */
    private record Claim(Keyword told, Keyword other, Keyword winner) {}

    private static void claims(List<Placed> leaves) {
        if (leaves.stream()
                .allMatch(l -> delivered(l.leaf()).containsAll(l.leaf().keywords()))) {
            return;
        }
        List<Keyword> all = keywords(leaves);
        Map<String, List<Keyword>> ownWords = new HashMap<>();
        Map<String, List<Keyword>> ownBeginnings = new HashMap<>();
        Map<String, List<Keyword>> beginnings = new HashMap<>();
        for (Keyword k : all) {
            for (String w : k.parts().get(0)) {
                if (k.hasGap()) {
                    beginnings.computeIfAbsent(w, x -> new ArrayList<>()).add(k);
                }
                if (k.isOwn()) {
                    (k.hasGap() ? ownBeginnings : ownWords)
                            .computeIfAbsent(w, x -> new ArrayList<>())
                            .add(k);
                }
            }
        }
        Map<Claim, List<String>> claims = new LinkedHashMap<>();
        for (Keyword k : all) {
            if (k.hasGap()) {
                samePhrase(k, ownBeginnings, claims);
                continue;
            }
            for (String word : k.parts().get(0)) {
                ownWords.getOrDefault(word, List.of()).forEach(own -> sameWords(own, k, word, claims));
                withoutGap(k, word, k.isOwn() ? beginnings : ownBeginnings, claims);
            }
        }
        claims.forEach((claim, words) -> tell(leaves, claim, words));
    }

    private static void samePhrase(
            Keyword k, Map<String, List<Keyword>> ownBeginnings, Map<Claim, List<String>> claims) {
        String first = k.parts().get(0).iterator().next();
        for (Keyword own : ownBeginnings.getOrDefault(first, List.of())) {
            if (own.parts().equals(k.parts())) {
                sameWords(own, k, own.text(), claims);
            }
        }
    }

    /** The same words: the leaf that comes last has them. Of two that are one's own it is told at that one. */
    private static void sameWords(Keyword own, Keyword other, String word, Map<Claim, List<String>> claims) {
        if (own.leaf() != other.leaf() && !(other.isOwn() && own.leaf() < other.leaf())) {
            add(own, other, own.leaf() > other.leaf() ? own : other, word, claims);
        }
    }

    /** A phrase with a gap that may be empty: the keyword that is all one word has it. */
    private static void withoutGap(
            Keyword whole, String word, Map<String, List<Keyword>> beginnings, Map<Claim, List<String>> claims) {
        for (int end = 1; end < word.length() && !beginnings.isEmpty(); end++) {
            for (Keyword phrase : beginnings.getOrDefault(word.substring(0, end), List.of())) {
                if (phrase.leaf() != whole.leaf() && phrase.isFoundIn(word, 1, end)) {
                    boolean atWhole = whole.isOwn() && (!phrase.isOwn() || whole.leaf() > phrase.leaf());
                    add(atWhole ? whole : phrase, atWhole ? phrase : whole, whole, word, claims);
                }
            }
        }
    }

    private static void add(Keyword told, Keyword other, Keyword winner, String word, Map<Claim, List<String>> claims) {
        claims.computeIfAbsent(new Claim(told, other, winner), c -> new ArrayList<>())
                .add(word);
    }

    private static void tell(List<Placed> leaves, Claim claim, List<String> words) {
        Placed told = leaves.get(claim.told().leaf());
        Placed other = leaves.get(claim.other().leaf());
        long more = words.stream().distinct().count() - 1;
        String why = claim.told().hasGap() == claim.other().hasGap() ? "it comes last" : "it has it without a gap";
        told.map()
                .itemWarning(
                        "keywords",
                        claim.told().index(),
                        "keyword '" + words.get(0) + "'" + (more > 0 ? " and " + more + " more" : "") + " of leaf "
                                + told.leaf().id() + (more > 0 ? " are" : " is") + " also claimed by "
                                + other.leaf().id() + " at " + other.at() + ": "
                                + leaves.get(claim.winner().leaf()).leaf().id() + " wins, " + why);
    }

    /** The keywords that a leaf of this name has as delivered. */
    private static Set<String> delivered(Leaf leaf) {
        Leaf delivered = TaxonomyFiles.packaged().leaf(leaf.id());
        return delivered == null ? Set.of() : Set.copyOf(delivered.keywords());
    }

    private static List<Keyword> keywords(List<Placed> leaves) {
        List<Keyword> all = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            Leaf leaf = leaves.get(i).leaf();
            Set<String> known = delivered(leaf);
            for (int k = 0; k < leaf.keywords().size(); k++) {
                String keyword = leaf.keywords().get(k);
                List<Set<String>> parts = KeywordPattern.parse(keyword).parts().stream()
                        .<Set<String>>map(LinkedHashSet::new)
                        .toList();
                all.add(new Keyword(i, k, !known.contains(keyword), keyword, parts));
            }
        }
        return all;
    }
}
