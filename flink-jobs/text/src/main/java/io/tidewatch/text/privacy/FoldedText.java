package io.tidewatch.text.privacy;

/**
 * A text without its disguises, and where each character of it stood; what was found so far is taken and not found
 * again. Reused from text to text by one thread.
 */
final class FoldedText {
    private static final int[] NONE = {};

    int length;
    char[] chars = new char[256];
    boolean digits;
    boolean hanDigits;
    boolean latin;
    boolean han;

    private int signs;
    private String original = "";
    private int[] from = new int[256];
    private int[] to = new int[256];
    private int[] taken = NONE;
    private int found;
    private boolean labelled;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private String[] labels = new String[16];

    /** Takes a text; labels of an earlier masking stand and are not looked into. */
    void read(String text) {
        original = text;
        int n = text.length();
        if (chars.length < n + 1) {
            int size = Integer.highestOneBit(n + 1) * 2;
            chars = new char[size];
            from = new int[size];
            to = new int[size];
        }
        if (taken.length < chars.length) {
            taken = new int[chars.length];
        }
        length = 0;
        found = 0;
        labelled = false;
        digits = false;
        hanDigits = false;
        latin = false;
        signs = 0;
        han = false;
        int i = 0;
        while (i < n) {
            char c = text.charAt(i);
            int end = i + 1;
            char plain;
            if (Character.isHighSurrogate(c) && end < n && Character.isLowSurrogate(text.charAt(end))) {
                plain = Glyphs.plain(Character.toCodePoint(c, text.charAt(end)));
                end++;
            } else {
                plain = Glyphs.plain(c);
            }
            if (c == '[') {
                int label = PersonalDataKind.labelEnd(text, i);
                if (label > i) {
                    add(Glyphs.SYMBOL, i, label);
                    taken[length - 1] = 1;
                    labelled = true;
                    i = label;
                    continue;
                }
            }
            if (plain != Glyphs.NOTHING) {
                add(plain, i, end);
                note(plain);
            }
            i = end;
        }
        chars[length] = 0;
    }

    private void add(char c, int start, int end) {
        chars[length] = c;
        from[length] = start;
        to[length] = end;
        taken[length++] = 0;
    }

    private void note(char c) {
        signs |= Triggers.of(c);
        if (c < 0x80) {
            digits |= Glyphs.digit(c);
            latin |= Glyphs.latin(c);
        } else {
            han |= Glyphs.han(c);
            hanDigits |= Glyphs.hanDigit(c) >= 0;
        }
    }

    /** The character at a place; 0 outside the text and where something was found. */
    char at(int i) {
        return i < 0 || i >= length || taken[i] != 0 ? 0 : chars[i];
    }

    /** The character at a place in lower case; 0 outside the text and where something was found. */
    char low(int i) {
        char c = at(i);
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    /** Whether any character concerns a finder. */
    boolean concerns(int finder) {
        return (signs & finder) != 0;
    }

    /** Whether the character at a place of the text concerns a finder. */
    boolean concerns(int i, int finder) {
        return (Triggers.of(chars[i]) & finder) != 0;
    }

    /** Whether anything was found so far or stood as a label before. */
    boolean anyTaken() {
        return found > 0 || labelled;
    }

    boolean isTaken(int i) {
        return i >= 0 && i < length && taken[i] != 0;
    }

    /** Value of an Arabic or Han digit at a place, or -1. */
    int digit(int i) {
        char c = at(i);
        return Glyphs.digit(c) ? c - '0' : Glyphs.hanDigit(c);
    }

    /** Whether a word stands at a place, whatever the case of its letters. */
    boolean has(int i, String word) {
        for (int k = 0; k < word.length(); k++) {
            if (low(i + k) != word.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of the words stands within so many characters before a place. */
    boolean preceded(int place, int within, String... words) {
        for (String w : words) {
            for (int i = place - w.length(); i >= Math.max(0, place - within - w.length()); i--) {
                if (has(i, w)) {
                    return true;
                }
            }
        }
        return false;
    }

    String text(int start, int end) {
        return new String(chars, start, end - start);
    }

    void take(int start, int end, PersonalDataKind kind) {
        take(start, end, kind.label());
    }

    void take(int start, int end, String label) {
        if (found == starts.length) {
            starts = java.util.Arrays.copyOf(starts, 2 * found);
            ends = java.util.Arrays.copyOf(ends, 2 * found);
            labels = java.util.Arrays.copyOf(labels, 2 * found);
        }
        starts[found] = start;
        ends[found] = end;
        labels[found++] = label;
        for (int i = start; i < end; i++) {
            taken[i] = found + 1;
        }
    }

    /** The original text with a label for each find. */
    String masked() {
        if (found == 0) {
            return original;
        }
        StringBuilder out = new StringBuilder(original.length());
        int copied = 0;
        int i = 0;
        while (i < length) {
            int t = taken[i];
            if (t <= 1) {
                i++;
                continue;
            }
            int f = t - 2;
            out.append(original, copied, from[starts[f]]).append(labels[f]);
            copied = to[ends[f] - 1];
            i = ends[f];
        }
        return out.append(original, copied, original.length()).toString();
    }
}
