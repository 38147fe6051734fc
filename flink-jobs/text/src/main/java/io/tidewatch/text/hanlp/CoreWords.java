package io.tidewatch.text.hanlp;

import com.hankcs.hanlp.collection.trie.DoubleArrayTrie;
import com.hankcs.hanlp.corpus.tag.Nature;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import com.hankcs.hanlp.seg.common.Vertex;
import com.hankcs.hanlp.utility.Predefine;
import org.jspecify.annotations.Nullable;

/** HanLP's core dictionary as {@link WordGraph} needs it, one array for each property of a word. Immutable. */
final class CoreWords {
    private static final int NONE = -1;
    private static final int CELL = 4;
    private static final int CHECK = 1;
    private static final int WORD = 2;

    private static final double RAREST = Math.log(1e7);
    private static final double ALONE_UNKNOWN = costAlone(Predefine.OOV_DEFAULT_FREQUENCY);
    private static final double ALONE_AT_THE_EDGE = costAlone(Predefine.TOTAL_FREQUENCY / 10);

    private final DoubleArrayTrie<CoreDictionary.Attribute> library;
    private final DoubleArrayTrie<CoreDictionary.Attribute> own;
    /** The dictionary's double array, what is read together kept together: base, check, word that ends here or −1. */
    private final int[] cells;

    private final int root;
    private final int[] id;
    private final int[] frequency;
    private final double[] alone;
    private final double[] logFrequency;
    private final boolean[] content;

    /**
     * @param library HanLP's custom words, joined after parting
     * @param own further words, joined after those
     */
    CoreWords(DoubleArrayTrie<CoreDictionary.Attribute> library, DoubleArrayTrie<CoreDictionary.Attribute> own) {
        this.library = library;
        this.own = own;
        DoubleArrayTrie<CoreDictionary.Attribute> trie = CoreDictionary.trie;
        int[] base = trie.getBase();
        int[] check = trie.getCheck();
        root = base[0];
        cells = new int[base.length * CELL];
        for (int i = 0; i < base.length; i++) {
            int state = base[i];
            boolean ends = state >= 0 && state < base.length && check[state] == state && base[state] < 0;
            cells[i * CELL] = state;
            cells[i * CELL + CHECK] = check[i];
            cells[i * CELL + WORD] = ends ? -base[state] - 1 : NONE;
        }
        int n = trie.size();
        id = new int[n];
        frequency = new int[n];
        alone = new double[n];
        logFrequency = new double[n];
        content = new boolean[n];
        for (int w = 0; w < n; w++) {
            CoreDictionary.Attribute a = trie.getValueAt(w);
            // it counts names, numbers and times each under one heading, and knows which; any text will do
            Vertex v = new Vertex("词", a, w);
            id[w] = v.wordID;
            frequency[w] = v.attribute.totalFrequency;
            alone[w] = costAlone(v.attribute.totalFrequency);
            content[w] = content(v.attribute);
            logFrequency[w] = Math.log(1 + a.totalFrequency);
        }
    }

    private static double costAlone(int frequency) {
        return -Math.log(0.9 * (1 - Predefine.myu) + (1 - 0.9) * frequency / Predefine.TOTAL_FREQUENCY);
    }

    static boolean content(CoreDictionary.Attribute a) {
        @Nullable Nature nature = a.nature[0];
        if (nature == null) {
            return false;
        }
        char first = nature.toString().charAt(0);
        return first == 'n' || first == 'v' || first == 'a' || first == 'g';
    }

    DoubleArrayTrie<CoreDictionary.Attribute> library() {
        return library;
    }

    DoubleArrayTrie<CoreDictionary.Attribute> own() {
        return own;
    }

    int root() {
        return root;
    }

    /** The cell of a character after a state, or −1. */
    int cell(int state, char c) {
        int at = (state + c + 1) * CELL;
        return at < cells.length && cells[at + CHECK] == state ? at : NONE;
    }

    /** The state that a cell leads to. */
    int state(int cell) {
        return cells[cell];
    }

    /** The word that ends in a cell, or −1. */
    int word(int cell) {
        return cells[cell + WORD];
    }

    /** Number of words. */
    int size() {
        return id.length;
    }

    int id(int word) {
        return id[word];
    }

    int frequency(int word) {
        return frequency[word];
    }

    double alone(int word) {
        return alone[word];
    }

    double aloneUnknown() {
        return ALONE_UNKNOWN;
    }

    double aloneAtTheEdge() {
        return ALONE_AT_THE_EDGE;
    }

    boolean content(int word) {
        return content[word];
    }

    /** 0 for the commonest words; of words not in the dictionary, −1, the greatest. */
    double rarity(int word) {
        return word < 0 ? RAREST : RAREST - logFrequency[word];
    }

    /** Place of a word in the dictionary, or −1. */
    int find(char[] text, int from, int to) {
        int state = root;
        int word = NONE;
        for (int i = from; i < to; i++) {
            int cell = cell(state, text[i]);
            if (cell == NONE) {
                return NONE;
            }
            state = state(cell);
            word = word(cell);
        }
        return word;
    }
}
