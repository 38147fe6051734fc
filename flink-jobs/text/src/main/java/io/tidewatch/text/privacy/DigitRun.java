package io.tidewatch.text.privacy;

/**
 * Digits one after the other, with what stands between them: nothing, a change of script (138一二三四), or up to three
 * characters that are neither letters nor digits. A letter o among digits is a nought, an l or I a one.
 */
final class DigitRun {
    /** Longer than any identifier. */
    static final int MAX_LENGTH = 40;

    /** Nothing between two digits. */
    static final char GLUED = 0;
    /** An Arabic digit beside a Han numeral. */
    static final char SCRIPT = 1;
    /** Several or different characters. */
    static final char MIXED = 2;

    private static final int MAX_GAP = 3;
    /** These between numbers mean amounts. */
    private static final String AMOUNT = "¥￥$€£%‰℃°";

    /** 一 before these is a word of its own: 一直, 一下. */
    private static final String BEHIND_ONE = "直下次个点会定起样天遍般旦共概律切边些";

    final int[] value = new int[MAX_LENGTH];
    /** Place of each digit. */
    final int[] place = new int[MAX_LENGTH];
    /** What parts each digit from the one before. */
    final char[] gap = new char[MAX_LENGTH];

    int count;
    FoldedText text = new FoldedText();

    /** Reads the run that starts at a place; {@link #count} is 0 when none does. */
    void read(FoldedText in, int at) {
        text = in;
        count = 0;
        int i = at;
        char before = GLUED;
        while (count < MAX_LENGTH) {
            int d = digit(i);
            if (d < 0) {
                return;
            }
            boolean arabic = Glyphs.hanDigit(in.at(i)) < 0;
            if (count > 0 && before == GLUED && arabic != Glyphs.hanDigit(in.at(place[count - 1])) < 0) {
                before = SCRIPT;
            }
            value[count] = d;
            place[count] = i;
            gap[count++] = before;
            int next = i + 1;
            before = GLUED;
            if (digit(next) < 0) {
                int end = next;
                while (end - next < MAX_GAP && parting(in, end)) {
                    end++;
                }
                if (end == next || digit(end) < 0) {
                    return;
                }
                before = end - next == 1 ? in.at(next) : same(in, next, end) ? in.at(next) : MIXED;
                next = end;
            }
            i = next;
        }
    }

    private static boolean same(FoldedText in, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (in.at(i) != in.at(from)) {
                return false;
            }
        }
        return true;
    }

    private static boolean parting(FoldedText in, int i) {
        char c = in.at(i);
        return c != 0 && !Character.isLetterOrDigit(c) && AMOUNT.indexOf(c) < 0;
    }

    private int digit(int i) {
        int d = text.digit(i);
        if (d >= 0) {
            return text.at(i) == '一' && BEHIND_ONE.indexOf(text.at(i + 1)) >= 0 ? -1 : d;
        }
        char c = text.at(i);
        if (c == 'o' || c == 'O') {
            return nought(i) ? 0 : -1;
        }
        boolean one = c == 'l' || c == 'I';
        if (one && Glyphs.digit(text.at(i + 1)) && !Glyphs.latin(text.at(i - 1))) {
            return count == 0 || Glyphs.digit(text.at(i - 1)) ? 1 : -1;
        }
        return -1;
    }

    /** A letter o among digits, alone or with its like. */
    private boolean nought(int i) {
        if (count == 0) {
            return false;
        }
        int end = i;
        while (end - i < 8 && (text.at(end) == 'o' || text.at(end) == 'O')) {
            end++;
        }
        return !Glyphs.latin(text.at(end)) && (count > 1 || text.digit(end) >= 0);
    }

    /** Whether the run ends, or is parted, after so many digits. */
    boolean wholeAfter(int digits) {
        return count == digits || (count > digits && gap[digits] != GLUED);
    }

    /** Place behind so many digits. */
    int end(int digits) {
        return place[digits - 1] + 1;
    }

    /** Places of gaps among digits {@code from} to {@code from + n}: bit k says that a gap comes before digit k. */
    int cuts(int from, int n) {
        int cuts = 0;
        for (int k = 1; k < n; k++) {
            cuts |= gap[from + k] != GLUED ? 1 << k : 0;
        }
        return cuts;
    }

    /** The one kind of gap among digits {@code from} to {@code from + n}: GLUED when none, MIXED when several kinds. */
    char gaps(int from, int n) {
        char kind = GLUED;
        for (int k = 1; k < n; k++) {
            char g = gap[from + k];
            if (g != GLUED) {
                kind = kind == GLUED || kind == g ? g : MIXED;
            }
        }
        return kind;
    }

    /** Number of digits up to the first gap. */
    int firstGroup() {
        int n = 1;
        while (n < count && gap[n] == GLUED) {
            n++;
        }
        return n;
    }

    /** The value of digits {@code from} to {@code to}. */
    int number(int from, int to) {
        int n = 0;
        for (int i = from; i < to; i++) {
            n = n * 10 + value[i];
        }
        return n;
    }
}
