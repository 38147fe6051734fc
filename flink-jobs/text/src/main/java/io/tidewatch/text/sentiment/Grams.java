package io.tidewatch.text.sentiment;

import java.util.Arrays;

/**
 * The runs of 1 to 4 characters of a text, start and end marks included, as buckets of a hash table; in order of where
 * they start. Reused from text to text by one thread.
 */
public final class Grams {
    /** Longest run. */
    public static final int MAX_LENGTH = 4;

    private static final long PRIME = 0x100000001B3L;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final long MIX = 0xD6E8FEB86659FD93L;

    private final int shift;
    private char[] letters = new char[256];
    private int[] bucket = new int[1024];
    private int size;
    private int places;

    /** @param bits of a bucket's number, 8–24 */
    public Grams(int bits) {
        if (bits < 8 || bits > 24) {
            throw new IllegalArgumentException("bits: " + bits + ", expected 8–24");
        }
        shift = 64 - bits;
    }

    /** Reads a text; {@link #bucket} then reads from it. */
    public void read(char[] text, int length) {
        int padded = length + 2;
        places = padded;
        if (letters.length < padded) {
            letters = new char[Integer.highestOneBit(padded) * 2];
            bucket = new int[letters.length * MAX_LENGTH];
        }
        letters[0] = ModelCharacters.START;
        for (int i = 0; i < length; i++) {
            letters[i + 1] = ModelCharacters.of(text[i]);
        }
        letters[length + 1] = ModelCharacters.END;
        size = 0;
        for (int i = 0; i < padded; i++) {
            long h = 0;
            int stop = Math.min(padded, i + MAX_LENGTH);
            for (int k = i; k < stop; k++) {
                h = h * PRIME + letters[k] + 1;
                bucket[size++] = place(h, k - i);
            }
        }
    }

    private int place(long h, int order) {
        long x = (h + order * SPREAD) * SPREAD;
        x ^= x >>> 32;
        return (int) (x * MIX >>> shift);
    }

    public int size() {
        return size;
    }

    /** Characters of the text, both marks included. */
    int places() {
        return places;
    }

    /** The bucket of a run; runs are numbered by their start, shorter first. */
    public int bucket(int run) {
        return bucket[run];
    }

    /** The buckets of a text, in rising order, each as often as it occurs. */
    public int[] sorted() {
        int[] out = Arrays.copyOf(bucket, size);
        Arrays.sort(out);
        return out;
    }

    /** The buckets of the runs of at most so many characters, in rising order. */
    int[] sorted(int longest) {
        int[] out = new int[places * longest];
        int n = 0;
        int run = 0;
        for (int i = 0; i < places; i++) {
            int runs = Math.min(MAX_LENGTH, places - i);
            for (int k = 0; k < Math.min(longest, runs); k++) {
                out[n++] = bucket[run + k];
            }
            run += runs;
        }
        out = Arrays.copyOf(out, n);
        Arrays.sort(out);
        return out;
    }
}
