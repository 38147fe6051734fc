package io.tidewatch.text.words;

import java.util.Arrays;

/** The words of one text in order, white space and punctuation included. Reused from text to text by one thread. */
public final class Words {
    private int size;
    private char[] letters = new char[256];
    /** Where each word ends among the letters; one more in front, always 0. */
    private int[] end = new int[65];

    private boolean[] content = new boolean[64];
    private double[] rarity = new double[64];

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    /**
     * Adds a word.
     *
     * @param text where it stands, from {@code from} to before {@code to}; not empty
     * @param isContent true for nouns, verbs and adjectives that can say what a message is about
     * @param howRare 0 for the commonest words, growing with rarity
     */
    public void add(char[] text, int from, int to, boolean isContent, double howRare) {
        if (size == content.length) {
            content = Arrays.copyOf(content, 2 * size);
            rarity = Arrays.copyOf(rarity, 2 * size);
            end = Arrays.copyOf(end, 2 * size + 1);
        }
        int at = end[size];
        int length = to - from;
        if (at + length > letters.length) {
            letters = Arrays.copyOf(letters, 2 * (at + length));
        }
        System.arraycopy(text, from, letters, at, length);
        content[size] = isContent;
        rarity[size] = howRare;
        end[++size] = at + length;
    }

    /** A word as it stands. */
    public String text(int word) {
        return new String(letters, end[word], end[word + 1] - end[word]);
    }

    /** Where a word begins among the letters of all. */
    public int begin(int word) {
        return end[word];
    }

    /** One past where a word ends among the letters of all. */
    public int end(int word) {
        return end[word + 1];
    }

    /** The word that a letter stands in. */
    public int at(int letter) {
        int found = Arrays.binarySearch(end, 0, size + 1, letter);
        return found >= 0 ? found : -found - 2;
    }

    /**
     * Where letters stand next, of whichever case.
     *
     * @param lower in lower case
     * @return their beginning from {@code from} on, or −1
     */
    public int find(String lower, int from) {
        int n = lower.length();
        for (int at = from; n > 0 && at + n <= end[size]; at++) {
            int i = 0;
            while (i < n && Character.toLowerCase(letters[at + i]) == lower.charAt(i)) {
                i++;
            }
            if (i == n) {
                return at;
            }
        }
        return -1;
    }

    /** Whether a word can say what a message is about. */
    public boolean content(int word) {
        return content[word];
    }

    /** 0 for the commonest words, growing with rarity. */
    public double rarity(int word) {
        return rarity[word];
    }

    /** The words that start with a letter or digit, in lower case, with a space between. */
    public String joined() {
        StringBuilder out = new StringBuilder(end[size] + size);
        for (int w = 0; w < size; w++) {
            int from = end[w];
            int to = end[w + 1];
            if (!Character.isLetterOrDigit(Character.codePointAt(letters, from, to))) {
                continue;
            }
            if (out.length() > 0) {
                out.append(' ');
            }
            for (int i = from; i < to; i++) {
                out.append(Character.toLowerCase(letters[i]));
            }
        }
        return out.toString();
    }
}
