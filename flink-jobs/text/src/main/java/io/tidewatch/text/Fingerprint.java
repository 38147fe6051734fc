package io.tidewatch.text;

/**
 * What copies of one text are recognised by: computed over the normalised text, which is lower case without
 * punctuation, spaces, emoji and the marks of a repost.
 *
 * @param contentHash 128 bits in hex, equal for equal normalised texts
 * @param voiceKey the least 64-bit hash over the 3-shingles, in hex; near copies mostly share it. Of texts of at least
 *     {@value #MIN_TRIMMED_LENGTH} characters, a third at either end is left out, at most {@value #MAX_TRIMMED} characters: what people put around a text that
 *     they pass on stands there, so copies choose among the shingles of one text, whatever is around it
 * @param simhash 64 bits over all shingles (Charikar, 2002)
 * @param foldable false for texts too short to distinguish a copy from honest coincidence
 */
record Fingerprint(String contentHash, String voiceKey, long simhash, boolean foldable) {
    /** Fewest characters of a normalised text that may be folded. */
    static final int MIN_LENGTH = 12;

    /** Shorter texts have no end that is distinct from their middle. */
    private static final int MIN_TRIMMED_LENGTH = 20;

    private static final int MAX_TRIMMED = 16;
    private static final int SHINGLE = 3;
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final String[] REPOST = {"转发微博", "轉發微博", "快转微博", "repost", "转发理由", "分享图片"};

    static Fingerprint of(CharSequence text) {
        char[] n = new char[text.length()];
        int length = normalise(text, n);
        long first = 0x243F6A8885A308D3L;
        long second = 0x13198A2E03707344L;
        for (int i = 0; i < length; i++) {
            first = mix(first ^ n[i]);
            second = mix(second + n[i] * 0x9E3779B97F4A7C15L);
        }
        int shingles = Math.max(1, length - SHINGLE + 1);
        int ends = length < MIN_TRIMMED_LENGTH ? 0 : Math.min(length / 3, MAX_TRIMMED);
        long least = -1L;
        BitCounts bits = new BitCounts();
        for (int i = 0; i < shingles; i++) {
            long s = 0;
            for (int k = i; k < Math.min(length, i + SHINGLE); k++) {
                s = s << 16 | n[k];
            }
            long h = mix(s + 0x9E3779B97F4A7C15L);
            if (i >= ends && i < shingles - ends && Long.compareUnsigned(h, least) < 0) {
                least = h;
            }
            bits.add(h);
        }
        long simhash = bits.majority();
        return new Fingerprint(hex(first) + hex(second), hex(least), simhash, length >= MIN_LENGTH);
    }

    /** Writes the normalised text and returns its length. */
    private static int normalise(CharSequence text, char[] out) {
        int n = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c >= 0x4E00 && c <= 0x9FA5 && c != '转' && c != '轉' && c != '快' && c != '分' && c != '回') {
                out[n++] = c;
                i++;
                continue;
            }
            int skip = repost(text, i);
            if (skip > 0) {
                i += skip;
                continue;
            }
            if (Character.isSurrogate(c)) {
                int point = Character.codePointAt(text, i);
                if (Character.isIdeographic(point)) {
                    out[n++] = c;
                    out[n++] = text.charAt(i + 1);
                }
                i += Character.charCount(point);
                continue;
            }
            if (Character.isLetterOrDigit(c)) {
                out[n++] = Character.toLowerCase(c);
            }
            i++;
        }
        return n;
    }

    /** Length of a repost mark that starts here, or 0: 转发微博, or 回复 and RT before a colon. */
    private static int repost(CharSequence text, int at) {
        char c = text.charAt(at);
        if (c == '回' && at + 2 < text.length() && text.charAt(at + 1) == '复' && colon(text.charAt(at + 2))) {
            return 3;
        }
        if (c == 'R' && at == 0 && text.length() > 2 && text.charAt(1) == 'T' && !Character.isLetter(text.charAt(2))) {
            return 2;
        }
        if (c != '转' && c != '轉' && c != '快' && c != 'r' && c != 'R' && c != '分') {
            return 0;
        }
        for (String mark : REPOST) {
            if (mark.charAt(0) == Character.toLowerCase(c) && at + mark.length() <= text.length()) {
                boolean all = true;
                for (int k = 1; k < mark.length() && all; k++) {
                    all = mark.charAt(k) == Character.toLowerCase(text.charAt(at + k));
                }
                if (all && !(c < 0x80 && at > 0 && Character.isLetter(text.charAt(at - 1)))) {
                    return mark.length();
                }
            }
        }
        return 0;
    }

    private static boolean colon(char c) {
        return c == ':' || c == '：';
    }

    /** The finaliser of SplitMix64. */
    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    private static String hex(long h) {
        char[] out = new char[16];
        for (int i = 0; i < 16; i++) {
            out[i] = HEX[(int) (h >>> (60 - 4 * i)) & 15];
        }
        return new String(out);
    }
}
