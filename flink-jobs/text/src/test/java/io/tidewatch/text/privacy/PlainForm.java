package io.tidewatch.text.privacy;

import java.text.Normalizer;
import java.util.Locale;

/** Letters and digits of a text without any disguise, by Unicode's compatibility forms and a table of Han numerals. */
public final class PlainForm {
    private PlainForm() {}

    /** Lower-case letters, digits and Han characters only. */
    public static String of(String text) {
        StringBuilder b = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKC).codePoints().forEach(p -> {
            int han = "〇零一二三四五六七八九".indexOf(p);
            if (Character.isDigit(p)) {
                b.append(Character.digit(p, 10));
            } else if (han >= 0 || p == '幺') {
                b.append(p == '幺' ? 1 : Math.max(0, han - 1));
            } else if (p == '⓪') {
                b.append('0');
            } else if (p == 'o' || p == 'O') {
                b.append('0');
            } else if (Character.isLetter(p)) {
                b.appendCodePoint(p);
            }
        });
        return b.toString().toLowerCase(Locale.ROOT);
    }
}
