package io.tidewatch.text.hanlp;

import com.hankcs.hanlp.collection.trie.DoubleArrayTrie;
import com.hankcs.hanlp.dictionary.CoreDictionary;

/** Words made of words, as {@link WordGraph} needs them: what is read together lies together. Immutable. */
final class JoinedWords {
    /** No way from there. */
    static final int NONE = -1;

    /** What a state says: no word ends there, or one without or with something to say. */
    static final int NO_WORD = 0;

    static final int WORD = 1;
    static final int CONTENT_WORD = 2;

    // A cell of the double array: where its children begin, whose child it is, and the word that ends in it.
    private static final int BITS = 28;
    private static final long MASK = (1L << BITS) - 1;
    private static final long FREE = MASK << BITS;

    private final long[] cells;

    JoinedWords(DoubleArrayTrie<CoreDictionary.Attribute> trie) {
        int[] base = trie.getBase();
        int[] check = trie.getCheck();
        boolean empty = base == null || base.length < 2;
        cells = new long[empty ? 0 : base.length];
        if (cells.length >= MASK) {
            throw new IllegalStateException("dictionary of " + cells.length + " cells, expected fewer than " + MASK);
        }
        for (int i = 0; i < cells.length; i++) {
            // a negative base belongs to the mark of a word's end, which no character leads to
            cells[i] = base[i] < 0 ? FREE : base[i] | (long) check[i] << BITS | (long) kind(trie, base[i]) << 2 * BITS;
        }
    }

    private static int kind(DoubleArrayTrie<CoreDictionary.Attribute> trie, int state) {
        CoreDictionary.Attribute a = state <= 0 || state >= trie.getBase().length ? null : trie.output(state);
        return a == null ? NO_WORD : CoreWords.content(a) ? CONTENT_WORD : WORD;
    }

    boolean isEmpty() {
        return cells.length == 0;
    }

    /** The state before the first character. */
    long root() {
        return 1;
    }

    /** The state after more characters, or {@link #NONE}. */
    long after(long state, char[] text, int from, int to) {
        long at = state;
        for (int i = from; i < to; i++) {
            long base = at & MASK;
            int p = (int) base + text[i] + 1;
            if (p >= cells.length) {
                return NONE;
            }
            at = cells[p];
            if ((at >>> BITS & MASK) != base) {
                return NONE;
            }
        }
        return at;
    }

    /** What a state says; of {@link #NONE} nothing may be asked. */
    static int kind(long state) {
        return (int) (state >>> 2 * BITS);
    }
}
