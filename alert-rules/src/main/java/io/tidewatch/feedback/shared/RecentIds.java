package io.tidewatch.feedback.shared;

import io.tidewatch.hash.StableHash;

/**
 * Knows a message that was read among the last ones: most of the last {@value #PLACES}, in half a megabyte. Each id has one
 * place, and stays until another of the same place comes. Mutable.
 */
public final class RecentIds {
    private static final int PLACES = 1 << 16;

    private final long[] places = new long[PLACES];

    /**
     * Notes a message.
     *
     * @param id of the message
     * @return true when it is known
     */
    public boolean isRepeat(String id) {
        long hash = StableHash.fast(id);
        int place = (int) hash & PLACES - 1;
        boolean known = places[place] == hash;
        places[place] = hash;
        return known;
    }
}
