package io.tidewatch.text.hanlp;

import com.hankcs.hanlp.dictionary.py.Pinyin;
import com.hankcs.hanlp.dictionary.py.PinyinDictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Chinese in Latin letters, by HanLP's dictionary, which is loaded when first used. */
public final class HanLpPinyin {
    private HanLpPinyin() {}

    /** The syllables of a text in lower case without tones, and its Latin words; all else is left out. */
    public static List<String> syllables(String text) {
        HanLpSegmenter.shared();
        List<String> out = new ArrayList<>();
        StringBuilder latin = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c < 0x80 && Character.isLetterOrDigit(c);
            if (letter) {
                latin.append(Character.toLowerCase(c));
            }
            if ((!letter || i + 1 == text.length()) && latin.length() > 0) {
                out.add(latin.toString());
                latin.setLength(0);
            }
            if (Character.isIdeographic(c)) {
                Pinyin p = PinyinDictionary.convertToPinyin(String.valueOf(c)).get(0);
                if (p != Pinyin.none5) {
                    out.add(p.getPinyinWithoutTone().toLowerCase(Locale.ROOT));
                }
            }
        }
        return out;
    }
}
