package io.tidewatch.text.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * At most so many voices: those whose keys hash lowest (bottom-k sampling; Cohen and Kaplan, 2007). Which they are does not depend
 * on the order in which they come, and each voice has the same chance.
 */
final class VoiceSample {
    private final int most;
    private final TreeMap<Long, Voice> kept = new TreeMap<>();
    private long limit = Long.MAX_VALUE;

    /** @param most voices that are kept */
    VoiceSample(int most) {
        this.most = most;
    }

    /** @param key hash of what copies of a text share */
    void add(long key, Voice voice) {
        if (key > limit) {
            return;
        }
        kept.merge(key, voice, Voice::and);
        if (kept.size() > most) {
            kept.pollLastEntry();
            limit = kept.lastKey();
        }
    }

    /** The share of all voices that is kept, 0 to 1. */
    double share() {
        return limit == Long.MAX_VALUE ? 1 : ((double) limit - Long.MIN_VALUE) / Math.pow(2, Long.SIZE);
    }

    /** By time, then id. */
    List<Voice> voices() {
        List<Voice> out = new ArrayList<>(kept.values());
        out.sort(Voice.BY_TIME);
        return out;
    }
}
