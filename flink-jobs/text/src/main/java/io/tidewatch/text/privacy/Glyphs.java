package io.tidewatch.text.privacy;

import java.util.Arrays;

/** What a character is under its disguise: widths, circles, raised and other scripts' digits, invisible marks. */
final class Glyphs {
    /** Not to be seen, so it parts nothing. */
    static final char NOTHING = 0;

    /** Something that is neither letter nor digit. */
    static final char SYMBOL = '\uFFFC';

    private static final String HAN_DIGITS = "零一二三四五六七八九";
    private static final String FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖";

    private static final char MIN_HAN_DIGIT = '一';
    private static final char MAX_HAN_DIGIT = '零';
    private static final byte[] HAN_DIGIT_VALUES = new byte[MAX_HAN_DIGIT - MIN_HAN_DIGIT + 1];

    static {
        Arrays.fill(HAN_DIGIT_VALUES, (byte) -1);
        for (byte d = 0; d < HAN_DIGITS.length(); d++) {
            HAN_DIGIT_VALUES[HAN_DIGITS.charAt(d) - MIN_HAN_DIGIT] = d;
            HAN_DIGIT_VALUES[FORMAL_DIGITS.charAt(d) - MIN_HAN_DIGIT] = d;
        }
        HAN_DIGIT_VALUES['幺' - MIN_HAN_DIGIT] = 1;
    }

    private Glyphs() {}

    /** The plain form of a character of the basic plane. */
    static char plain(char c) {
        if (c < 0x7F) {
            return c >= ' ' || c == '\n' ? c : c == '\t' || c == '\r' ? ' ' : NOTHING;
        }
        if (c >= 0x4E00 && c < 0xA000) {
            return c;
        }
        if (c >= 0xFF01 && c <= 0xFF5E) {
            return (char) (c - 0xFEE0);
        }
        return rare(c);
    }

    private static char rare(char c) {
        if (c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x2028 || c == 0x2029) {
            return ' ';
        }
        if (c >= 0x2010 && c <= 0x2015 || c == 0x2212 || c == 0x2500 || c == 0x2501 || c == 0xFE63) {
            return '-';
        }
        if (c == 0xB7 || c == 0x2022 || c == 0x30FB || c == 0x2027 || c == 0x22C5 || c == 0x2219) {
            return '·';
        }
        int digit = enclosed(c);
        if (digit >= 0) {
            return (char) ('0' + digit);
        }
        switch (Character.getType(c)) {
            case Character.FORMAT:
            case Character.CONTROL:
            case Character.ENCLOSING_MARK:
            case Character.NON_SPACING_MARK:
            case Character.SURROGATE:
            case Character.UNASSIGNED:
                return NOTHING;
            case Character.DECIMAL_DIGIT_NUMBER:
                return (char) ('0' + Character.digit(c, 10));
            default:
                return c;
        }
    }

    /** The plain form of a character beyond the basic plane. */
    static char plain(int point) {
        switch (Character.getType(point)) {
            case Character.DECIMAL_DIGIT_NUMBER:
                return (char) ('0' + Character.digit(point, 10));
            case Character.FORMAT:
            case Character.NON_SPACING_MARK:
            case Character.UNASSIGNED:
                return NOTHING;
            case Character.OTHER_LETTER:
                return '\u3400';
            default:
                return point >= 0x1D400 && point <= 0x1D6A3 ? styled(point) : SYMBOL;
        }
    }

    /** Latin letters of mathematical alphabets, 52 to an alphabet. */
    private static char styled(int point) {
        int n = (point - 0x1D400) % 52;
        return (char) (n < 26 ? 'A' + n : 'a' + n - 26);
    }

    /** Digits in circles and brackets, with a full stop, raised and lowered; -1 for the rest. */
    private static int enclosed(char c) {
        if (c < 0xB2) {
            return -1;
        }
        switch (c) {
            case '²':
                return 2;
            case '³':
                return 3;
            case '¹':
                return 1;
            case 0x2070:
            case 0x24EA:
            case 0x24FF:
                return 0;
            default:
                break;
        }
        if (c >= 0x2074 && c <= 0x2079) {
            return c - 0x2070;
        }
        if (c >= 0x2080 && c <= 0x2089) {
            return c - 0x2080;
        }
        for (char one : new char[] {0x2460, 0x2474, 0x2488, 0x24F5, 0x2776, 0x2780, 0x278A, 0x3220, 0x3280}) {
            if (c >= one && c < one + 9) {
                return c - one + 1;
            }
        }
        return -1;
    }

    /** Value of a Han numeral that stands for a digit, or -1. */
    static int hanDigit(char c) {
        return c >= MIN_HAN_DIGIT && c <= MAX_HAN_DIGIT
                ? HAN_DIGIT_VALUES[c - MIN_HAN_DIGIT]
                : c == '〇' || c == '○' ? 0 : -1;
    }

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean latin(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean han(char c) {
        return c >= 0x3400 && c < 0xA000;
    }
}
