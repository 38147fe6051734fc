package io.tidewatch.text.issue;

import io.tidewatch.hash.StableHash;
import io.tidewatch.text.sentiment.Grams;
import java.util.Arrays;

/**
 * What the model reads of a clause: the runs of its own and, apart from them, those of the clauses around it, as buckets of one hash
 * table. A clause's own runs count one over the square root of how many there are, those of its neighbours half of that,
 * the leaf that words say it complains of one, each mark a half. Reused by one thread.
 */
final class ClauseRuns {
    /** Clauses of which a part is so many characters before or after a clause are its neighbours. */
    static final int AROUND = 150;
    /** What neighbours count. */
    static final double NEAR = 0.5;
    /** What a mark counts. */
    static final double MARK = 0.5;

    private static final int APART = 0x5bd1e995;

    private final Grams grams;
    private char[] letters = new char[64];
    int[] bucket = new int[512];
    int size;

    ClauseRuns(int bits) {
        grams = new Grams(bits);
    }

    /** The runs of a clause itself. */
    void read(char[] text, int from, int to) {
        size = 0;
        add(text, from, to);
    }

    /** Adds the runs of another clause; {@link #apart} says their buckets. */
    void add(char[] text, int from, int to) {
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
        }
        for (int run = 0; run < n; run++) {
            bucket[size++] = grams.bucket(run);
        }
    }

    /** Which bits of a bucket's number are turned for a run that is a neighbour's. */
    static int apart(int bits) {
        return APART & (1 << bits) - 1;
    }

    /** The bucket that stands for a leaf that words say a clause complains of. */
    static int said(String leaf, int bits) {
        return bucket("said " + leaf, bits);
    }

    /** The bucket that stands for a mark. */
    static int mark(ClauseMark mark, int bits) {
        return bucket("mark " + mark.name(), bits);
    }

    private static int bucket(String name, int bits) {
        return (int) (Long.parseUnsignedLong(StableHash.sha256(name, 8), 16) >>> (64 - bits));
    }

    /** What each of so many runs counts. */
    static double each(int runs) {
        return runs == 0 ? 0 : 1 / Math.sqrt(runs);
    }
}
