package io.tidewatch.local.sample;

import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Keywords that a text must not have, so that an invented message is about one issue only. English ones match whole
 * words, Chinese ones anywhere. Immutable.
 */
final class UnwantedWords {
    private final Map<Character, List<String>> byFirst = new HashMap<>();

    UnwantedWords(Collection<String> words) {
        for (String word : words) {
            String w = word.strip().toLowerCase(Locale.ROOT);
            if (!w.isEmpty()) {
                byFirst.computeIfAbsent(w.charAt(0), c -> new ArrayList<>()).add(w);
            }
        }
    }

    /** The words of the leaves chosen, without those that a kept leaf has too or contains. */
    static UnwantedWords of(Taxonomy taxonomy, Predicate<Leaf> chosen, Collection<String> kept) {
        List<String> words = new ArrayList<>();
        for (Leaf leaf : taxonomy.leaves()) {
            if (chosen.test(leaf)) {
                leaf.keywords().stream()
                        .filter(w -> kept.stream().noneMatch(k -> k.contains(w)))
                        .forEach(words::add);
            }
        }
        return new UnwantedWords(words);
    }

    boolean in(String text) {
        String t = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < t.length(); i++) {
            for (String word : byFirst.getOrDefault(t.charAt(i), List.of())) {
                if (t.startsWith(word, i) && whole(t, i, i + word.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean whole(String text, int from, int to) {
        return !(from > 0 && latin(text.charAt(from)) && latin(text.charAt(from - 1)))
                && !(to < text.length() && latin(text.charAt(to)) && latin(text.charAt(to - 1)));
    }

    private static boolean latin(char c) {
        return c >= 'a' && c <= 'z';
    }
}
