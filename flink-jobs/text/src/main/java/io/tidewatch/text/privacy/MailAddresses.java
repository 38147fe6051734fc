package io.tidewatch.text.privacy;

import java.util.Set;

/** E-mail addresses, also with spaces round the signs, and with (at), [at], 艾特, " at " and dot, 点 for them. */
final class MailAddresses implements PersonalDataFinder {
    private static final int MAX_NAME_LENGTH = 64;
    private static final int MAX_DOMAIN_LENGTH = 100;
    private static final String[] SIGNS = {"(at)", "[at]", "{at}", "<at>", "艾特"};
    private static final String[] DOTS = {"(dot)", "[dot]", "{dot}", " dot ", "点", "。"};
    private static final Set<String> TOP = Set.of(
            "com", "cn", "net", "org", "edu", "gov", "io", "me", "cc", "hk", "tw", "jp", "uk", "co", "info", "biz",
            "top", "vip", "xyz", "app", "dev", "de", "fr", "ru", "kr", "sg", "au", "ca", "us", "test", "example");

    @Override
    public void find(FoldedText text, Set<String> kinds) {
        if (!text.latin && !text.digits) {
            return;
        }
        int i = 1;
        while (i < text.length) {
            int sign = text.concerns(i, Triggers.MAIL) ? sign(text, i) : 0;
            int end = sign == 0 ? 0 : take(text, i, i + sign);
            if (end > 0) {
                kinds.add(PersonalDataKind.EMAIL.wire());
                i = end;
            } else {
                i++;
            }
        }
    }

    private static int sign(FoldedText text, int i) {
        char c = text.at(i);
        if (c == '@') {
            return 1;
        }
        if (c == '(' || c == '[' || c == '{' || c == '<' || c == '艾') {
            for (String s : SIGNS) {
                if (text.has(i, s)) {
                    return s.length();
                }
            }
        }
        return c == ' ' && text.has(i, " at ") ? 4 : 0;
    }

    private static int take(FoldedText text, int sign, int behind) {
        boolean plain = text.at(sign) == '@';
        boolean bare = text.at(sign) == ' ';
        int name = sign;
        while (!bare && name > 0 && sign - name < 2 && text.at(name - 1) == ' ') {
            name--;
        }
        int last = name;
        while (name > 0 && last - name < MAX_NAME_LENGTH && letter(text.at(name - 1))) {
            name--;
        }
        while (name < last && (text.at(name) == '.' || text.at(name) == '-')) {
            name++;
        }
        if (name == last) {
            return 0;
        }
        int domain = behind;
        while (!bare && domain - behind < 2 && text.at(domain) == ' ') {
            domain++;
        }
        boolean spaced = last < sign || domain > behind || !plain;
        int end = domainEnd(text, domain, spaced || bare, bare);
        if (end == 0) {
            return 0;
        }
        text.take(name, end, PersonalDataKind.EMAIL);
        return end;
    }

    /**
     * @param sure whether the domain must end in one of the well-known names
     * @param wordOnly whether a dot must be written as a word
     */
    private static int domainEnd(FoldedText text, int at, boolean sure, boolean wordOnly) {
        int i = at;
        int dots = 0;
        boolean word = false;
        int label = i;
        int good = 0;
        while (i < text.length && i - at < MAX_DOMAIN_LENGTH) {
            char c = text.at(i);
            if (Glyphs.latin(c) || Glyphs.digit(c) || c == '-') {
                i++;
                if (dots > 0 && i - label >= 2 && Glyphs.latin(text.at(label))) {
                    good = sure ? good : i;
                }
                continue;
            }
            if (sure && dots > 0 && TOP.contains(text.text(label, i).toLowerCase(java.util.Locale.ROOT))) {
                good = i;
            }
            int dot = i == label ? 0 : dot(text, i);
            if (dot == 0) {
                break;
            }
            word |= dot > 1 || c != '.';
            boolean odd = dot > 1 || c != '.';
            if (odd && !top(text, i + dot)) {
                break;
            }
            dots++;
            i += dot;
            label = i;
        }
        if (sure
                && i == text.length
                && dots > 0
                && TOP.contains(text.text(label, i).toLowerCase(java.util.Locale.ROOT))) {
            good = i;
        }
        return wordOnly && !word ? 0 : good;
    }

    /** Length of a dot in one of its disguises. */
    private static int dot(FoldedText text, int i) {
        char c = text.at(i);
        if (c == '.' && (Glyphs.latin(text.at(i + 1)) || Glyphs.digit(text.at(i + 1)))) {
            return 1;
        }
        for (String d : DOTS) {
            if (text.has(i, d)) {
                return d.length();
            }
        }
        int n = 0;
        while (n < 2 && text.at(i + n) == ' ') {
            n++;
        }
        boolean word = n > 0 && text.at(i + n) == '点';
        if (text.at(i + n) != '.' && !word) {
            return 0;
        }
        n++;
        while (n < 5 && text.at(i + n) == ' ') {
            n++;
        }
        return n;
    }

    /** Whether a name that domains end with, or go on with before such a one, stands at a place. */
    private static boolean top(FoldedText text, int at) {
        int i = at;
        while (i - at < 10 && Glyphs.latin(text.at(i))) {
            i++;
        }
        return TOP.contains(text.text(at, Math.min(i, text.length)).toLowerCase(java.util.Locale.ROOT));
    }

    private static boolean letter(char c) {
        return Glyphs.latin(c) || Glyphs.digit(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
    }
}
