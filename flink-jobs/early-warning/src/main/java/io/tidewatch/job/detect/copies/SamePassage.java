package io.tidewatch.job.detect.copies;

/**
 * Letters of a text, one 7-bit hash for each, and whether two texts are one passage that was passed on: whatever the
 * one and the other have put before and after it.
 *
 * <p>Two people who use the same phrases have them in other places or between words of their own, so what both share
 * without a break stays short; a passage that is passed on is one long run.
 */
final class SamePassage {
    /** Fewest letters of a passage: stock phrases and the ends of forms are shorter. */
    private static final int MIN_PASSAGE = 20;
    /** Of a longer text only the letters in its middle are kept. */
    private static final int MAX_LENGTH = 256;
    /** Letters in the middle by which the place of a passage is found. */
    private static final int PROBE = 5;

    private SamePassage() {}

    /** One ASCII character per letter or digit, at most {@value #MAX_LENGTH}: the same for the same letters, upper case or lower. */
    static String of(String text) {
        char[] letters = new char[text.length()];
        int n = 0;
        for (int i = 0; i < letters.length; i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                letters[n++] = (char) (Character.toLowerCase(c) * 0x9E3779B9 >>> 25);
            }
        }
        int from = Math.max(0, (n - MAX_LENGTH) / 2);
        return new String(letters, from, Math.min(n, MAX_LENGTH));
    }

    /**
     * True when both share one run of letters that is at least {@value #MIN_PASSAGE} letters and half of each text, and holds the middle of
     * the second.
     */
    static boolean samePassage(String one, String other) {
        int longer = Math.max(one.length(), other.length());
        if (Math.min(one.length(), other.length()) < Math.max(MIN_PASSAGE, (longer + 1) / 2)) {
            return false;
        }
        int middle = (other.length() - PROBE) / 2;
        String probe = other.substring(middle, middle + PROBE);
        for (int at = one.indexOf(probe); at >= 0; at = one.indexOf(probe, at + 1)) {
            int run = PROBE;
            for (int i = at - 1, k = middle - 1; i >= 0 && k >= 0 && one.charAt(i) == other.charAt(k); i--, k--) {
                run++;
            }
            for (int i = at + PROBE, k = middle + PROBE;
                    i < one.length() && k < other.length() && one.charAt(i) == other.charAt(k);
                    i++, k++) {
                run++;
            }
            if (run >= MIN_PASSAGE && run * 2 >= longer) {
                return true;
            }
        }
        return false;
    }
}
