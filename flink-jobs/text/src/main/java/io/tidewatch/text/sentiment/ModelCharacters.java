package io.tidewatch.text.sentiment;

/**
 * How the model sees a character: lower case, half width, any digit as 0, any white space as a space, a few marks made
 * one. One character stays one, so that places in the text stay places.
 */
final class ModelCharacters {
    /** Stands before the first character and after the last. */
    static final char START = 2;

    static final char END = 3;

    private static final char[] TABLE = table();

    private ModelCharacters() {}

    static char of(char c) {
        return TABLE[c];
    }

    private static char[] table() {
        char[] table = new char[1 << 16];
        for (int c = 0; c < table.length; c++) {
            table[c] = fold((char) c);
        }
        return table;
    }

    private static char fold(char c) {
        char half = c >= 0xFF01 && c <= 0xFF5E ? (char) (c - 0xFEE0) : c;
        if (half >= 'A' && half <= 'Z') {
            return (char) (half + ('a' - 'A'));
        }
        if (half >= '0' && half <= '9') {
            return '0';
        }
        if (half <= ' ' || half == 0x3000 || half == 0xA0) {
            return ' ';
        }
        switch (half) {
            case '。':
                return '.';
            case '、':
                return ',';
            case '“':
            case '”':
                return '"';
            case '’':
                return '\'';
            default:
                return half;
        }
    }
}
