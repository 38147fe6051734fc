package io.tidewatch.text.privacy;

/** Kinds of personal data: their names on the wire and what stands in their place. */
public enum PersonalDataKind {
    PHONE("phone", "[手机号]"),
    ID_CARD("id_card", "[身份证]"),
    EMAIL("email", "[邮箱]"),
    BANK_CARD("bank_card", "[银行卡]"),
    LANDLINE("landline", "[座机]"),
    PLATE("plate", "[车牌]"),
    PASSPORT("passport", "[护照]"),
    WECHAT("wechat", "[微信号]"),
    QQ("qq", "[QQ号]"),
    ADDRESS("address", "[地址]"),
    NAME("name", "[姓名]"),
    /** Its label carries a pseudonym, {@code [order:0a1b2c3d]}, where there is a key. */
    ORDER("order", "[order]");

    private static final String[] LABELS = labels();
    private static final String ORDER_START = "[order";
    private static final int MAX_ORDER_LABEL_LENGTH = 40;

    private final String wire;
    private final String label;

    PersonalDataKind(String wire, String label) {
        this.wire = wire;
        this.label = label;
    }

    String wire() {
        return wire;
    }

    String label() {
        return label;
    }

    private static String[] labels() {
        String[] out = new String[values().length];
        for (PersonalDataKind k : values()) {
            out[k.ordinal()] = k.label;
        }
        return out;
    }

    /** End of a label that starts at a place, or the place itself. */
    public static int labelEnd(CharSequence text, int at) {
        if (text.charAt(at) != '[' || at + 2 >= text.length()) {
            return at;
        }
        for (String label : LABELS) {
            if (startsWith(text, at, label)) {
                return at + label.length();
            }
        }
        if (startsWith(text, at, ORDER_START)
                && at + ORDER_START.length() < text.length()
                && text.charAt(at + ORDER_START.length()) == ':') {
            int stop = Math.min(text.length(), at + MAX_ORDER_LABEL_LENGTH);
            for (int i = at + ORDER_START.length() + 1; i < stop; i++) {
                char c = text.charAt(i);
                if (c == ']') {
                    return i + 1;
                }
                if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                    return at;
                }
            }
        }
        return at;
    }

    private static boolean startsWith(CharSequence text, int at, String word) {
        if (at + word.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (text.charAt(at + i) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
