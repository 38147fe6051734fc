package io.tidewatch.text.evaluate;

import java.util.Map;
import java.util.TreeMap;

/** Counts the runs of 1 to 3 characters of a text, in 2^18 buckets. */
final class HashedRuns {
    static final int BUCKETS = 1 << 18;

    private static final int MAX_LENGTH = 3;

    private HashedRuns() {}

    /** Bucket, from 1 on, → how often, in rising order. */
    static Map<Integer, Integer> of(String text) {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int from = 0; from < text.length(); from++) {
            int stop = Math.min(text.length(), from + MAX_LENGTH);
            int hash = 0;
            for (int to = from; to < stop; to++) {
                hash = 31 * hash + text.charAt(to) + 1;
                int spread = hash * 0x9E3779B1;
                counts.merge(1 + (spread >>> 14), 1, Integer::sum);
            }
        }
        return counts;
    }
}
