package io.tidewatch.text;

/** Counts how often each of 64 bits is set over many words: eight counters to a long, emptied before they run over. */
final class BitCounts {
    private static final long[] SPREAD = new long[256];
    private static final int FULL = 255;

    static {
        for (int b = 0; b < 256; b++) {
            for (int k = 0; k < 8; k++) {
                SPREAD[b] |= (long) (b >>> k & 1) << 8 * k;
            }
        }
    }

    private final long[] packed = new long[8];
    private final int[] counts = new int[64];
    private int pending;
    private int added;

    void add(long word) {
        for (int i = 0; i < 8; i++) {
            packed[i] += SPREAD[(int) (word >>> 8 * i) & 255];
        }
        added++;
        if (++pending == FULL) {
            unpack();
        }
    }

    /** The bits set in more than half of the words. */
    long majority() {
        unpack();
        long out = 0;
        for (int b = 0; b < 64; b++) {
            out |= 2 * counts[b] > added ? 1L << b : 0;
        }
        return out;
    }

    private void unpack() {
        for (int b = 0; b < 64; b++) {
            counts[b] += (int) (packed[b >>> 3] >>> 8 * (b & 7)) & FULL;
        }
        java.util.Arrays.fill(packed, 0);
        pending = 0;
    }
}
