package io.tidewatch.text.privacy;

/** Which finders have to look at a character: most characters of most texts concern none. */
final class Triggers {
    static final int CONTACT = 1;
    static final int ORDER = 2;
    static final int NAME = 4;
    static final int ADDRESS = 8;
    static final int PLATE = 16;
    static final int MAIL = 32;

    private static final byte[] FLAGS = new byte[1 << 16];

    static {
        firsts(CONTACT, ContactIds.WECHAT);
        firsts(CONTACT, ContactIds.QQ);
        firsts(ORDER, OrderNumbers.SLIPS);
        firsts(ORDER, OrderNumbers.WORDS);
        firsts(NAME, ChineseNames.LABELS);
        firsts(NAME, ChineseNames.FORMS);
        all(NAME, "姓叫是");
        all(ORDER, "单");
        all(ADDRESS, ChineseAddresses.ROADS);
        all(ADDRESS, ChineseAddresses.PLACES);
        all(ADDRESS, "0123456789");
        all(PLATE, Plates.PROVINCES);
        all(MAIL, "@([{< 艾");
    }

    private Triggers() {}

    private static void firsts(int flag, String... words) {
        for (String w : words) {
            char c = w.charAt(0);
            FLAGS[c] |= (byte) flag;
            FLAGS[Character.toUpperCase(c)] |= (byte) flag;
        }
    }

    private static void all(int flag, String characters) {
        for (int i = 0; i < characters.length(); i++) {
            FLAGS[characters.charAt(i)] |= (byte) flag;
        }
    }

    /** The finders that a character concerns. */
    static int of(char c) {
        return FLAGS[c];
    }
}
