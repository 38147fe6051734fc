package io.tidewatch.text.clean;

import io.tidewatch.text.words.Simplification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes markup, web addresses, {@code @names}, control and direction marks out of a text, writes full-width letters and
 * digits half-width and traditional characters simplified, and shortens floods of one character. What is left reads as
 * before. Time is linear in the text.
 */
public final class Cleaner {
    /** A tag or an entity longer than this is none. */
    private static final int MAX_TAG_LENGTH = 300;

    private static final int MAX_ENTITY_LENGTH = 10;
    private static final int MAX_NAME_LENGTH = 30;
    private static final int MAX_NUMBER_LENGTH = 16;
    /** Of a flood of one character so many stay. */
    private static final int FLOOD = 3;

    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("hellip", "…"),
            Map.entry("mdash", "—"),
            Map.entry("ldquo", "“"),
            Map.entry("rdquo", "”"),
            Map.entry("yen", "¥"),
            Map.entry("middot", "·"));

    private static final byte CHANGES = 0;
    private static final byte PLAIN = 1;
    /** Stays as it is, unless such a one stands before it. */
    private static final byte BEFORE = 2;
    /** Stays as it is, unless what follows makes an address or a face of it. */
    private static final byte BEHIND = 3;

    private static final String LETTERS_AND_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String PLAIN_SIGNS = "，。！？、；：“”‘’《》—…～,.!?-+*/%='\"~";

    private final Simplification simplification;

    /** What of a character has to be looked at; nothing, for most. */
    private final byte[] looks = new byte[1 << 16];

    public Cleaner(Simplification simplification) {
        this.simplification = simplification;
        for (char c = 0x4E00; c < 0xA000; c++) {
            looks[c] = simplification.of(c) == c ? PLAIN : CHANGES;
        }
        for (char c : (LETTERS_AND_DIGITS + PLAIN_SIGNS).toCharArray()) {
            looks[c] = simplification.of(c) == c ? PLAIN : CHANGES;
        }
        looks[' '] = BEFORE;
        for (char c : "hHwWTQ".toCharArray()) {
            looks[c] = BEHIND;
        }
    }

    public CleanText clean(String raw) {
        return clean(raw, false);
    }

    /** @param letter whether it is an e-mail or a ticket, with what is answered and a signature under it */
    public CleanText clean(String raw, boolean letter) {
        if (raw.isEmpty()) {
            return new CleanText("", 0, List.of(), 0, false);
        }
        if (!letter && isClean(raw)) {
            return new CleanText(raw, 0, List.of(), 0, false);
        }
        String plain = withoutMarkup(raw, letter);
        if (letter) {
            plain = QuotedReplies.own(plain);
        }
        StringBuilder out = new StringBuilder(plain.length());
        int links = 0;
        List<String> mentions = List.of();
        int hashes = 0;
        boolean forwards = false;
        int i = 0;
        while (i < plain.length()) {
            char c = plain.charAt(i);
            int link = linkEnd(plain, i);
            if (link > i) {
                links++;
                space(out);
                i = link;
                continue;
            }
            if (c == '@' && !isMail(plain, i)) {
                int end = nameEnd(plain, i + 1);
                if (end > i + 1) {
                    mentions = mentions.isEmpty() ? new ArrayList<>(2) : mentions;
                    mentions.add(plain.substring(i + 1, end));
                    forwards |= i > 1 && plain.charAt(i - 1) == '/' && plain.charAt(i - 2) == '/';
                    i = end;
                    continue;
                }
            }
            Kaomoji.Face face = faces(c) ? Kaomoji.at(plain, i) : null;
            if (face != null) {
                out.append(face.emoji());
                i += face.length();
                continue;
            }
            hashes += c == '#' ? 1 : 0;
            append(out, c);
            i++;
        }
        int end = out.length();
        while (end > 0 && out.charAt(end - 1) <= ' ') {
            end--;
        }
        return new CleanText(out.substring(0, end), links, mentions, hashes / 2, forwards);
    }

    /** Whether a text surely stays as it is, as most do. */
    private boolean isClean(String raw) {
        int last = raw.length() - 1;
        char before = ' ';
        int same = 0;
        for (int i = 0; i <= last; i++) {
            char c = raw.charAt(i);
            byte look = looks[c];
            same = c == before ? same + 1 : 1;
            if (look == CHANGES || same > FLOOD) {
                return false;
            }
            if (look == BEFORE && (before == ' ' || i == last)) {
                return false;
            }
            if (look == BEHIND && i < last && !harmless(c, raw.charAt(i + 1))) {
                return false;
            }
            before = c;
        }
        return true;
    }

    /** Whether neither an address nor a face starts with two characters, the first a letter of those that may. */
    private static boolean harmless(char c, char next) {
        boolean face = c == 'T' || c == 'Q';
        return face
                ? next >= 'a' && next <= 'z' || next >= 0x4E00 && next < 0xA000
                : (next | 0x20) != (c == 'h' || c == 'H' ? 't' : 'w');
    }

    /** Whether a face may start with a character. */
    private static boolean faces(char c) {
        return c == '(' || c == '（' || c == ':' || c == ';' || c == '^' || c == '>' || c == 'T' || c == 'Q' || c == '╥'
                || c == 'ಥ';
    }

    /** Character by character: marks out, widths and scripts made one, tags out, entities read. */
    private String withoutMarkup(String raw, boolean letter) {
        StringBuilder out = new StringBuilder(raw.length());
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            if (c == '<') {
                int end = tagEnd(raw, i);
                if (end > i) {
                    i = tag(raw, i, end, out, letter);
                    continue;
                }
            } else if (c == '&') {
                int end = entity(raw, i, out);
                if (end > i) {
                    i = end;
                    continue;
                }
            } else if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < raw.length()
                        && Character.isLowSurrogate(raw.charAt(i + 1))) {
                    int point = Character.toCodePoint(c, raw.charAt(i + 1));
                    if (visible(point)) {
                        out.append(c).append(raw.charAt(i + 1));
                    }
                    i += 2;
                } else {
                    i++;
                }
                continue;
            }
            one(c, out);
            i++;
        }
        return out.toString();
    }

    private void one(char c, StringBuilder out) {
        if (c < 0x80) {
            if (c >= ' ' && c != 0x7F || c == '\n') {
                out.append(c);
            } else if (c == '\t' || c == '\r') {
                out.append(' ');
            }
        } else if (c >= 0xFF01 && c <= 0xFF5E) {
            out.append(punctuation(c) ? c : (char) (c - 0xFEE0));
        } else if (c == 0x3000 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F) {
            out.append(' ');
        } else if (c == 0x2028 || c == 0x2029 || c == 0x85) {
            out.append('\n');
        } else if (visible(c)) {
            out.append(simplification.of(c));
        }
    }

    /** Chinese punctuation keeps its width: it reads better and parts clauses. */
    private static boolean punctuation(char c) {
        return c == '，' || c == '！' || c == '？' || c == '；' || c == '：' || c == '（' || c == '）' || c == '～';
    }

    /** False for controls, joiners, direction marks, variation selectors, tags and private characters. */
    private static boolean visible(int point) {
        if (point < 0xA0) {
            return point >= ' ' && point < 0x7F;
        }
        if (point >= 0xFE00 && point <= 0xFE0F || point == 0xFFFD || point >= 0xFFF0 && point <= 0xFFFF) {
            return false;
        }
        if (isBlank(point)) {
            return false;
        }
        int type = Character.getType(point);
        return type != Character.FORMAT
                && type != Character.CONTROL
                && type != Character.PRIVATE_USE
                && type != Character.UNASSIGNED
                && type != Character.SURROGATE
                && type != Character.ENCLOSING_MARK;
    }

    /** Letters, marks and signs that show nothing. */
    private static boolean isBlank(int point) {
        return point == 0x034F
                || point == 0x115F
                || point == 0x1160
                || point == 0x17B4
                || point == 0x17B5
                || point >= 0x180B && point <= 0x180F
                || point == 0x2800
                || point == 0x3164
                || point == 0xFFA0
                || point >= 0xE0100 && point <= 0xE01EF
                || point >= 0x1D173 && point <= 0x1D17A;
    }

    private static int tagEnd(String s, int at) {
        if (at + 1 >= s.length()) {
            return at;
        }
        char first = s.charAt(at + 1);
        if (!letter(first) && first != '/' && first != '!') {
            return at;
        }
        int stop = Math.min(s.length(), at + MAX_TAG_LENGTH);
        for (int i = at + 1; i < stop; i++) {
            char c = s.charAt(i);
            if (c == '>') {
                return i + 1;
            }
            if (c == '<') {
                return at;
            }
        }
        return at;
    }

    /** Writes what a tag leaves (a line break or nothing) and says where to go on. */
    private static int tag(String s, int at, int end, StringBuilder out, boolean letter) {
        int n = at + 1;
        while (n < end && letter(s.charAt(n))) {
            n++;
        }
        String name = s.substring(at + 1, n).toLowerCase(java.util.Locale.ROOT);
        switch (name) {
            case "script":
            case "style":
                int close = s.indexOf("</" + name, end);
                int after = close < 0 ? -1 : s.indexOf('>', close);
                return after < 0 ? end : after + 1;
            case "blockquote":
                int quoted = letter && s.charAt(at + 1) != '/' ? s.indexOf("</blockquote", end) : -1;
                return quoted < 0 ? end : quoted;
            case "br":
            case "p":
            case "div":
            case "li":
            case "tr":
                if (out.length() > 0 && out.charAt(out.length() - 1) != '\n') {
                    out.append('\n');
                }
                return end;
            default:
                return end;
        }
    }

    private int entity(String s, int at, StringBuilder out) {
        int stop = Math.min(s.length(), at + MAX_ENTITY_LENGTH);
        int semicolon = -1;
        for (int i = at + 1; i < stop; i++) {
            if (s.charAt(i) == ';') {
                semicolon = i;
                break;
            }
        }
        if (semicolon < at + 2) {
            return at;
        }
        String name = s.substring(at + 1, semicolon);
        String known = ENTITIES.get(name);
        if (known != null) {
            out.append(known);
            return semicolon + 1;
        }
        if (name.charAt(0) != '#') {
            return at;
        }
        boolean hex = name.length() > 1 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
        try {
            int point = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
            if (point > 0xFFFF && Character.isValidCodePoint(point)) {
                if (visible(point)) {
                    out.appendCodePoint(point);
                }
            } else if (point > 0 && point <= 0xFFFF && !Character.isSurrogate((char) point)) {
                one((char) point, out);
            }
            return semicolon + 1;
        } catch (NumberFormatException e) {
            return at;
        }
    }

    /** End of a web address that starts here, or {@code at}. */
    private static int linkEnd(String s, int at) {
        char c = s.charAt(at);
        if (c != 'h' && c != 'w' && c != 'H' && c != 'W') {
            return at;
        }
        boolean link = s.regionMatches(true, at, "http://", 0, 7)
                || s.regionMatches(true, at, "https://", 0, 8)
                || (s.regionMatches(true, at, "www.", 0, 4) && !(at > 0 && asciiWord(s.charAt(at - 1))));
        if (!link) {
            return at;
        }
        int i = at;
        while (i < s.length() && s.charAt(i) > ' ' && s.charAt(i) < 0x7F && "<>\"'`{}|\\^".indexOf(s.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    /** End of a name after an at sign; a colon that follows belongs to it ({@code //@name:}). */
    private static int nameEnd(String s, int at) {
        int i = at;
        int stop = Math.min(s.length(), at + MAX_NAME_LENGTH);
        while (i < stop && (Character.isLetterOrDigit(s.charAt(i)) || s.charAt(i) == '_' || s.charAt(i) == '-')) {
            i++;
        }
        if (i + 1 < s.length() && s.charAt(i) == '.' && letter(s.charAt(i + 1)) && i > at && s.charAt(i - 1) < 0x80) {
            // A domain: what stands before it may be the rest of a mail address.
            return at;
        }
        boolean repost = at >= 2 && s.charAt(at - 2) == '/';
        if (i > at && repost && i < s.length() && (s.charAt(i) == ':' || s.charAt(i) == '：')) {
            i++;
        }
        return i;
    }

    /** Whether an {@code @} may stand in a mail address: a name before it, and after it no Han character. */
    private static boolean isMail(String s, int at) {
        return at > 0 && asciiWord(s.charAt(at - 1)) && !(at + 1 < s.length() && s.charAt(at + 1) >= 0x3400);
    }

    private static void append(StringBuilder out, char c) {
        int n = out.length();
        if (c == ' ') {
            space(out);
            return;
        }
        if (c == '\n') {
            if (n > 0 && out.charAt(n - 1) == ' ') {
                out.setLength(--n);
            }
            if (n > 0 && out.charAt(n - 1) != '\n') {
                out.append(c);
            }
            return;
        }
        boolean digit = c >= '0' && c <= '9';
        if (!digit && n >= FLOOD && !Character.isSurrogate(c)) {
            boolean flood = true;
            for (int k = 1; k <= FLOOD; k++) {
                flood &= out.charAt(n - k) == c;
            }
            if (flood && !ofNumber(out, c)) {
                return;
            }
        }
        if (Character.isLowSurrogate(c) && floodOfPairs(out, c)) {
            out.setLength(n - 1);
            return;
        }
        out.append(c);
    }

    /** Digits repeat for a reason, whatever they are written in: circled, raised, Han, or a letter o for a nought. */
    private static boolean ofNumber(StringBuilder out, char c) {
        if (c == 'o' || c == 'O') {
            int from = out.length();
            int stop = Math.max(0, from - MAX_NUMBER_LENGTH);
            while (from > stop && out.charAt(from - 1) == c) {
                from--;
            }
            return from > stop && Character.isDigit(out.charAt(from - 1));
        }
        if (c >= 0x4E00 && c <= 0x96F6) {
            return "零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖".indexOf(c) >= 0;
        }
        int type = Character.getType(c);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.OTHER_NUMBER
                || type == Character.LETTER_NUMBER
                || c == '○';
    }

    /** True when the pair that {@code low} completes repeats the {@link #FLOOD} pairs before it. */
    private static boolean floodOfPairs(StringBuilder out, char low) {
        int n = out.length();
        if (n < 2 * FLOOD + 1) {
            return false;
        }
        char high = out.charAt(n - 1);
        if (Character.isDigit(Character.toCodePoint(high, low))) {
            return false;
        }
        for (int k = 1; k <= FLOOD; k++) {
            if (out.charAt(n - 2 * k) != low || out.charAt(n - 1 - 2 * k) != high) {
                return false;
            }
        }
        return true;
    }

    private static void space(StringBuilder out) {
        int n = out.length();
        if (n > 0 && out.charAt(n - 1) > ' ') {
            out.append(' ');
        }
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean asciiWord(char c) {
        return letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '+';
    }
}
