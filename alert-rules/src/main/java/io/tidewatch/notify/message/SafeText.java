package io.tidewatch.notify.message;

import com.google.re2j.Pattern;

/**
 * Makes text that customers wrote harmless wherever it is shown: no mention, link, markup or hidden character survives.
 * ASCII signs with a meaning become their full-width twins, so that the text stays readable.
 */
public final class SafeText {
    private static final Pattern LINK = Pattern.compile("(?i)(?:[a-z][a-z0-9+.-]{1,20}://|www\\.)[\\x21-\\x7e]+");
    private static final Pattern BARE_HOST = Pattern.compile("(?i)[a-z0-9](?:[a-z0-9-]{0,62}\\.)+"
            + "(?:com|cn|net|org|io|top|xyz|cc|me|co|info|vip|shop|site|club|link|ru|tk|app|dev|live|ly|gl)"
            + "(?:/[\\x21-\\x7e]*|\\b)");
    private static final String LINK_SIGN = "[链接]";
    private static final String RISKY = "@<>[]*_`#~|\\&";

    private SafeText() {}

    /** @param maxCodePoints longer text is cut and ends with an ellipsis */
    public static String of(String text, int maxCodePoints) {
        // far more than is ever shown, and bounds the work on a huge text
        String s = visible(text.length() > 20_000 ? text.substring(0, 20_000) : text);
        s = LINK.matcher(s).replaceAll(LINK_SIGN);
        s = BARE_HOST.matcher(s).replaceAll(LINK_SIGN);
        StringBuilder b = new StringBuilder(s.length());
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            b.append(RISKY.indexOf(c) >= 0 ? (char) (c + 0xFEE0) : c);
        }
        return cut(b.toString(), maxCodePoints);
    }

    /** Without control, format and blank-looking characters; runs of white space become one space. */
    private static String visible(String text) {
        StringBuilder b = new StringBuilder(text.length());
        boolean space = true;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            int type = Character.getType(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || type == Character.CONTROL) {
                if (!space) {
                    b.append(' ');
                }
                space = true;
            } else if (type == Character.SURROGATE) {
                b.append('\uFFFD');
                space = false;
            } else if (type != Character.FORMAT && type != Character.PRIVATE_USE && !isBlankLetter(c)) {
                b.appendCodePoint(c);
                space = false;
            }
        }
        return b.toString().strip();
    }

    /** Letters that look like nothing: Hangul fillers and the empty braille cell. */
    private static boolean isBlankLetter(int c) {
        return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800;
    }

    /** At most so many code points, the last an ellipsis when something was cut. */
    public static String cut(String text, int maxCodePoints) {
        if (text.codePointCount(0, text.length()) <= maxCodePoints) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, Math.max(0, maxCodePoints - 1))) + '…';
    }

    /** At most so many bytes of UTF-8, never half a code point, the last an ellipsis when something was cut. */
    public static String cutBytes(String text, int maxBytes) {
        int bytes = 0;
        int fits = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            i += Character.charCount(c);
            if (bytes <= maxBytes - 3) {
                fits = i;
            }
        }
        return bytes <= maxBytes ? text : text.substring(0, fits) + (maxBytes >= 3 ? "…" : "");
    }
}
