package io.tidewatch.text.hanlp;

import com.hankcs.hanlp.collection.trie.DoubleArrayTrie;
import com.hankcs.hanlp.dictionary.CoreBiGramTableDictionary;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import com.hankcs.hanlp.dictionary.other.CharType;
import com.hankcs.hanlp.utility.Predefine;
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
    /** No state of a double array. */
    private static final int UNKNOWN = 0;

    private static final String DECIMAL_SIGNS = "，,．.";
    /** Kinds of characters that {@link CharType} knows. */
    private static final byte SINGLE = CharType.CT_SINGLE;

    /** No word costs less after one that has a count of its own, which is no smaller than that of its pairs. */
    private static final double LEAST = 0;

    private final CoreWords core;
    private final double pairs = Predefine.myu;
    private final double unseen = 1 - Predefine.myu;

    /** State of each word in the dictionaries of words to join, or {@link #UNKNOWN} until it is asked for. */
    private final int[] inLibrary;

    private final int[] inOwn;

    private char[] text = {};
    private int length;

    // candidates, in the order they were found
    private int count;
    private int[] from = new int[256];
    private int[] to = new int[256];
    /** Place in the dictionary, or {@link #NONE}. */
    private int[] word = new int[256];
    /** What pairs are counted under. */
    private int[] id = new int[256];

    private int[] frequency = new int[256];
    /** Cost after a word that it was never seen with. */
    private double[] alone = new double[256];

    private boolean[] content = new boolean[256];
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
        this.inLibrary = new int[core.size()];
        this.inOwn = new int[core.size()];
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
        int root = core.root();
        for (int i = 0; i < length; i++) {
            int state = root;
            for (int k = i; k < length; k++) {
                int cell = core.cell(state, text[k]);
                if (cell == NONE) {
                    break;
                }
                state = core.state(cell);
                int w = core.word(cell);
                if (w != NONE) {
                    add(i, k + 1, w, core.id(w), core.frequency(w), core.alone(w), core.content(w));
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
        int counted = number ? CoreDictionary.M_WORD_ID : kind == SINGLE ? CoreDictionary.X_WORD_ID : NONE;
        add(a, b, NONE, counted, Predefine.OOV_DEFAULT_FREQUENCY, core.aloneUnknown(), !number && !sign);
    }

    private void add(int a, int b, int w, int counted, int f, double costAlone, boolean canSay) {
        if (count == from.length) {
            grow();
        }
        int v = count++;
        from[v] = a;
        to[v] = b;
        word[v] = w;
        id[v] = counted;
        frequency[v] = f;
        alone[v] = costAlone;
        content[v] = canSay;
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
        id = Arrays.copyOf(id, size);
        frequency = Arrays.copyOf(frequency, size);
        alone = Arrays.copyOf(alone, size);
        content = Arrays.copyOf(content, size);
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
        int edge = Predefine.TOTAL_FREQUENCY / 10;
        for (int v = first[0]; v != NONE; v = next[v]) {
            cost[v] = cost(CoreDictionary.BEGIN_WORD_ID, edge, v);
            before[v] = v;
        }
        int best = NONE;
        double least = 0;
        for (int i = 0; i < length; i++) {
            for (int a = first[i]; a != NONE; a = next[a]) {
                if (before[a] == NONE) {
                    continue;
                }
                if (to[a] == length) {
                    double c = cost[a]
                            + cost(id[a], frequency[a], CoreDictionary.END_WORD_ID, edge, core.aloneAtTheEdge());
                    if (best == NONE || c < least) {
                        best = a;
                        least = c;
                    }
                    continue;
                }
                boolean bounded = id[a] == word[a] || id[a] == NONE;
                for (int b = first[to[a]]; b != NONE; b = next[b]) {
                    if (bounded && before[b] != NONE && cost[b] <= cost[a] + LEAST) {
                        // no pair is so common that this way could win
                        continue;
                    }
                    double c = cost[a] + cost(id[a], frequency[a], b);
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
            entry[n] = word[v];
            says[n] = content[v];
        }
    }

    private double cost(int a, int frequencyOfA, int b) {
        return cost(a, frequencyOfA, id[b], frequency[b], alone[b]);
    }

    private double cost(int a, int frequencyOfA, int b, int frequencyOfB, double bAlone) {
        int n = CoreBiGramTableDictionary.getBiFrequency(a, b);
        return n == 0
                ? bAlone
                : -Math.log(0.9 * (pairs * n / (frequencyOfA + 1) + 1 - pairs)
                        + (1 - 0.9) * frequencyOfB / Predefine.TOTAL_FREQUENCY);
    }

    /** Words that together make a word of a further dictionary become that word; the longest wins. */
    private void join(DoubleArrayTrie<CoreDictionary.Attribute> dictionary, int[] known) {
        int[] base = dictionary.getBase();
        int[] check = dictionary.getCheck();
        if (base == null || base.length < 2) {
            return;
        }
        int kept = 0;
        int w = 0;
        while (w < found) {
            int state = entry[w] == NONE ? UNKNOWN : known[entry[w]];
            if (state == UNKNOWN) {
                state = step(base, check, 1, start[w], stop[w]);
                if (entry[w] != NONE) {
                    known[entry[w]] = state;
                }
            }
            int end = w + 1;
            CoreDictionary.Attribute is = state > 0 ? dictionary.output(state) : null;
            for (int k = w + 1; state > 0 && k < found; k++) {
                state = step(base, check, state, start[k], stop[k]);
                CoreDictionary.Attribute longer = state > 0 ? dictionary.output(state) : null;
                if (longer != null) {
                    is = longer;
                    end = k + 1;
                }
            }
            start[kept] = start[w];
            stop[kept] = stop[end - 1];
            entry[kept] = end == w + 1 ? entry[w] : NONE;
            says[kept] = is == null ? says[w] : CoreWords.content(is);
            kept++;
            w = is == null ? w + 1 : end;
        }
        found = kept;
    }

    private int step(int[] base, int[] check, int at, int a, int b) {
        int state = at;
        for (int i = a; i < b; i++) {
            int p = state + text[i] + 1;
            if (p >= check.length || check[p] != state) {
                return NONE;
            }
            state = base[p];
        }
        return state;
    }
}
