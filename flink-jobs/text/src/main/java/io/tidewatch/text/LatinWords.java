package io.tidewatch.text;

import io.tidewatch.text.words.Words;
import java.util.Locale;

/** Words of a text without Han characters: runs of letters and digits, apostrophes inside. */
final class LatinWords {
    private static final int MIN_CONTENT_LENGTH = 3;

    private LatinWords() {}

    static void read(String text, Words out) {
        out.clear();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inside = i < text.length()
                    && (Character.isLetterOrDigit(text.charAt(i))
                            || (start >= 0
                                    && text.charAt(i) == '\''
                                    && i + 1 < text.length()
                                    && Character.isLetter(text.charAt(i + 1))));
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                String word = text.substring(start, i).toLowerCase(Locale.ROOT);
                boolean content = word.length() >= MIN_CONTENT_LENGTH && Character.isLetter(word.charAt(0));
                out.add(word.toCharArray(), 0, word.length(), content, content ? word.length() : 0);
                start = -1;
            }
        }
    }
}
