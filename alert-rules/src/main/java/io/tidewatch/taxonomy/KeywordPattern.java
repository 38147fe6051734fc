package io.tidewatch.taxonomy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A keyword as people write it in a taxonomy file. {@code (a|b)} stands for either word, {@code (a|)} for the word or
 * nothing, {@code …} for a few characters within one sentence: {@code (快递|包裹)…没动} is found in 快递都三天没动了.
 *
 * @param parts what must occur, in this order; of each part one of its words; none empty
 */
public record KeywordPattern(List<List<String>> parts) {
    /** The most words that one part may stand for. */
    public static final int MAX_WORDS = 4_000;

    /** The gap sign. */
    public static final char GAP = '…';

    public KeywordPattern {
        parts = List.copyOf(parts);
    }

    /** The fewest characters that must occur. */
    public int shortest() {
        int n = 0;
        for (List<String> words : parts) {
            int least = Integer.MAX_VALUE;
            for (String w : words) {
                least = Math.min(least, w.length());
            }
            n += least;
        }
        return n;
    }

    /** @throws IllegalArgumentException naming what is wrong */
    public static KeywordPattern parse(String keyword) {
        List<List<String>> parts = new ArrayList<>();
        List<StringBuilder> grown = fresh();
        int i = 0;
        while (i < keyword.length()) {
            char c = keyword.charAt(i);
            if (c == ')' || c == '|') {
                throw new IllegalArgumentException("'" + c + "' outside of brackets in '" + keyword + "'");
            }
            if (c == GAP) {
                parts.add(words(grown, keyword));
                grown = fresh();
                i++;
            } else if (c == '(') {
                int close = keyword.indexOf(')', i);
                String inside = close < 0 ? "(" : keyword.substring(i + 1, close);
                if (inside.indexOf('(') >= 0 || inside.indexOf(GAP) >= 0) {
                    throw new IllegalArgumentException("brackets do not match, or hold a gap, in '" + keyword + "'");
                }
                grown = times(grown, inside.split("\\|", -1), keyword);
                i = close + 1;
            } else {
                for (StringBuilder b : grown) {
                    b.append(c);
                }
                i++;
            }
        }
        parts.add(words(grown, keyword));
        return new KeywordPattern(parts);
    }

    private static List<StringBuilder> times(List<StringBuilder> grown, String[] words, String keyword) {
        if (grown.size() * words.length > MAX_WORDS) {
            throw new IllegalArgumentException("'" + keyword + "' stands for more than " + MAX_WORDS + " words");
        }
        List<StringBuilder> next = new ArrayList<>(grown.size() * words.length);
        for (StringBuilder b : grown) {
            for (String w : words) {
                next.add(new StringBuilder(b).append(w));
            }
        }
        return next;
    }

    private static List<StringBuilder> fresh() {
        List<StringBuilder> one = new ArrayList<>();
        one.add(new StringBuilder());
        return one;
    }

    private static List<String> words(List<StringBuilder> grown, String keyword) {
        Set<String> out = new LinkedHashSet<>();
        for (StringBuilder b : grown) {
            String w = b.toString().strip();
            if (w.isEmpty()) {
                throw new IllegalArgumentException("a part of '" + keyword + "' may be empty, expected a word");
            }
            out.add(w);
        }
        return List.copyOf(out);
    }
}
