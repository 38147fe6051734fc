package io.tidewatch.text.hanlp;

import com.hankcs.hanlp.corpus.tag.Nature;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import com.hankcs.hanlp.dictionary.DynamicCustomDictionary;
import com.hankcs.hanlp.dictionary.ts.TraditionalChineseDictionary;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;
import io.tidewatch.text.privacy.CommonWords;
import io.tidewatch.text.words.Segmenter;
import io.tidewatch.text.words.Simplification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** HanLP's Viterbi segmenter without names and parts of speech. Dictionaries are loaded once per JVM, when first used. */
public final class HanLpSegmenter implements Segmenter {
    /** Held, because the logging framework keeps loggers weakly: HanLP speaks on stderr otherwise. */
    private static final Logger HANLP = Logger.getLogger("HanLP");

    /** Part of speech and frequency of our own words. */
    private static final String NOUN = "nz 1024";

    private static final double RAREST = Math.log(1e7);

    private final Segment segment;

    private HanLpSegmenter() {
        HANLP.setLevel(Level.OFF);
        segment = new ViterbiSegment()
                .enableAllNamedEntityRecognize(false)
                .enablePartOfSpeechTagging(false)
                .enableCustomDictionary(dictionary())
                .enableMultithreading(false);
        segment.seg("预热");
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

    @Override
    public List<Word> words(String text) {
        List<Term> terms = segment.seg(text.toCharArray());
        List<Word> out = new ArrayList<>(terms.size());
        for (Term t : terms) {
            boolean content = t.word.length() > 1 && content(t.nature);
            out.add(new Word(t.word, content, content ? rarity(t.word) : 0));
        }
        return out;
    }

    /** Segments and only counts: what the library alone takes, to measure beside. */
    public int countWords(String text) {
        return segment.seg(text.toCharArray()).size();
    }

    private static double rarity(String word) {
        return RAREST - Math.log(1 + CoreDictionary.getTermFrequency(word));
    }

    private static boolean content(@Nullable Nature nature) {
        if (nature == null) {
            return false;
        }
        char first = nature.toString().charAt(0);
        return first == 'n' || first == 'v' || first == 'a' || first == 'g';
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
