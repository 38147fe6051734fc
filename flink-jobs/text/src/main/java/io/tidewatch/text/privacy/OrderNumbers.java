package io.tidewatch.text.privacy;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Numbers of orders and parcels, known by the word before or by the carrier's letters; equal ones stay equal. */
final class OrderNumbers implements PersonalDataFinder {
    private static final int MAX_LENGTH = 40;
    private static final int MAX_CONNECTION = 10;
    private static final int MIN_BEHIND_A_NUMBER_WORD = 5;
    private static final int MIN_BEHIND_AN_ORDER_WORD = 8;
    private static final int MIN_OF_A_CARRIER = 12;
    private static final int PSEUDONYM = 8;

    private static final String CONNECTING = " 号码编为是叫的:#=()[]【】{}<>“”\"'「」,;-~>→_*\n" + Glyphs.SYMBOL;
    private static final String BEFORE_SLIP = "订运快面货流提退工物保修补发揽";
    static final String[] SLIPS = {
        "流水号", "交易号", "交易编号", "包裹号", "快递号", "物流号", "物流编号", "提货码", "受理号", "受理编号", "工单号", "退款编号", "售后编号", "运号"
    };
    static final String[] WORDS = {"order", "tracking", "waybill", "parcel", "shipment", "ticket", "transaction", "awb"
    };
    private static final String[] NUMBER_WORDS = {"number", "num", "no", "nr", "id", "code", "ref"};
    private static final String[] CARRIERS = {
        "快递", "物流", "包裹", "中通", "圆通", "韵达", "申通", "顺丰", "极兔", "邮政", "京东", "德邦", "百世", "丹鸟", "ems"
    };
    private static final Set<String> CODES = Set.of(
            "sf", "yt", "jd", "jdv", "jdva", "jdvb", "jdvc", "jdx", "jdk", "jdaz", "jdap", "zto", "zt", "sto", "st",
            "yd", "yunda", "jt", "ems", "dpk", "db", "dbl", "ky", "tt", "ht", "best", "uc", "yz", "lp", "dn", "xb",
            "cn", "ups", "fedex", "dhl", "ane", "rrs", "sx", "jtsf", "wb", "po");

    private final Pseudonyms pseudonyms;

    OrderNumbers(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    @Override
    public void find(FoldedText text, Set<String> kinds) {
        if (!text.digits && !text.hanDigits) {
            return;
        }
        int i = 0;
        while (i < text.length) {
            int end = text.concerns(i, Triggers.ORDER) ? named(text, i) : 0;
            if (end == 0 && text.chars[i] < 0x80) {
                end = ofCarrier(text, i);
            }
            if (end > 0) {
                kinds.add(PersonalDataKind.ORDER.wire());
                i = end;
            } else {
                i++;
            }
        }
    }

    private int named(FoldedText text, int i) {
        char c = text.at(i);
        int word = 0;
        boolean number = false;
        if (c == '单') {
            char before = text.at(i - 1);
            char after = text.at(i + 1);
            boolean slip = before != 0 && BEFORE_SLIP.indexOf(before) >= 0 || before == '递';
            number = after == '号' || (slip && after == '编');
            word = number ? 2 : slip ? 1 : after == '子' ? 2 : 0;
        } else if (c >= 0x4E00) {
            for (String s : SLIPS) {
                if (c == s.charAt(0) && text.has(i, s)) {
                    word = s.length();
                    number = true;
                }
            }
        } else if (Glyphs.latin(c) && !Glyphs.latin(text.at(i - 1))) {
            for (String w : WORDS) {
                if (text.has(i, w) && !Glyphs.latin(text.at(i + w.length()))) {
                    word = w.length();
                }
            }
        }
        return word == 0 ? 0 : behind(text, i + word, number);
    }

    private int behind(FoldedText text, int at, boolean number) {
        boolean sure = number;
        int i = at;
        int numberWord;
        while (i - at < MAX_CONNECTION) {
            char c = text.at(i);
            if (c == '号' || c == '编' || c == ':' || c == '#') {
                sure = true;
            }
            if (text.has(i, "这个")) {
                i += 2;
            } else if (c != 0 && CONNECTING.indexOf(c) >= 0) {
                i++;
            } else if (text.has(i, "is ")) {
                i += 3;
            } else {
                numberWord = numberWord(text, i);
                if (numberWord == 0) {
                    break;
                }
                sure = true;
                i += numberWord;
            }
        }
        return take(text, i, sure ? MIN_BEHIND_A_NUMBER_WORD : MIN_BEHIND_AN_ORDER_WORD, sure);
    }

    private static int numberWord(FoldedText text, int i) {
        for (String w : NUMBER_WORDS) {
            char after = text.at(i + w.length());
            if (text.has(i, w) && !Glyphs.latin(after)) {
                return w.length() + (after == '.' ? 1 : 0);
            }
        }
        return 0;
    }

    /** Takes the letters and digits at a place, when they have enough digits. */
    private int take(FoldedText text, int at, int least, boolean sure) {
        StringBuilder id = new StringBuilder();
        int digits = 0;
        int end = at;
        int i = at;
        while (i - at < MAX_LENGTH) {
            char c = text.at(i);
            int d = text.digit(i);
            if (d >= 0 || Glyphs.latin(c)) {
                id.append(d >= 0 ? (char) ('0' + d) : Character.toUpperCase(c));
                digits += d >= 0 ? 1 : 0;
                end = ++i;
                continue;
            }
            boolean dash = c == '-' || c == '_' || c == '.' || c == '/';
            boolean on = (dash && (text.digit(i + 1) >= 0 || Glyphs.latin(text.at(i + 1))) && !date(text, i + 1))
                    || (c == ' ' && spaced(text, i, digits));
            if (!on) {
                break;
            }
            i++;
        }
        if (digits < least
                || Context.isCounted(text, end)
                || Context.isAmount(text, at, end)
                || date(text, at)
                || (!sure && Context.isDate(id.toString()) && digits == id.length() && digits == 8)) {
            return 0;
        }
        return taken(text, at, end, id.toString());
    }

    /** A day at a place: 2026-11-11, 11/11. */
    private static boolean date(FoldedText text, int at) {
        int i = at;
        while (i - at < 5 && Glyphs.digit(text.at(i))) {
            i++;
        }
        int first = i - at;
        char parting = text.at(i);
        if ((first != 4 || text.at(at) > '2') || (parting != '-' && parting != '/' && parting != '.')) {
            return false;
        }
        int from = ++i;
        while (i - from < 3 && Glyphs.digit(text.at(i))) {
            i++;
        }
        return i - from >= 1 && i - from <= 2 && text.at(i) == parting;
    }

    /** Groups of digits parted by a space belong together when both are long enough to be groups. */
    private static boolean spaced(FoldedText text, int space, int digits) {
        int before = 0;
        while (before < 6 && text.digit(space - 1 - before) >= 0) {
            before++;
        }
        int after = 0;
        while (after < 12 && text.digit(space + 1 + after) >= 0) {
            after++;
        }
        boolean letters = digits == 0 && Glyphs.latin(text.at(space - 1)) && after >= 4;
        boolean singles = before == 1 && after == 1;
        boolean mobile = after == 11 && text.digit(space + 1) == 1;
        return letters
                || singles
                || (before >= 3
                        && after >= 2
                        && !mobile
                        && !date(text, space + 1)
                        && text.at(space + 1 + after) != ':'
                        && !Context.isCounted(text, space + 1 + after));
    }

    /** SF1234567890123 needs no word before, nor does a long number soon after a carrier's name. */
    private int ofCarrier(FoldedText text, int i) {
        char c = text.at(i);
        if (word(text.at(i - 1))) {
            return 0;
        }
        if (Glyphs.digit(c)) {
            return bare(text, i);
        }
        if (!Glyphs.latin(c)) {
            return 0;
        }
        int letters = i;
        while (letters - i < 6 && Glyphs.latin(text.at(letters))) {
            letters++;
        }
        String code = text.text(i, letters).toLowerCase(Locale.ROOT);
        boolean known = CODES.contains(code);
        int at = letters;
        while (known && at - letters < 2 && (text.at(at) == ' ' || text.at(at) == '-' || text.at(at) == ':')) {
            at++;
        }
        int end = at;
        int digits = 0;
        while (end - i < MAX_LENGTH && (word(text.at(end)) || inner(text, end, known))) {
            digits += Glyphs.digit(text.at(end)) ? 1 : 0;
            end++;
        }
        boolean capitals = code.length() >= 2 && Character.isUpperCase(c) && Character.isUpperCase(text.at(i + 1));
        boolean postal = code.length() == 2 && digits == 9 && end - at == 11 && Character.isUpperCase(text.at(end - 1));
        boolean mobile = digits == 11 && end - at == 11 && text.at(at) == '1' && text.at(at + 1) > '2';
        boolean carrier = known && digits >= 10 && !mobile;
        boolean other = capitals && code.length() <= 5 && digits >= 10 && end - at == digits && !mobile;
        if (!carrier && !other && !(postal && capitals) || Context.isModel(text, i)) {
            return 0;
        }
        StringBuilder id = new StringBuilder();
        for (int k = i; k < end; k++) {
            if (word(text.at(k))) {
                id.append(Character.toUpperCase(text.at(k)));
            }
        }
        return taken(text, i, end, id.toString());
    }

    private static boolean inner(FoldedText text, int i, boolean known) {
        char c = text.at(i);
        return known
                && (c == ' ' || c == '-')
                && Glyphs.digit(text.at(i - 1))
                && groupOf(text, i + 1) >= 3
                && groupOf(text, i + 1) < 8;
    }

    private static int groupOf(FoldedText text, int at) {
        int i = at;
        while (i - at < 12 && Glyphs.digit(text.at(i))) {
            i++;
        }
        return i - at;
    }

    private int bare(FoldedText text, int i) {
        int end = i;
        while (end - i < MAX_LENGTH && Glyphs.digit(text.at(end))) {
            end++;
        }
        int n = end - i;
        if (n < MIN_OF_A_CARRIER || n > 22 || Glyphs.latin(text.at(end)) || !text.preceded(i, 6, CARRIERS)) {
            return 0;
        }
        String digits = text.text(i, end);
        if (Context.isDate(digits) || Context.isAmount(text, i, end) || Context.isModel(text, i)) {
            return 0;
        }
        return taken(text, i, end, digits);
    }

    private int taken(FoldedText text, int start, int end, String id) {
        text.take(start, end, label(id));
        return end;
    }

    private String label(String id) {
        @Nullable String pseudonym = pseudonyms.of(id);
        return pseudonym == null
                ? PersonalDataKind.ORDER.label()
                : "[order:" + pseudonym.substring(0, Math.min(PSEUDONYM, pseudonym.length())) + "]";
    }

    private static boolean word(char c) {
        return Glyphs.latin(c) || Glyphs.digit(c);
    }
}
