package io.tidewatch.text.hanlp;

import com.hankcs.hanlp.dictionary.other.CharType;
import io.tidewatch.text.words.Words;
import java.util.Arrays;

/**
 * The ways to part one text into words, and the likeliest of them: what HanLP's Viterbi segmenter finds, word for word,
 * in arrays that are used again instead of an object for each candidate. Used by one thread.
 *
 * <p>A candidate costs {@code −ln(0.9 (µ n(a,b) / (n(a) + 1) + 1 − µ) + 0.1 n(b) / N)} after another, with the counts of
 * words and pairs in HanLP's dictionaries. Without a count of the pair that hangs on the second word alone and is looked
 * up.
 */
final class WordGraph {
    private static final int NONE = -1;
    private static final String DECIMAL_SIGNS = "，,．.";
    /** Kinds of characters that {@link CharType} knows. */
    private static final byte SINGLE = CharType.CT_SINGLE;

    /** No word costs less after one that has a count of its own, which is no smaller than that of its pairs. */
    private static final double MIN = 0;

    /** So many pairs are remembered, as a power of two: they fit into a cache of a core. */
    private static final int KNOWN_BITS = 14;

    private static final int WORD_BITS = 24;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final CoreWords core;

    /**
     * Costs of pairs that were asked for: pair, cost, pair, cost; a later one takes the place of an earlier. Few pairs make
     * up most of what is asked, and the library's table takes a search for each.
     */
    private final long[] known = new long[2 << KNOWN_BITS];

    /** State of each word in the words to join, or 0 until it is asked for. */
    private final long[] inLibrary;

    private final long[] inOwn;

    private char[] text = {};
    private int length;

    // candidates, in the order they were found
    private int count;
    private int[] from = new int[256];
    private int[] to = new int[256];
    /** Place in the dictionary, or stand-in. */
    private int[] word = new int[256];
    /** The next candidate that starts at the same place. */
    private int[] next = new int[256];

    private int[] before = new int[256];
    private double[] cost = new double[256];

    /** First and last candidate of each place. */
    private int[] first = new int[256];

    private int[] last = new int[256];

    // the words of the best way
    private int found;
    private int[] start = new int[256];
    private int[] stop = new int[256];
    private int[] entry = new int[256];
    private boolean[] says = new boolean[256];

    WordGraph(CoreWords core) {
        this.core = core;
        this.inLibrary = new long[core.size()];
        this.inOwn = new long[core.size()];
    }

    void read(String read, Words out) {
        length = read.length();
        if (text.length < length) {
            text = new char[Math.max(256, Integer.highestOneBit(length) * 2)];
        }
        read.getChars(0, length, text, 0);
        fit();
        dictionary();
        atoms();
        walk();
        join(core.library(), inLibrary);
        join(core.own(), inOwn);
        out.clear();
        for (int w = 0; w < found; w++) {
            boolean counts = says[w] && stop[w] - start[w] > 1;
            int known = !counts || entry[w] != NONE ? entry[w] : core.find(text, start[w], stop[w]);
            out.add(text, start[w], stop[w], counts, counts ? core.rarity(known) : 0);
        }
    }

    private void fit() {
        if (first.length < length + 1) {
            int size = Integer.highestOneBit(length + 1) * 2;
            first = new int[size];
            last = new int[size];
            start = new int[size];
            stop = new int[size];
            entry = new int[size];
            says = new boolean[size];
        }
        Arrays.fill(first, 0, length + 1, NONE);
        count = 0;
    }

    /** Every word of the dictionary at every place, shorter ones first. */
    private void dictionary() {
        CoreWords words = core;
        char[] letters = text;
        long root = words.root();
        for (int i = 0; i < length; i++) {
            long cell = root;
            for (int k = i; k < length; k++) {
                cell = words.cell(cell, letters[k]);
                if (cell == NONE) {
                    break;
                }
                int w = CoreWords.word(cell);
                if (w != NONE) {
                    add(i, k + 1, w);
                }
            }
        }
    }

    /** What no word covers: runs of one kind of character. */
    private void atoms() {
        int i = 0;
        while (i < length) {
            if (first[i] != NONE) {
                i = to[last[i]];
                continue;
            }
            int j = i + 1;
            while (j < length && (first[j] == NONE || CharType.get(text[j]) == CharType.CT_CNUM)) {
                j++;
            }
            atoms(i, j);
            i = j;
        }
    }

    private void atoms(int begin, int end) {
        int a = begin;
        int i = begin;
        byte kind = CharType.get(text[i]);
        while (++i < end) {
            byte other = CharType.get(text[i]);
            if (other == kind) {
                continue;
            }
            boolean decimal = kind == CharType.CT_NUM
                    && DECIMAL_SIGNS.indexOf(text[i]) >= 0
                    && i + 1 < end
                    && CharType.get(text[i + 1]) == CharType.CT_NUM;
            if (decimal) {
                continue;
            }
            atom(a, i, kind);
            a = i;
            kind = other;
        }
        atom(a, end, kind);
    }

    private void atom(int a, int b, byte kind) {
        for (int v = first[a]; v != NONE; v = next[v]) {
            if (to[v] == b) {
                return;
            }
        }
        boolean number = kind == CharType.CT_NUM || kind == CharType.CT_INDEX || kind == CharType.CT_CNUM;
        boolean sign = kind == CharType.CT_DELIMITER || kind == CharType.CT_OTHER;
        add(a, b, number ? core.number() : kind == SINGLE ? core.latin() : sign ? core.sign() : core.unknown());
    }

    private void add(int a, int b, int w) {
        if (count == from.length) {
            grow();
        }
        int v = count++;
        from[v] = a;
        to[v] = b;
        word[v] = w;
        next[v] = NONE;
        before[v] = NONE;
        if (first[a] == NONE) {
            first[a] = v;
        } else {
            next[last[a]] = v;
        }
        last[a] = v;
    }

    private void grow() {
        int size = 2 * count;
        from = Arrays.copyOf(from, size);
        to = Arrays.copyOf(to, size);
        word = Arrays.copyOf(word, size);
        next = Arrays.copyOf(next, size);
        before = Arrays.copyOf(before, size);
        cost = Arrays.copyOf(cost, size);
    }

    /** From the beginning to the end at least cost; of equal ways the one found first. */
    private void walk() {
        found = 0;
        if (length == 0) {
            return;
        }
        CoreWords words = core;
        int size = words.size();
        for (int v = first[0]; v != NONE; v = next[v]) {
            cost[v] = cost(words.begin(), word[v]);
            before[v] = v;
        }
        int best = NONE;
        double least = 0;
        for (int i = 0; i < length; i++) {
            for (int a = first[i]; a != NONE; a = next[a]) {
                if (before[a] == NONE) {
                    continue;
                }
                double reached = cost[a];
                if (to[a] == length) {
                    double c = reached + cost(word[a], words.end());
                    if (best == NONE || c < least) {
                        best = a;
                        least = c;
                    }
                    continue;
                }
                for (int b = first[to[a]]; b != NONE; b = next[b]) {
                    if (before[b] != NONE && cost[b] <= reached + MIN && words.isBounded(word[a])) {
                        // no pair is so common that this way could win
                        continue;
                    }
                    double c = reached + cost(word[a], word[b]);
                    if (before[b] == NONE || c < cost[b]) {
                        before[b] = a;
                        cost[b] = c;
                    }
                }
            }
        }
        int n = 0;
        for (int v = best; v != NONE; v = before[v] == v ? NONE : before[v]) {
            n++;
        }
        found = n;
        for (int v = best; n > 0; v = before[v]) {
            n--;
            start[n] = from[v];
            stop[n] = to[v];
            entry[n] = word[v] < size ? word[v] : NONE;
            says[n] = words.content(word[v]);
        }
    }

    private double cost(int a, int b) {
        long pair = (long) (a + 1) << WORD_BITS | b;
        int at = (int) (pair * SPREAD >>> 64 - KNOWN_BITS) << 1;
        if (known[at] == pair) {
            return Double.longBitsToDouble(known[at + 1]);
        }
        double cost = core.cost(a, b);
        known[at] = pair;
        known[at + 1] = Double.doubleToRawLongBits(cost);
        return cost;
    }

    /** Words that together make a word of a further dictionary become that word; the longest wins. */
    private void join(JoinedWords dictionary, long[] states) {
        if (dictionary.isEmpty()) {
            return;
        }
        int kept = 0;
        int w = 0;
        while (w < found) {
            long state = entry[w] == NONE ? 0 : states[entry[w]];
            if (state == 0) {
                state = dictionary.after(dictionary.root(), text, start[w], stop[w]);
                if (entry[w] != NONE) {
                    states[entry[w]] = state;
                }
            }
            int end = w + 1;
            int is = state == JoinedWords.NONE ? JoinedWords.NO_WORD : JoinedWords.kind(state);
            for (int k = w + 1; state != JoinedWords.NONE && k < found; k++) {
                state = dictionary.after(state, text, start[k], stop[k]);
                int longer = state == JoinedWords.NONE ? JoinedWords.NO_WORD : JoinedWords.kind(state);
                if (longer != JoinedWords.NO_WORD) {
                    is = longer;
                    end = k + 1;
                }
            }
            start[kept] = start[w];
            stop[kept] = stop[end - 1];
            entry[kept] = end == w + 1 ? entry[w] : NONE;
            says[kept] = is == JoinedWords.NO_WORD ? says[w] : is == JoinedWords.CONTENT_WORD;
            kept++;
            w = is == JoinedWords.NO_WORD ? w + 1 : end;
        }
        found = kept;
    }
}
