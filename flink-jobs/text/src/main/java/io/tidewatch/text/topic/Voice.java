package io.tidewatch.text.topic;

import java.util.Comparator;

/**
 * One text, whoever passes it on: copies and reposts of it are one voice.
 *
 * @param id of the message that said it first
 * @param author hash of who said it first; of the text itself where nobody is named
 * @param at event time of the first, epoch milliseconds
 * @param last event time of the latest copy, epoch milliseconds
 * @param copies how many messages, itself included
 * @param voiceKey what near copies mostly share
 * @param simhash 64 bit; near copies differ in at most 3 bits
 * @param foldable false when too short for near copies to be told from coincidence
 * @param text masked, of at most {@link #MAX_TEXT} characters
 */
record Voice(
        String id,
        long author,
        long at,
        long last,
        int copies,
        long voiceKey,
        long simhash,
        boolean foldable,
        String text) {
    static final int MAX_TEXT = 400;

    static final Comparator<Voice> BY_TIME = Comparator.comparingLong(Voice::at).thenComparing(Voice::id);

    private static final int NEAR = 3;

    /** Both as one; the first message speaks for them. */
    Voice and(Voice other) {
        boolean mine = at < other.at || at == other.at && id.compareTo(other.id) <= 0;
        Voice first = mine ? this : other;
        return new Voice(
                first.id,
                first.author,
                first.at,
                Math.max(last, other.last),
                copies + other.copies,
                first.voiceKey,
                first.simhash,
                first.foldable,
                first.text);
    }

    boolean isNearCopyOf(Voice other) {
        return foldable && other.foldable && Long.bitCount(simhash ^ other.simhash) <= NEAR;
    }
}
