package io.tidewatch.text.sentiment;

import java.util.Arrays;
import java.util.List;

/**
 * What an English text says, as buckets of a hash table: words, pairs of neighbours and runs of letters inside words, so that a
 * misspelt word resembles the right one. Read alike are capitals and small letters, words with and without their apostrophe
 * ({@code don't}, {@code dont}, {@code do n't}), and lengthened ones ({@code sooo}). A word within the reach of a negation is
 * another word. Numbers are one word, and so is a span of time ({@code two hours}). Reused from text to text by one thread.
 */
public final class EnglishWords {
    /** Words after a negation that it reaches, unless a mark parts them. */
    private static final int REACH = 4;

    private static final int LONGEST = 32;
    private static final int SHORTEST_RUN = 3;
    private static final int LONGEST_RUN = 4;
    private static final float OF_RUN = 0.3f;

    private static final long PRIME = 0x100000001B3L;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final long MIX = 0xD6E8FEB86659FD93L;

    private static final long PAIR = 0x51ED270B1L;
    private static final long DENIED = 0x2545F4914F6CDDL;
    private static final long RUN = 0x3C6EF372FL;

    private static final long BEGIN = wordOf("<");
    private static final long NUMBER = wordOf("0");
    private static final long TIME = wordOf("0time");
    private static final long SMILE = wordOf(":)");
    private static final long FROWN = wordOf(":(");
    private static final long ASKED = wordOf("?");
    private static final long CRIED = wordOf("!");
    private static final long CRIED_OUT = wordOf("!!");
    private static final long TAG = wordOf("#");

    private static final long[] NEGATIONS = words(
            "not no never none nothing nobody neither nor without cannot cant wont dont doesnt didnt isnt wasnt arent werent"
                    + " hasnt havent hadnt couldnt shouldnt wouldnt aint hardly barely cudnt dnt");
    private static final long[] NUMBERS =
            words("a an one two three four five six seven eight nine ten eleven twelve few several"
                    + " couple half many another fifteen twenty thirty forty fifty sixty");
    private static final long[] UNITS =
            words("second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks"
                    + " wk wks month months year years yr yrs");
    private static final long[] BETWEEN = words("of an a more full whole straight business working");
    private static final long[] TURNS = words("but however although though yet except");

    private final int shift;
    private final char[] letters = new char[LONGEST];
    private final char[] doubled = new char[LONGEST];
    private int[] bucket = new int[1024];
    private float[] value = new float[1024];
    private int size;

    private long[] word = new long[256];
    private boolean[] parted = new boolean[256];
    private int words;

    /** @param bits of a bucket's number, 8–24 */
    EnglishWords(int bits) {
        if (bits < 8 || bits > 24) {
            throw new IllegalArgumentException("bits: " + bits + ", expected 8–24");
        }
        shift = 64 - bits;
    }

    /** Reads a text; the other methods then answer for it. */
    void read(char[] text, int length) {
        size = 0;
        words = 0;
        part(text, length);
        times();
        int reach = 0;
        long before = BEGIN;
        for (int i = 0; i < words; i++) {
            long w = word[i];
            if (parted[i]) {
                reach = 0;
            }
            boolean negates = in(NEGATIONS, w);
            if (in(TURNS, w)) {
                reach = 0;
            }
            add(reach > 0 && !negates ? w * SPREAD + DENIED : w, 1);
            add((before * PRIME + w) * SPREAD + PAIR, 1);
            reach = negates ? REACH : Math.max(0, reach - 1);
            before = w;
        }
    }

    int size() {
        return size;
    }

    int bucket(int i) {
        return bucket[i];
    }

    float value(int i) {
        return value[i];
    }

    /** Words and marks of the text. */
    int words() {
        return words;
    }

    // --- parting ---

    private void part(char[] text, int length) {
        boolean mark = true;
        boolean tag = false;
        int i = 0;
        while (i < length) {
            char c = text[i];
            if (letter(c)) {
                i = word(text, i, length, mark);
                if (tag) {
                    append(TAG, false);
                }
                mark = false;
                tag = false;
                continue;
            }
            tag = c == '#';
            if (c >= '0' && c <= '9') {
                while (i < length
                        && (digit(text[i]) || (i + 1 < length && ".,:".indexOf(text[i]) >= 0 && digit(text[i + 1])))) {
                    i++;
                }
                append(NUMBER, mark);
                mark = false;
                continue;
            }
            int sign = sign(text, i, length);
            if (sign != 0) {
                append(sign > 0 ? SMILE : FROWN, false);
                i += Math.abs(sign);
                continue;
            }
            if (c == '!' || c == '?') {
                int k = i;
                boolean asked = false;
                while (k < length && (text[k] == '!' || text[k] == '?')) {
                    asked |= text[k] == '?';
                    k++;
                }
                append(asked ? ASKED : k - i > 1 ? CRIED_OUT : CRIED, false);
                mark = true;
                i = k;
                continue;
            }
            if (".,;:\n|…—".indexOf(c) >= 0) {
                mark = true;
            } else if (c >= 0x2190 && !han(c) && !selector(c)) {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < length;
                if (!pair || c != 0xD83C || text[i + 1] < 0xDFFB || text[i + 1] > 0xDFFF) {
                    append(pair ? (c * PRIME + text[i + 1]) * SPREAD : c * SPREAD, false);
                }
                i += pair ? 1 : 0;
            }
            i++;
        }
    }

    /** Reads a word from its first letter; gives the place after it. */
    private int word(char[] text, int from, int length, boolean mark) {
        int n = 0;
        int i = from;
        while (i < length) {
            char c = text[i];
            if (letter(c) || digit(c)) {
                if (n < LONGEST) {
                    letters[n++] = c >= 'A' && c <= 'Z' ? (char) (c + 32) : Character.toLowerCase(c);
                }
                i++;
                continue;
            }
            int next = ending(text, i, length);
            if (next < 0) {
                break;
            }
            i = next;
        }
        add(n, mark);
        return i;
    }

    /** Where a word goes on after an apostrophe ({@code don't}, {@code did n't}, {@code didn ' t}); −1 where it ends. */
    private static int ending(char[] text, int at, int length) {
        int i = at;
        while (i < length && text[i] == ' ' && i - at < 1) {
            i++;
        }
        boolean spaced = i > at;
        if (spaced && i + 2 < length && text[i] == 'n' && apostrophe(text[i + 1]) && text[i + 2] == 't') {
            return i;
        }
        if (i >= length || !apostrophe(text[i])) {
            return -1;
        }
        i++;
        if (spaced && i < length && text[i] == ' ') {
            i++;
        }
        int stop = i;
        while (stop < length && letter(text[stop])) {
            stop++;
        }
        int rest = stop - i;
        return rest == 0 || (spaced && rest > 2) ? -1 : i;
    }

    /** Adds a word of the letters that were read, and its runs. */
    private void add(int n, boolean mark) {
        int single = 0;
        int twice = 0;
        boolean lengthened = false;
        for (int i = 0; i < n; i++) {
            int k = i;
            while (k < n && letters[k] == letters[i]) {
                k++;
            }
            if (k - i >= 3) {
                lengthened = true;
                break;
            }
        }
        if (lengthened) {
            int i = 0;
            while (i < n) {
                int k = i;
                while (k < n && letters[k] == letters[i]) {
                    k++;
                }
                int times = k - i;
                char c = letters[i];
                for (int t = 0; t < Math.min(2, times); t++) {
                    doubled[twice++] = c;
                }
                for (int t = 0; t < (times >= 3 ? 1 : times); t++) {
                    letters[single++] = c;
                }
                i = k;
            }
            n = single;
        }
        append(hash(letters, 0, n), mark);
        if (lengthened) {
            add(hash(doubled, 0, twice), 1);
        }
        runs(n);
    }

    private void runs(int n) {
        if (n < SHORTEST_RUN + 1) {
            return;
        }
        for (int i = -1; i < n; i++) {
            long h = RUN;
            for (int k = i; k < Math.min(n + 1, i + LONGEST_RUN); k++) {
                h = h * PRIME + (k < 0 || k == n ? 1 : letters[k]);
                if (k - i + 1 >= SHORTEST_RUN) {
                    add(h * MIX, OF_RUN);
                }
            }
        }
    }

    /** Makes one word of a number, perhaps a word between, and a unit of time; the unit stays beside it. */
    private void times() {
        for (int i = 1; i < words; i++) {
            if (in(UNITS, word[i]) && !parted[i]) {
                int from = i - 1;
                if (in(BETWEEN, word[from]) && from > 0 && !parted[from] && amount(word[from - 1])) {
                    from--;
                }
                if (amount(word[from])) {
                    add(word[i] * MIX, 1);
                    word[from] = TIME;
                    System.arraycopy(word, i + 1, word, from + 1, words - i - 1);
                    System.arraycopy(parted, i + 1, parted, from + 1, words - i - 1);
                    words -= i - from;
                    i = from;
                }
            }
        }
    }

    private static boolean amount(long w) {
        return w == NUMBER || in(NUMBERS, w);
    }

    private void append(long w, boolean mark) {
        if (words == word.length) {
            word = Arrays.copyOf(word, 2 * words);
            parted = Arrays.copyOf(parted, 2 * words);
        }
        parted[words] = mark && words > 0;
        word[words++] = w;
    }

    private void add(long h, float of) {
        if (size == bucket.length) {
            bucket = Arrays.copyOf(bucket, 2 * size);
            value = Arrays.copyOf(value, 2 * size);
        }
        long x = h * SPREAD;
        x ^= x >>> 32;
        bucket[size] = (int) (x * MIX >>> shift);
        value[size++] = of;
    }

    // --- characters ---

    /** Characters of a smile, or of a frown with a minus sign, that begin here; 0 when there is neither. */
    private static int sign(char[] text, int i, int length) {
        char c = text[i];
        if (c == '<' && i + 1 < length && text[i + 1] == '3') {
            return 2;
        }
        if (c != ':' && c != ';' && c != '=') {
            return 0;
        }
        int k = i + 1;
        if (k < length && (text[k] == '-' || text[k] == '\'')) {
            k++;
        }
        if (k >= length) {
            return 0;
        }
        char mouth = text[k];
        boolean alone = k + 1 >= length || !letter(text[k + 1]);
        if (mouth == ')' || mouth == ']' || ((mouth == 'd' || mouth == 'p') && alone)) {
            return k + 1 - i;
        }
        boolean slash = mouth == '/' && (k + 1 >= length || text[k + 1] != '/');
        return mouth == '(' || mouth == '[' || slash || mouth == '\\' ? i - k - 1 : 0;
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c > 0x7F && Character.isLetter(c) && !han(c));
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean apostrophe(char c) {
        return c == '\'' || c == '’' || c == '`' || c == '´';
    }

    private static boolean han(char c) {
        return c >= 0x2E80 && c <= 0x9FFF;
    }

    private static boolean selector(char c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xDC00 && c <= 0xDFFF);
    }

    private static long hash(char[] letters, int from, int to) {
        long h = 0;
        for (int i = from; i < to; i++) {
            h = h * PRIME + letters[i] + 1;
        }
        return h;
    }

    private static long wordOf(String word) {
        return hash(word.toCharArray(), 0, word.length());
    }

    private static long[] words(String spaced) {
        return List.of(spaced.split(" ")).stream()
                .mapToLong(EnglishWords::wordOf)
                .sorted()
                .toArray();
    }

    private static boolean in(long[] sorted, long w) {
        return Arrays.binarySearch(sorted, w) >= 0;
    }
}
