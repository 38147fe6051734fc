package io.tidewatch.feedback.shared;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Whether a set has {@value #MANY} members: of the hashes of those that were added, the {@value #MANY} smallest, sorted. The order in
 * which they come changes nothing, and the set of a union is made of those of its parts. Bare arrays: there are two for each id.
 */
final class FewHashes {
    static final int MANY = 20;
    static final long[] NONE = {};

    private FewHashes() {}

    /** The hashes and one more; may be the same array. */
    static long[] with(long[] sorted, long hash) {
        int size = sorted.length;
        if (size == 0) {
            return new long[] {hash};
        }
        if (size == MANY && hash >= sorted[MANY - 1]) {
            return sorted;
        }
        int found = Arrays.binarySearch(sorted, hash);
        if (found >= 0) {
            return sorted;
        }
        int at = -found - 1;
        long[] more = size == MANY ? sorted : Arrays.copyOf(sorted, size + 1);
        System.arraycopy(sorted, at, more, at + 1, more.length - at - 1);
        more[at] = hash;
        return more;
    }

    /** The hashes of both; may be the first array, never the second. */
    static long[] union(long[] sorted, long[] others) {
        if (sorted.length == 0) {
            return others.length == 0 ? NONE : others.clone();
        }
        long[] all = sorted;
        for (long hash : others) {
            all = with(all, hash);
        }
        return all;
    }

    static boolean areMany(long[] sorted) {
        return sorted.length == MANY;
    }

    static void pack(DataOutput out, long[] sorted) throws IOException {
        out.writeByte(sorted.length);
        for (long hash : sorted) {
            out.writeLong(hash);
        }
    }

    static long[] unpack(DataInput in) throws IOException {
        int size = in.readByte();
        if (size == 0) {
            return NONE;
        }
        long[] sorted = new long[size];
        for (int i = 0; i < size; i++) {
            sorted[i] = in.readLong();
        }
        return sorted;
    }
}
