package io.tidewatch.text.hanlp;

import com.hankcs.hanlp.collection.trie.DoubleArrayTrie;
import com.hankcs.hanlp.corpus.tag.Nature;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import com.hankcs.hanlp.seg.common.Vertex;
import com.hankcs.hanlp.utility.Predefine;
import org.jspecify.annotations.Nullable;

/** HanLP's core dictionary as {@link WordGraph} needs it, one array for each property of a word. Immutable. */
final class CoreWords {
    private static final double RAREST = Math.log(1e7);
    private static final double ALONE_UNKNOWN = costAlone(Predefine.OOV_DEFAULT_FREQUENCY);
    private static final double ALONE_AT_THE_EDGE = costAlone(Predefine.TOTAL_FREQUENCY / 10);

    private final DoubleArrayTrie<CoreDictionary.Attribute> library;
    private final DoubleArrayTrie<CoreDictionary.Attribute> own;
    private final int[] base;
    private final int[] check;
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
        base = trie.getBase();
        check = trie.getCheck();
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

    int[] base() {
        return base;
    }

    int[] check() {
        return check;
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
        int state = base[0];
        for (int i = from; i < to; i++) {
            int p = state + text[i] + 1;
            if (p >= check.length || check[p] != state) {
                return -1;
            }
            state = base[p];
        }
        int value = base[state];
        return value < 0 && check[state] == state ? -value - 1 : -1;
    }
}
