package io.tidewatch.text;

import io.tidewatch.text.opinion.Clauses;
import org.jspecify.annotations.Nullable;

/** Tells Chinese, English and mixtures apart by counting letters, and other languages by their letters and little words. */
final class Language {
    private static final int MAX_NAME_LENGTH = 12;

    private Language() {}

    /** A language as a source names it, when it is a name of one (zh-CN, en): the field takes anything. */
    static @Nullable String named(@Nullable String lang) {
        if (lang == null || lang.isEmpty() || lang.length() > MAX_NAME_LENGTH) {
            return null;
        }
        for (int i = 0; i < lang.length(); i++) {
            char c = lang.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_')) {
                return null;
            }
        }
        return lang;
    }

    /** {@code zh}, {@code en}, {@code mixed} or {@code other}; a Latin word counts as two Han characters. */
    static String of(CharSequence text) {
        int han = 0;
        int words = 0;
        int other = 0;
        int kana = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean latin = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (latin && !inWord) {
                words++;
            } else if (Clauses.han(c)) {
                han++;
            } else if (!latin && c > 0x7F && Character.isLetter(c)) {
                other++;
                kana += c >= 0x3041 && c <= 0x30FF && c != 'の' ? 1 : 0;
            }
            inWord = latin || (inWord && c == '\'');
        }
        int latinWeight = 2 * words;
        if (other > han + latinWeight || han + words == 0) {
            return "other";
        }
        // Japanese writes most nouns in Han characters; the little words between give it away.
        if (kana >= 2 && 4 * kana >= han) {
            return "other";
        }
        if (han == 0 && OtherLanguages.is(text)) {
            return "other";
        }
        double share = (double) han / (han + latinWeight);
        if (share >= 0.7 || (words == 1 && han >= 2)) {
            return "zh";
        }
        return share <= 0.1 || (han < 2 && share < 0.5) ? "en" : "mixed";
    }
}
