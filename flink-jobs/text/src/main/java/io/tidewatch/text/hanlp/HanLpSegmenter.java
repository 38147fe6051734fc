package io.tidewatch.text.hanlp;

import com.hankcs.hanlp.collection.trie.DoubleArrayTrie;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import com.hankcs.hanlp.dictionary.DynamicCustomDictionary;
import com.hankcs.hanlp.dictionary.ts.TraditionalChineseDictionary;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;
import io.tidewatch.text.privacy.CommonWords;
import io.tidewatch.text.words.Segmenter;
import io.tidewatch.text.words.Simplification;
import io.tidewatch.text.words.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The words that HanLP's Viterbi segmenter finds without names and parts of speech, found in less time. Dictionaries are
 * loaded once per JVM, when first used.
 */
public final class HanLpSegmenter implements Segmenter {
    /** Held, because the logging framework keeps loggers weakly: HanLP logs to stderr otherwise. */
    private static final Logger HANLP = Logger.getLogger("HanLP");

    /** Part of speech and frequency of our own words. */
    private static final String NOUN = "nz 1024";

    private final Segment segment;
    private final ThreadLocal<WordGraph> graphs;

    private HanLpSegmenter() {
        HANLP.setLevel(Level.OFF);
        DynamicCustomDictionary custom = dictionary();
        segment = new ViterbiSegment()
                .enableAllNamedEntityRecognize(false)
                .enablePartOfSpeechTagging(false)
                .enableCustomDictionary(custom)
                .enableMultithreading(false);
        segment.seg("预热");
        CoreWords words = new CoreWords(custom.dat, own(custom));
        graphs = ThreadLocal.withInitial(() -> new WordGraph(words));
    }

    private static DoubleArrayTrie<CoreDictionary.Attribute> own(DynamicCustomDictionary custom) {
        TreeMap<String, CoreDictionary.Attribute> words = new TreeMap<>();
        if (custom.trie != null) {
            for (Map.Entry<String, CoreDictionary.Attribute> e : custom.trie.entrySet()) {
                words.put(e.getKey(), e.getValue());
            }
        }
        return new DoubleArrayTrie<>(words);
    }

    /** HanLP's own custom words, and ours, for this segmenter alone: the process-wide dictionary stays as it is. */
    private static DynamicCustomDictionary dictionary() {
        DynamicCustomDictionary own = new DynamicCustomDictionary();
        for (String line : lines()) {
            for (String word : line.split(" ")) {
                if (!line.startsWith("#") && word.length() > 1) {
                    own.insert(word, NOUN);
                }
            }
        }
        return own;
    }

    private static String[] lines() {
        try (InputStream in = HanLpSegmenter.class.getResourceAsStream("words.txt")) {
            if (in == null) {
                throw new IllegalStateException("resource missing: words.txt");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one of this JVM. */
    public static HanLpSegmenter shared() {
        return Shared.SEGMENTER;
    }

    /** HanLP's table of traditional characters. */
    public static Simplification simplification() {
        return Shared.SIMPLIFICATION;
    }

    /** HanLP's core dictionary without the names of persons in it. */
    public static CommonWords commonWords() {
        HanLpSegmenter.shared();
        return word -> {
            CoreDictionary.Attribute a = CoreDictionary.get(word);
            return a != null && !a.nature[0].toString().startsWith("nr");
        };
    }

    /** True when HanLP's core dictionary has a word first of all as the name of a person or a place. */
    public static boolean isNameOrPlace(String word) {
        String nature = nature(word);
        return nature.startsWith("nr") || nature.startsWith("ns");
    }

    /** True when HanLP's core dictionary has a word first of all as a noun, or not at all: then it is one of our own, or new. */
    public static boolean isNoun(String word) {
        String nature = nature(word);
        return nature.isEmpty() || nature.startsWith("n") || nature.equals("vn");
    }

    private static String nature(String word) {
        HanLpSegmenter.shared();
        CoreDictionary.Attribute a = CoreDictionary.get(word);
        return a == null || a.nature[0] == null ? "" : a.nature[0].toString();
    }

    @Override
    public void read(String text, Words out) {
        graphs.get().read(text, out);
    }

    /** Words by the library's own segmenter, to measure and to compare. */
    public List<String> wordsOfLibrary(String text) {
        List<Term> terms = segment.seg(text.toCharArray());
        List<String> out = new ArrayList<>(terms.size());
        for (Term t : terms) {
            out.add(t.word);
        }
        return out;
    }

    /** Segments by the library's own segmenter and only counts: what it takes alone. */
    public int countWords(String text) {
        return segment.seg(text.toCharArray()).size();
    }

    private static final class Shared {
        static final HanLpSegmenter SEGMENTER = new HanLpSegmenter();
        static final Simplification SIMPLIFICATION = table();

        private static Simplification table() {
            char[] table = new char[1 << 16];
            for (int c = 0; c < table.length; c++) {
                table[c] = (char) c;
            }
            for (char c = 0x3400; c < 0xA000; c++) {
                String simple = TraditionalChineseDictionary.convertToSimplifiedChinese(String.valueOf(c));
                if (simple.length() == 1) {
                    table[c] = simple.charAt(0);
                }
            }
            return new Simplification(table);
        }
    }
}
