package io.tidewatch.text.clean;

import org.jspecify.annotations.Nullable;

/** Faces made of signs, each as the emoji that says the same, so that sentiment has to know only emoji. */
final class Kaomoji {
    private static final String GLAD = "😊";
    private static final String SAD = "😭";
    private static final String ANGRY = "😡";
    private static final int MAX_LENGTH = 16;

    private static final String[] SAD_FACES = {
        "T_T", "T^T", "T.T", "QAQ", "TAT", "QWQ", ";_;", "T﹏T", "╥﹏╥", "ಥ_ಥ", ">_<", ":'(", ":-(", ":("
    };
    private static final String[] GLAD_FACES = {"^_^", "^o^", "^O^", "^-^", ":-)", ":)", ":D", ":-D"};
    private static final String ANGRY_SIGNS = "╯┻┳ಠ益皿凸╬メ";
    private static final String SAD_SIGNS = "Д﹏□╥ಥд；╭╮︵⌒";
    private static final String GLAD_SIGNS = "▽ω‿◕≧≦∀ᴗ◡εᵕ❛✿ᗜ˃˂ڡ";

    /** How long the face is that was found last. */
    record Face(String emoji, int length) {}

    private Kaomoji() {}

    /** The face that starts at a place, or null. */
    static @Nullable Face at(String text, int at) {
        char c = text.charAt(at);
        if (c == '(' || c == '（') {
            return bracketed(text, at);
        }
        if (c == 'T' || c == 'Q' || c == ';' || c == ':' || c == '^' || c == '>' || c == '╥' || c == 'ಥ') {
            boolean inWord = at > 0 && Character.isLetterOrDigit(text.charAt(at - 1)) && text.charAt(at - 1) < 0x80;
            if (inWord) {
                return null;
            }
            Face sad = one(text, at, SAD_FACES, SAD);
            return sad != null ? sad : one(text, at, GLAD_FACES, GLAD);
        }
        return null;
    }

    private static @Nullable Face one(String text, int at, String[] faces, String emoji) {
        for (String f : faces) {
            int end = at + f.length();
            if (text.startsWith(f, at)
                    && (end == text.length()
                            || !(text.charAt(end) < 0x80 && Character.isLetterOrDigit(text.charAt(end))))) {
                return new Face(emoji, f.length());
            }
        }
        return null;
    }

    /** Between brackets: signs and no words. */
    private static @Nullable Face bracketed(String text, int at) {
        int angry = 0;
        int sad = 0;
        int glad = 0;
        int stop = Math.min(text.length(), at + MAX_LENGTH);
        for (int i = at + 1; i < stop; i++) {
            char c = text.charAt(i);
            if (c == ')' || c == '）') {
                String emoji = angry > 0 ? ANGRY : glad > sad ? GLAD : SAD;
                boolean table = text.startsWith("╯︵", i + 1);
                return angry + sad + glad == 0 ? null : new Face(table ? ANGRY : emoji, i + 1 + tail(text, i + 1) - at);
            }
            if (c >= 0x3400 && c < 0xA000 && ANGRY_SIGNS.indexOf(c) < 0
                    || c >= '0' && c <= '9'
                    || c >= 'a' && c <= 'z') {
                return null;
            }
            angry += ANGRY_SIGNS.indexOf(c) >= 0 ? 1 : 0;
            sad += SAD_SIGNS.indexOf(c) >= 0 ? 1 : 0;
            glad += GLAD_SIGNS.indexOf(c) >= 0 ? 1 : 0;
        }
        return null;
    }

    /** Arms and tables that follow a face. */
    private static int tail(String text, int at) {
        int i = at;
        while (i < text.length() && i - at < 8 && "╯︵┻━┳づノゝっ彡┴ ".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        while (i > at && text.charAt(i - 1) == ' ') {
            i--;
        }
        return i - at;
    }
}
