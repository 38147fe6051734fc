package io.tidewatch.text.issue;

import io.tidewatch.text.sentiment.Grams;
import java.util.Arrays;

/**
 * The runs of a clause and, apart from them, those of its neighbours, as buckets of one hash table with their values: one over
 * the square root of how many there are, half of that for neighbours. Reused by one thread.
 */
public final class ClauseRuns {
    /** So many characters before and after a clause are its neighbours. */
    public static final int AROUND = 150;

    private static final int APART = 0x5bd1e995;
    private static final double OF_NEIGHBOURS = 0.5;

    private final Grams grams;
    private final int mask;
    private char[] letters = new char[64];
    int[] bucket = new int[512];
    float[] value = new float[512];
    int size;

    ClauseRuns(int bits) {
        grams = new Grams(bits);
        mask = (1 << bits) - 1;
    }

    void read(char[] text, int from, int to, int before, int after) {
        size = 0;
        add(text, from, to, 1, 0);
        int own = size;
        add(text, before, from, 0, APART);
        add(text, to, after, 0, APART);
        float near = size == own ? 0 : (float) (OF_NEIGHBOURS / Math.sqrt(size - own));
        Arrays.fill(value, own, size, near);
    }

    private void add(char[] text, int from, int to, double times, int apart) {
        int length = to - from;
        if (length <= 0) {
            return;
        }
        if (letters.length < length) {
            letters = new char[Integer.highestOneBit(length) * 2];
        }
        System.arraycopy(text, from, letters, 0, length);
        grams.read(letters, length);
        int n = grams.size();
        if (bucket.length < size + n) {
            bucket = Arrays.copyOf(bucket, 2 * (size + n));
            value = Arrays.copyOf(value, bucket.length);
        }
        float each = (float) (times / Math.sqrt(n));
        for (int run = 0; run < n; run++) {
            bucket[size] = (grams.bucket(run) ^ apart) & mask;
            value[size++] = each;
        }
    }
}
