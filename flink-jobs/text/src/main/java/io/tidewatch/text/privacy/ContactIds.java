package io.tidewatch.text.privacy;

import java.util.Set;

/** Ids of WeChat and QQ behind a word that names them, in the spellings by which people slip past filters. */
final class ContactIds implements PersonalDataFinder {
    static final String[] WECHAT = {
        "微信",
        "威信",
        "薇信",
        "维信",
        "微心",
        "徽信",
        "卫星",
        "wei信",
        "v信",
        "w信",
        "weixin",
        "wechat",
        "we chat",
        "whatsapp",
        "telegram",
        "wx",
        "vx",
        "加v",
        "+v",
        "加薇",
        "+薇",
        "加微",
        "+微",
        "加威",
        "加w",
        "v号",
        "薇号",
        "微号",
        "薇",
        "v:",
        "v❤",
        "威❤",
        "维❤",
        "绿泡泡",
        "绿色软件"
    };
    static final String[] QQ = {
        "qq", "扣扣", "抠抠", "企鹅号", "企鹅", "q群", "q号", "加q", "+q", "球球", "口口", "秋秋", "扣:", "扣号", "q:"
    };
    private static final String CONNECTING = " 号码群是为叫加我一下同就也的账帐联系:=>→()[]【】{}“”\"',，-~❤♥_\n" + Glyphs.SYMBOL;
    private static final String[] WORDS = {"id", "is", "number", "no", "account", "me", "on"};
    private static final String[] PRODUCTS = {
        "iphone", "ipad", "ios", "android", "windows", "win", "mac", "huawei", "app", "pay", "version", "ver", "mate",
        "web"
    };
    private static final int MAX_CONNECTION = 12;
    private static final int MIN_LENGTH = 5;
    private static final int MAX_LENGTH = 20;

    @Override
    public void find(FoldedText text, Set<String> kinds) {
        if (!text.concerns(Triggers.CONTACT) || (!text.latin && !text.digits && !text.hanDigits)) {
            return;
        }
        int i = 0;
        while (i < text.length) {
            int end = text.concerns(i, Triggers.CONTACT) ? at(text, i, kinds) : 0;
            i = end > 0 ? end : i + 1;
        }
    }

    private static int at(FoldedText text, int i, Set<String> kinds) {
        char c = text.low(i);
        if (c == 'w' && text.has(i, "wxid_")) {
            int end = idEnd(text, i);
            text.take(i, end, PersonalDataKind.WECHAT);
            kinds.add(PersonalDataKind.WECHAT.wire());
            return end;
        }
        boolean latin = Glyphs.latin(c);
        if (latin && Glyphs.latin(text.at(i - 1))) {
            return 0;
        }
        PersonalDataKind kind = PersonalDataKind.WECHAT;
        int word = word(text, i, WECHAT);
        if (word == 0) {
            word = word(text, i, QQ);
            kind = PersonalDataKind.QQ;
        }
        return word == 0 ? 0 : behind(text, i, i + word, kind, kinds);
    }

    private static int word(FoldedText text, int i, String[] words) {
        char c = text.low(i);
        int longest = 0;
        for (String w : words) {
            if (w.charAt(0) == c && w.length() > longest && text.has(i, w)) {
                longest = w.length();
            }
        }
        return longest;
    }

    private static int behind(FoldedText text, int word, int at, PersonalDataKind kind, Set<String> kinds) {
        int i = at;
        boolean sure = text.at(at - 1) == '号' || text.at(at - 1) == ':';
        while (i - at < MAX_CONNECTION) {
            char c = text.at(i);
            if (c != 0 && CONNECTING.indexOf(c) >= 0) {
                sure |= c == '号' || c == ':' || c == '=' || c == '是' || c == '加' || c == '叫' || c == '为' || c == '→';
                i++;
                continue;
            }
            int w = plainWord(text, i);
            if (w == 0) {
                break;
            }
            sure = true;
            i += w;
        }
        int end = idEnd(text, i);
        if (kind == PersonalDataKind.QQ || text.digit(i) >= 0) {
            int digits = digitsEnd(text, i);
            boolean number = digits > 0;
            if (number && !Context.isCounted(text, digits) && !Context.isAmount(text, i, digits) && digits >= end) {
                return take(text, i, digits, kind, kinds);
            }
        }
        boolean hanWord = Glyphs.han(text.at(word)) || Glyphs.han(text.at(at - 1));
        return kind == PersonalDataKind.WECHAT && isId(text, i, end, sure, hanWord, i == at)
                ? take(text, i, end, kind, kinds)
                : 0;
    }

    private static int take(FoldedText text, int start, int end, PersonalDataKind kind, Set<String> kinds) {
        text.take(start, end, kind);
        kinds.add(kind.wire());
        return end;
    }

    private static int plainWord(FoldedText text, int i) {
        if (Glyphs.latin(text.at(i - 1))) {
            return 0;
        }
        for (String w : WORDS) {
            char after = text.at(i + w.length());
            if (text.has(i, w) && !Glyphs.latin(after) && !Glyphs.digit(after) && after != '_' && after != '-') {
                return w.length();
            }
        }
        return 0;
    }

    private static int idEnd(FoldedText text, int at) {
        int i = at;
        while (i - at <= MAX_LENGTH + 8) {
            char c = text.at(i);
            if (!Glyphs.latin(c) && !Glyphs.digit(c) && c != '_' && !(c == '-' && i > at)) {
                break;
            }
            i++;
        }
        return i;
    }

    /** Behind five to twelve digits that may be parted by single signs, or 0. */
    private static int digitsEnd(FoldedText text, int at) {
        int i = at;
        int n = 0;
        int end = at;
        while (n <= 12 && text.digit(i) >= 0) {
            n++;
            end = ++i;
            char gap = text.at(i);
            if ((gap == ' ' || gap == '-' || gap == '.' || gap == '·') && text.digit(i + 1) >= 0) {
                i++;
            }
        }
        return n >= MIN_LENGTH && n <= 12 && !Glyphs.latin(text.at(end)) && text.at(end) != '_' ? end : 0;
    }

    private static boolean isId(FoldedText text, int from, int to, boolean sure, boolean hanWord, boolean glued) {
        int n = to - from;
        if (n < MIN_LENGTH || n > MAX_LENGTH || !Glyphs.latin(text.at(from)) && !Glyphs.digit(text.at(from))) {
            return false;
        }
        int digits = 0;
        boolean signs = false;
        for (int i = from; i < to; i++) {
            digits += Glyphs.digit(text.at(i)) ? 1 : 0;
            signs |= text.at(i) == '_' || text.at(i) == '-';
        }
        for (String p : PRODUCTS) {
            if (text.has(from, p) && (!sure || digits == 0)) {
                return false;
            }
        }
        if (digits == 0 && !signs) {
            return sure && (hanWord || !glued) && n >= 6;
        }
        return sure || digits >= 2 || signs;
    }
}
