package io.tidewatch.text;

import java.util.Set;

/**
 * Replaces personal data by its kind in brackets: [手机号], [身份证], [邮箱], [银行卡], [座机], [车牌]. Digits count in any
 * width and with single spaces, dots or dashes between. Masking twice changes nothing more. Time is linear in the text.
 */
final class Masker {
    private static final String[] LABELS = {"[手机号]", "[身份证]", "[邮箱]", "[银行卡]", "[座机]", "[车牌]"};
    private static final int LONGEST_RUN = 40;
    private static final int[] ID_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String ID_CHECK = "10X98765432";
    private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领";
    private static final String HAN_DIGITS = "零一二三四五六七八九";

    /**
     * @param kinds takes the names of what was found: phone, id_card, email, bank_card, landline, plate
     */
    String mask(String text, Set<String> kinds) {
        int n = text.length();
        StringBuilder out = null;
        int copied = 0;
        int i = 0;
        while (i < n) {
            char c = text.charAt(i);
            int end = i;
            String kind = "";
            String label = "";
            if (c == '@' || c == '＠') {
                int from = mailStart(text, i, copied);
                int to = from < i ? mailEnd(text, i + 1) : i;
                if (to > i + 1) {
                    out = out == null ? new StringBuilder(n) : out;
                    out.append(text, copied, from).append("[邮箱]");
                    kinds.add("email");
                    copied = to;
                    i = to;
                    continue;
                }
            } else if (digit(c) >= 0) {
                if (i > 0 && digit(text.charAt(i - 1)) >= 0) {
                    i++;
                    continue;
                }
                Found f = number(text, i);
                if (f != null) {
                    end = f.end;
                    kind = f.kind;
                    label = f.label;
                }
            } else if (c >= 0x4E00) {
                int plate = plateEnd(text, i);
                if (plate > i) {
                    end = plate;
                    kind = "plate";
                    label = "[车牌]";
                } else if (hanDigit(c) >= 0 && !(i > 0 && hanDigit(text.charAt(i - 1)) >= 0)) {
                    int to = hanPhoneEnd(text, i);
                    if (to > i) {
                        end = to;
                        kind = "phone";
                        label = "[手机号]";
                    }
                }
            }
            if (end > i) {
                out = out == null ? new StringBuilder(n) : out;
                int from = countryCode(text, i, copied, kind);
                out.append(text, copied, from).append(label);
                kinds.add(kind);
                copied = end;
                i = end;
            } else {
                i++;
            }
        }
        return out == null ? text : out.append(text, copied, n).toString();
    }

    /** The text with a space where something was masked: a label is none of the customer's words. */
    static String withoutLabels(String masked) {
        String out = masked;
        for (String label : LABELS) {
            out = out.replace(label, " ");
        }
        return out;
    }

    private record Found(int end, String kind, String label) {}

    /** What a run of digits that starts here is, or null. */
    private static @org.jspecify.annotations.Nullable Found number(String text, int at) {
        int[] digits = new int[LONGEST_RUN];
        int[] ends = new int[LONGEST_RUN];
        boolean[] parted = new boolean[LONGEST_RUN];
        int count = 0;
        int i = at;
        while (i < text.length() && count < LONGEST_RUN) {
            int d = digit(text.charAt(i));
            if (d < 0) {
                boolean on = count > 0
                        && separator(text.charAt(i))
                        && i + 1 < text.length()
                        && digit(text.charAt(i + 1)) >= 0;
                if (!on) {
                    break;
                }
                parted[count] = true;
                i++;
                continue;
            }
            digits[count] = d;
            ends[count++] = ++i;
        }
        boolean letterBefore = at > 0 && asciiLetter(text.charAt(at - 1));
        int skip = prefix(digits, count);
        if (idCard(text, digits, ends, parted, count)) {
            return new Found(count >= 18 && whole(parted, count, 18) ? ends[17] : ends[16] + 1, "id_card", "[身份证]");
        }
        if (!letterBefore && mobile(digits, parted, count, skip)) {
            return new Found(ends[skip + 10], "phone", "[手机号]");
        }
        if (skip > 0 && !letterBefore && mobile(digits, parted, count, 0)) {
            return new Found(ends[10], "phone", "[手机号]");
        }
        int card = bankCard(digits, parted, count);
        if (card > 0 && !letterBefore) {
            return new Found(ends[card - 1], "bank_card", "[银行卡]");
        }
        int line = landline(digits, parted, count);
        if (line > 0 && !letterBefore) {
            return new Found(ends[line - 1], "landline", "[座机]");
        }
        return null;
    }

    /** Digits of 86 or 0086 before a mobile number. */
    private static int prefix(int[] d, int count) {
        if (count >= 13 && d[0] == 8 && d[1] == 6) {
            return 2;
        }
        return count >= 15 && d[0] == 0 && d[1] == 0 && d[2] == 8 && d[3] == 6 ? 4 : 0;
    }

    private static boolean whole(boolean[] parted, int count, int length) {
        return count == length || (count > length && parted[length]);
    }

    private static boolean mobile(int[] d, boolean[] parted, int count, int from) {
        if (count < from + 11 || d[from] != 1 || d[from + 1] < 3 || !whole(parted, count, from + 11)) {
            return false;
        }
        int groups = 1;
        for (int i = from + 1; i < from + 11; i++) {
            groups += parted[i] ? 1 : 0;
        }
        if (groups <= 1 || groups >= 6) {
            return true;
        }
        boolean threeFour = parted[from + 3] && (groups == 2 || (groups == 3 && parted[from + 7]));
        boolean fourThree = parted[from + 4] && groups == 3 && (parted[from + 8] || parted[from + 7]);
        boolean halves = groups == 2 && (parted[from + 5] || parted[from + 6] || parted[from + 7]);
        return threeFour || fourThree || halves || (groups == 3 && parted[from + 3] && parted[from + 6]);
    }

    /** Seventeen digits and a right check character, with a possible birthday. */
    private static boolean idCard(String text, int[] d, int[] ends, boolean[] parted, int count) {
        if (count < 17) {
            return false;
        }
        char check;
        if (whole(parted, count, 18)) {
            check = (char) ('0' + d[17]);
        } else if (count == 17 && ends[16] < text.length() && x(text.charAt(ends[16]))) {
            check = 'X';
        } else {
            return false;
        }
        int month = d[10] * 10 + d[11];
        int day = d[12] * 10 + d[13];
        int century = d[6] * 10 + d[7];
        if (d[0] == 0 || d[0] > 8 || month < 1 || month > 12 || day < 1 || day > 31 || century < 18 || century > 20) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += d[i] * ID_WEIGHTS[i];
        }
        return ID_CHECK.charAt(sum % 11) == check;
    }

    private static boolean x(char c) {
        return c == 'x' || c == 'X' || c == 'Ｘ' || c == 'ｘ';
    }

    /** Length of a bank card number at the start, by its first digits, grouping and Luhn's sum; 0 when there is none. */
    private static int bankCard(int[] d, boolean[] parted, int count) {
        int first = d[0] * 10 + d[1];
        boolean known = d[0] == 4
                || first == 62
                || (first >= 51 && first <= 55)
                || first == 60
                || first == 65
                || first == 34
                || first == 37
                || first == 35
                || first == 22
                || first == 95
                || first == 68
                || first == 69;
        if (!known) {
            return 0;
        }
        for (int length = Math.min(19, count); length >= 15; length--) {
            if (!whole(parted, count, length) || !luhn(d, length)) {
                continue;
            }
            boolean grouped = true;
            for (int i = 1; i < length; i++) {
                grouped &= !parted[i] || i % 4 == 0 || i == 6 || (length == 15 && i == 10);
            }
            if (grouped) {
                return length;
            }
        }
        return 0;
    }

    private static boolean luhn(int[] d, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int v = d[length - 1 - i];
            if (i % 2 == 1) {
                v *= 2;
                v = v > 9 ? v - 9 : v;
            }
            sum += v;
        }
        return sum % 10 == 0;
    }

    /** Area code with its 0 and seven or eight digits. */
    private static int landline(int[] d, boolean[] parted, int count) {
        if (count < 10 || d[0] != 0 || d[1] == 0) {
            return 0;
        }
        int area = d[1] <= 2 ? 3 : 4;
        for (int length = Math.min(12, count); length >= area + 7; length--) {
            if (length > area + 8 || !whole(parted, count, length)) {
                continue;
            }
            boolean grouped = true;
            for (int i = 1; i < length; i++) {
                grouped &= !parted[i] || i == area || i == area + 3 || i == area + 4;
            }
            if (grouped) {
                return length;
            }
        }
        return 0;
    }

    /** A country code belongs to the number after it: +86, (86). */
    private static int countryCode(String text, int at, int copied, String kind) {
        if (!kind.equals("phone") || at == copied) {
            return at;
        }
        int from = at;
        if (text.charAt(from - 1) == '+' || text.charAt(from - 1) == '＋') {
            return from - 1;
        }
        if (from - 1 > copied && (text.charAt(from - 1) == '-' || text.charAt(from - 1) == ' ')) {
            from--;
        }
        boolean code = from - 3 >= copied
                && text.charAt(from - 1) == '6'
                && text.charAt(from - 2) == '8'
                && text.charAt(from - 3) == '+';
        return code ? from - 3 : at;
    }

    private static int plateEnd(String text, int at) {
        if (PROVINCES.indexOf(text.charAt(at)) < 0 || at + 7 > text.length()) {
            return at;
        }
        char letter = text.charAt(at + 1);
        if (letter < 'A' || letter > 'Z') {
            return at;
        }
        int i = at + 2;
        if (text.charAt(i) == '·' || text.charAt(i) == '.' || text.charAt(i) == ' ' || text.charAt(i) == '-') {
            i++;
        }
        int n = 0;
        int digits = 0;
        while (i < text.length() && n < 7 && (capital(text.charAt(i)) || digit(text.charAt(i)) >= 0)) {
            digits += digit(text.charAt(i)) >= 0 ? 1 : 0;
            n++;
            i++;
        }
        return (n == 5 || n == 6) && digits >= 3 ? i : at;
    }

    private static boolean capital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** Eleven Han numerals that read as a mobile number: 一三八零零一三八零零零, 幺 for one. */
    private static int hanPhoneEnd(String text, int at) {
        int[] d = new int[11];
        int n = 0;
        int i = at;
        while (i < text.length() && hanDigit(text.charAt(i)) >= 0) {
            if (n < 11) {
                d[n] = hanDigit(text.charAt(i));
            }
            n++;
            i++;
        }
        return n == 11 && d[0] == 1 && d[1] >= 3 ? i : at;
    }

    private static int hanDigit(char c) {
        if (c == '幺' || c == '壹') {
            return 1;
        }
        if (c == '〇' || c == '○') {
            return 0;
        }
        return HAN_DIGITS.indexOf(c);
    }

    private static int mailStart(String text, int at, int copied) {
        int i = at;
        while (i > copied && at - i < 64 && mailLetter(text.charAt(i - 1))) {
            i--;
        }
        while (i < at && (text.charAt(i) == '.' || text.charAt(i) == '-')) {
            i++;
        }
        return i;
    }

    private static int mailEnd(String text, int at) {
        int i = at;
        int dot = -1;
        while (i < text.length() && i - at < 100) {
            char c = text.charAt(i);
            if ((c == '.' || c == '．') && i > at && i + 1 < text.length() && wordLetter(text.charAt(i + 1))) {
                dot = i;
            } else if (!wordLetter(c) && c != '-') {
                break;
            }
            i++;
        }
        return dot > 0 && i - dot > 2 ? i : at;
    }

    private static boolean mailLetter(char c) {
        return wordLetter(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
    }

    private static boolean wordLetter(char c) {
        return asciiLetter(c) || digit(c) >= 0 || (c >= 'ａ' && c <= 'ｚ') || (c >= 'Ａ' && c <= 'Ｚ');
    }

    private static boolean asciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean separator(char c) {
        return c == ' '
                || c == '-'
                || c == '.'
                || c == '·'
                || c == '—'
                || c == '–'
                || c == '_'
                || c == 0xA0
                || c == 0x3000
                || c == '－';
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= '０' && c <= '９' ? c - '０' : -1;
    }
}
