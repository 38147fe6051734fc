package io.tidewatch.text.privacy;

import java.util.List;
import java.util.Random;

/** Ways to write digits so that a simple pattern does not see them. */
enum Disguise {
    NONE,
    FULL_WIDTH,
    SPACED,
    DASHED,
    DOTTED,
    SLASHED,
    EACH_SPACED,
    EACH_DOTTED,
    PUNCTUATED,
    BRACKETED,
    HAN,
    HAN_MIXED,
    CIRCLED,
    RAISED,
    ZERO_WIDTH,
    LETTER_O,
    KEYCAPS,
    ARABIC_INDIC,
    BOLD,
    WIDE_GAPS,
    MIXED;

    private static final String HAN_DIGITS = "零一二三四五六七八九";
    private static final String RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    static final List<Disguise> OF_NUMBERS = List.of(values());
    /** For long numbers whose letters count: cards, passports. */
    static final List<Disguise> LIGHT =
            List.of(NONE, NONE, FULL_WIDTH, SPACED, DASHED, DOTTED, ZERO_WIDTH, EACH_SPACED, CIRCLED, BOLD, KEYCAPS);

    String apply(String plain, Random random, int... cuts) {
        switch (this) {
            case FULL_WIDTH:
                return each(plain, c -> c > ' ' && c < 0x7F ? String.valueOf((char) (c + 0xFEE0)) : String.valueOf(c));
            case SPACED:
                return cut(plain, " ", cuts);
            case DASHED:
                return cut(plain, pick(random, "-", "—", "–", "－", "_"), cuts);
            case DOTTED:
                return cut(plain, pick(random, ".", "·", "•", "．"), cuts);
            case SLASHED:
                return cut(plain, pick(random, "/", "\\", "|"), cuts);
            case EACH_SPACED:
                return every(plain, " ");
            case EACH_DOTTED:
                return every(plain, pick(random, ".", "-", "、", "*", "~"));
            case PUNCTUATED:
                return cut(plain, pick(random, ",", "，", "、", "*", "~", ";", "+", "…", "😀", "="), cuts);
            case BRACKETED:
                return pick(random, "(", "【", "（", "「") + plain + pick(random, ")", "】", "）", "」");
            case HAN:
                return each(plain, c -> digit(c) ? HAN_DIGITS.substring(c - '0', c - '0' + 1) : String.valueOf(c))
                        .replace("一", random.nextBoolean() ? "幺" : "一");
            case HAN_MIXED:
                return each(
                        plain,
                        c -> digit(c) && random.nextBoolean()
                                ? HAN_DIGITS.substring(c - '0', c - '0' + 1)
                                : String.valueOf(c));
            case CIRCLED:
                return each(
                        plain,
                        c -> !digit(c) ? String.valueOf(c) : c == '0' ? "⓪" : String.valueOf((char) ('①' + c - '1')));
            case RAISED:
                return each(plain, c -> digit(c) ? RAISED_DIGITS.substring(c - '0', c - '0' + 1) : String.valueOf(c));
            case ZERO_WIDTH:
                return every(plain, pick(random, "\u200b", "\u200d", "\ufeff", "\u2060"));
            case LETTER_O:
                return plain.replace('0', random.nextBoolean() ? 'o' : 'O');
            case KEYCAPS:
                return each(plain, c -> digit(c) ? c + "\ufe0f\u20e3" : String.valueOf(c));
            case ARABIC_INDIC:
                return each(plain, c -> digit(c) ? String.valueOf((char) (0x660 + c - '0')) : String.valueOf(c));
            case BOLD:
                return each(plain, c -> digit(c) ? Character.toString(0x1D7CE + c - '0') : String.valueOf(c));
            case WIDE_GAPS:
                return cut(plain, pick(random, " - ", "  ", "--", " . ", "\n"), cuts);
            case MIXED:
                return each(
                        cut(plain, " ", cuts),
                        c -> digit(c) && random.nextInt(3) == 0
                                ? String.valueOf((char) (c + 0xFEE0))
                                : String.valueOf(c));
            default:
                return plain;
        }
    }

    private static String pick(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private interface Letter {
        String of(char c);
    }

    private static String each(String plain, Letter letter) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            b.append(letter.of(c));
        }
        return b.toString();
    }

    private static String every(String plain, String between) {
        return String.join(between, plain.split(""));
    }

    private static String cut(String plain, String between, int... cuts) {
        StringBuilder b = new StringBuilder();
        int last = 0;
        for (int c : cuts) {
            b.append(plain, last, c).append(between);
            last = c;
        }
        return b.append(plain.substring(last)).toString();
    }
}
