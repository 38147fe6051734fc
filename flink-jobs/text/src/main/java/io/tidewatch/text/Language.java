package io.tidewatch.text;

/** Tells Chinese, English and mixtures apart by counting letters. */
final class Language {
    private Language() {}

    /** {@code zh}, {@code en}, {@code mixed} or {@code other}; a Latin word counts as two Han characters. */
    static String of(CharSequence text) {
        int han = 0;
        int words = 0;
        int other = 0;
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
            }
            inWord = latin || (inWord && c == '\'');
        }
        int latinWeight = 2 * words;
        if (other > han + latinWeight || han + words == 0) {
            return "other";
        }
        double share = (double) han / (han + latinWeight);
        if (share >= 0.7 || (words == 1 && han >= 2)) {
            return "zh";
        }
        return share <= 0.1 || (han < 2 && share < 0.5) ? "en" : "mixed";
    }
}
