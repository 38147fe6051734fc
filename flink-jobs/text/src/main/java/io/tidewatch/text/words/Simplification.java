package io.tidewatch.text.words;

/** Traditional characters → simplified ones, one for one. Immutable. */
public final class Simplification {
    private final char[] table;

    /**
     * @param table the simplified form of each character of the basic plane, 65 536 long
     */
    public Simplification(char[] table) {
        if (table.length != 1 << 16) {
            throw new IllegalArgumentException("table: length " + table.length + ", expected " + (1 << 16));
        }
        this.table = table.clone();
    }

    /** The simplified form of a character, or the character itself. */
    public char of(char c) {
        return table[c];
    }
}
