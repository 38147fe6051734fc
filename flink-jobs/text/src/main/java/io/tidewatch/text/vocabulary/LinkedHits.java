package io.tidewatch.text.vocabulary;

import java.util.Arrays;

/** Words found in one text, in order of their ends, those of one value linked. Reused by one thread. */
public final class LinkedHits {
    static final int NONE = -1;

    public int[] value = new int[256];
    public int[] start = new int[256];
    public int[] end = new int[256];
    /** The hit of the same value before, or {@link #NONE}. */
    public int[] before = new int[256];

    /** Of a later part of a phrase: the last hit of the part before that was there first, or {@link #NONE}. */
    public int[] lead = new int[256];

    public int size;

    /** The last hit of each value in this text, plus {@code base}; smaller ones are of earlier texts. */
    private int[] last = new int[0];

    private int base = 1;

    /** The values in this text, a bit for each: most questions are answered here, close together. */
    private long[] seen = {};

    /** @param values above every value of a hit */
    void clear(int values) {
        for (int i = 0; i < size; i++) {
            seen[value[i] >> 6] = 0;
        }
        base += size;
        size = 0;
        if (seen.length << 6 < values) {
            seen = new long[(values >> 6) + 1];
        }
        if (last.length < values || base > Integer.MAX_VALUE - Hits.MAX - 1) {
            last = new int[values];
            base = 1;
        }
    }

    /** @param later whether it is a later part of a phrase, whose part before is the value one less */
    void add(int v, int from, int to, boolean later) {
        if (size == Hits.MAX) {
            return;
        }
        if (size == value.length) {
            value = Arrays.copyOf(value, 2 * size);
            start = Arrays.copyOf(start, 2 * size);
            end = Arrays.copyOf(end, 2 * size);
            before = Arrays.copyOf(before, 2 * size);
            lead = Arrays.copyOf(lead, 2 * size);
        }
        value[size] = v;
        start[size] = from;
        end[size] = to;
        lead[size] = later ? Math.max(NONE, last[v - 1] - base) : NONE;
        before[size] = Math.max(NONE, last[v] - base);
        last[v] = base + size++;
        seen[v >> 6] |= 1L << v;
    }

    boolean has(int v) {
        return (seen[v >> 6] & 1L << v) != 0;
    }
}
