package io.tidewatch.local.sample;

import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Keywords that a text must not have, so that an invented message is about one issue only. They are written as in the
 * taxonomy: {@code (a|b)} is either word, {@code (a|)} the word or nothing, {@code …} a few characters of the same
 * sentence. English words match as a whole, Chinese ones anywhere. Immutable.
 */
final class UnwantedWords {
    private static final int GAP = 16;
    private static final String SENTENCE_END = "。！？!?\n";

    /** Word that a keyword begins with → what must follow it, part by part. */
    private final Map<String, List<List<List<String>>>> byStart = new HashMap<>();

    private final Map<Character, BitSet> lengths = new HashMap<>();

    UnwantedWords(Collection<String> keywords) {
        for (String keyword : keywords) {
            List<List<String>> parts = new ArrayList<>();
            for (String part : keyword.toLowerCase(Locale.ROOT).split("…")) {
                List<String> words = new ArrayList<>();
                spell("", part, words);
                words.removeIf(String::isEmpty);
                if (!words.isEmpty()) {
                    parts.add(List.copyOf(words));
                }
            }
            for (String start : parts.isEmpty() ? List.<String>of() : parts.get(0)) {
                byStart.computeIfAbsent(start, s -> new ArrayList<>()).add(parts.subList(1, parts.size()));
                lengths.computeIfAbsent(start.charAt(0), c -> new BitSet()).set(start.length());
            }
        }
    }

    /** The words of the leaves chosen, without those that occur in a word kept. */
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
            BitSet possible = lengths.get(t.charAt(i));
            if (possible == null) {
                continue;
            }
            for (int length = possible.nextSetBit(0);
                    length > 0 && i + length <= t.length();
                    length = possible.nextSetBit(length + 1)) {
                List<List<List<String>>> rests = byStart.get(t.substring(i, i + length));
                if (rests != null && whole(t, i, i + length) && anyFollows(t, i + length, rests)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean anyFollows(String t, int from, List<List<List<String>>> rests) {
        for (List<List<String>> rest : rests) {
            if (follows(t, from, rest)) {
                return true;
            }
        }
        return false;
    }

    private static boolean follows(String t, int from, List<List<String>> parts) {
        if (parts.isEmpty()) {
            return true;
        }
        for (int i = from; i < t.length() && i <= from + GAP && SENTENCE_END.indexOf(t.charAt(i)) < 0; i++) {
            for (String word : parts.get(0)) {
                int end = i + word.length();
                if (t.startsWith(word, i) && whole(t, i, end) && follows(t, end, parts.subList(1, parts.size()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Spells out the brackets of one part. */
    private static void spell(String done, String rest, List<String> out) {
        int open = rest.indexOf('(');
        int close = rest.indexOf(')', open + 1);
        if (open < 0 || close < 0) {
            out.add((done + rest).strip());
            return;
        }
        for (String word : rest.substring(open + 1, close).split("\\|", -1)) {
            spell(done + rest.substring(0, open) + word, rest.substring(close + 1), out);
        }
    }

    private static boolean whole(String text, int from, int to) {
        return !(from > 0 && latin(text.charAt(from)) && latin(text.charAt(from - 1)))
                && !(to < text.length() && latin(text.charAt(to)) && latin(text.charAt(to - 1)));
    }

    private static boolean latin(char c) {
        return c >= 'a' && c <= 'z';
    }
}
