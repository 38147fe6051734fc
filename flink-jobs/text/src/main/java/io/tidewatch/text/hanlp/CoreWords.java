package io.tidewatch.text.hanlp;

import com.hankcs.hanlp.collection.trie.DoubleArrayTrie;
import com.hankcs.hanlp.corpus.tag.Nature;
import com.hankcs.hanlp.dictionary.CoreBiGramTableDictionary;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import com.hankcs.hanlp.seg.common.Vertex;
import com.hankcs.hanlp.utility.Predefine;
import org.jspecify.annotations.Nullable;

/**
 * HanLP's core dictionary as {@link WordGraph} needs it: what is read together lies together, because most of the time goes
 * into waiting for memory. Words are numbered; behind them stand six for what is no word of the dictionary. Immutable.
 */
final class CoreWords {
    private static final int NONE = -1;

    // A cell of the double array: where its children begin, whose child it is, and the word that ends in it, plus 1.
    private static final int CELL_BITS = 22;
    private static final long CELL_MASK = (1L << CELL_BITS) - 1;
    private static final long FREE = CELL_MASK << CELL_BITS;

    // What is known of a word: its cost alone, and its number among pairs, frequency, content and bound.
    private static final int RECORD = 2;
    private static final int ID_BITS = 20;
    private static final int ID_MASK = (1 << ID_BITS) - 1;
    private static final int FREQUENCY_BITS = 31;
    private static final long CONTENT = 1L << ID_BITS + FREQUENCY_BITS;
    private static final long BOUNDED = CONTENT << 1;

    /** The number among pairs of what is in none. */
    private static final int UNPAIRED = ID_MASK;

    private static final double RAREST = Math.log(1e7);
    private static final int EDGE_FREQUENCY = Predefine.TOTAL_FREQUENCY / 10;
    private static final int STAND_INS = 6;

    private final double pairs = Predefine.myu;

    private final JoinedWords library;
    private final JoinedWords own;
    private final long[] cells;
    private final int root;
    private final int size;
    private final long[] records;
    private final double[] logFrequency;

    /**
     * @param library HanLP's custom words, joined after parting
     * @param own further words, joined after those
     */
    CoreWords(DoubleArrayTrie<CoreDictionary.Attribute> library, DoubleArrayTrie<CoreDictionary.Attribute> own) {
        this.library = new JoinedWords(library);
        this.own = new JoinedWords(own);
        DoubleArrayTrie<CoreDictionary.Attribute> trie = CoreDictionary.trie;
        int[] base = trie.getBase();
        int[] check = trie.getCheck();
        size = trie.size();
        root = base[0];
        if (base.length >= CELL_MASK || size + STAND_INS >= ID_MASK) {
            throw new IllegalStateException("dictionary of " + size + " words in " + base.length
                    + " cells, expected fewer than " + ID_MASK + " in " + CELL_MASK);
        }
        cells = new long[base.length];
        for (int i = 0; i < base.length; i++) {
            int state = base[i];
            boolean ends = state >= 0 && state < base.length && check[state] == state && base[state] < 0;
            long word = ends ? -base[state] : 0;
            // a negative base belongs to the mark of a word's end, which no character leads to
            cells[i] = state < 0 ? FREE : state | (long) check[i] << CELL_BITS | word << 2 * CELL_BITS;
        }
        records = new long[(size + STAND_INS) * RECORD];
        logFrequency = new double[size];
        for (int w = 0; w < size; w++) {
            CoreDictionary.Attribute a = trie.getValueAt(w);
            // it counts names, numbers and times each under one heading, and knows which; any text will do
            Vertex v = new Vertex("词", a, w);
            // no pair of a word counted by itself is more frequent than the word
            record(w, v.wordID, v.attribute.totalFrequency, content(v.attribute), v.wordID == w);
            logFrequency[w] = Math.log(1 + a.totalFrequency);
        }
        record(begin(), CoreDictionary.BEGIN_WORD_ID, EDGE_FREQUENCY, false, false);
        record(end(), CoreDictionary.END_WORD_ID, EDGE_FREQUENCY, false, false);
        record(number(), CoreDictionary.M_WORD_ID, Predefine.OOV_DEFAULT_FREQUENCY, false, false);
        record(latin(), CoreDictionary.X_WORD_ID, Predefine.OOV_DEFAULT_FREQUENCY, true, false);
        record(sign(), UNPAIRED, Predefine.OOV_DEFAULT_FREQUENCY, false, true);
        record(unknown(), UNPAIRED, Predefine.OOV_DEFAULT_FREQUENCY, true, true);
    }

    private void record(int word, int id, int frequency, boolean content, boolean bounded) {
        records[word * RECORD] = Double.doubleToRawLongBits(
                -Math.log(0.9 * (1 - pairs) + (1 - 0.9) * frequency / Predefine.TOTAL_FREQUENCY));
        records[word * RECORD + 1] =
                id & ID_MASK | (long) frequency << ID_BITS | (content ? CONTENT : 0) | (bounded ? BOUNDED : 0);
    }

    static boolean content(CoreDictionary.Attribute a) {
        @Nullable Nature nature = a.nature[0];
        if (nature == null) {
            return false;
        }
        char first = nature.toString().charAt(0);
        return first == 'n' || first == 'v' || first == 'a' || first == 'g';
    }

    JoinedWords library() {
        return library;
    }

    JoinedWords own() {
        return own;
    }

    /** The cell before the first character. */
    long root() {
        return root;
    }

    /** The cell of a character after another, or −1. */
    long cell(long before, char c) {
        long state = before & CELL_MASK;
        int at = (int) state + c + 1;
        if (at >= cells.length) {
            return NONE;
        }
        long cell = cells[at];
        return (cell >>> CELL_BITS & CELL_MASK) == state ? cell : NONE;
    }

    /** The word that ends in a cell, or −1. */
    static int word(long cell) {
        return (int) (cell >>> 2 * CELL_BITS) - 1;
    }

    /** Number of words in the dictionary; what counts no less is a stand-in. */
    int size() {
        return size;
    }

    /** Before the first word. */
    int begin() {
        return size;
    }

    /** Behind the last word. */
    int end() {
        return size + 1;
    }

    /** Digits. */
    int number() {
        return size + 2;
    }

    /** Letters of one byte. */
    int latin() {
        return size + 3;
    }

    /** Punctuation and the like. */
    int sign() {
        return size + 4;
    }

    /** Any other characters. */
    int unknown() {
        return size + 5;
    }

    /** Cost of a word after one that it was never seen with. */
    double alone(int word) {
        return Double.longBitsToDouble(records[word * RECORD]);
    }

    boolean content(int word) {
        return (records[word * RECORD + 1] & CONTENT) != 0;
    }

    /** Whether no word costs less than nothing after this one: its count is no smaller than that of its pairs. */
    boolean isBounded(int word) {
        return (records[word * RECORD + 1] & BOUNDED) != 0;
    }

    /** Cost of a word after another, by the count of the pair. */
    double cost(int a, int b) {
        int n = CoreBiGramTableDictionary.getBiFrequency(id(a), id(b));
        return n == 0
                ? alone(b)
                : -Math.log(0.9 * (pairs * n / (frequency(a) + 1) + 1 - pairs)
                        + (1 - 0.9) * frequency(b) / Predefine.TOTAL_FREQUENCY);
    }

    /** What pairs are counted under; −1, which the library knows, for what is in none. */
    private int id(int word) {
        int id = (int) records[word * RECORD + 1] & ID_MASK;
        return id == UNPAIRED ? NONE : id;
    }

    private int frequency(int word) {
        return (int) (records[word * RECORD + 1] >>> ID_BITS) & Integer.MAX_VALUE;
    }

    /** 0 for the commonest words; of words not in the dictionary, −1, the greatest. */
    double rarity(int word) {
        return word < 0 ? RAREST : RAREST - logFrequency[word];
    }

    /** Place of a word in the dictionary, or −1. */
    int find(char[] text, int from, int to) {
        long cell = root;
        for (int i = from; i < to; i++) {
            cell = cell(cell, text[i]);
            if (cell == NONE) {
                return NONE;
            }
        }
        return word(cell);
    }
}
